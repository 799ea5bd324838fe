import { describe, expect, it } from 'vitest'
import { startWithPortfolio } from '../support/engine'
import { contentOf, copyOf, mergeInto, stateOf } from '../support/copies'

describe('two copies of a portfolio', () => {
  it('come together: what each wrote is in both, whichever comes to which', async () => {
    const here = startWithPortfolio()
    await here.ask('writeAnswer', { strand: 'students.1', text: 'At the beginning' })
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.2', text: 'Ours' })
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Better' })
    await maria.ask('addEvidence', { place: { section: 'students', strand: 'students.1' }, note: 'A walk' })
    const twin = await copyOf(here, 'Twin')
    const result = await mergeInto(here, maria)
    expect(result).toMatchObject({ conflicts: [], contributors: [{ name: 'Maria' }] })
    await mergeInto(maria, twin)
    expect(contentOf(here)).toEqual(contentOf(maria))
    expect(await here.ask('listEvidence', {})).toHaveLength(1)
    const before = (await here.ask('listChanges', {})).length
    await mergeInto(here, maria)
    expect(await here.ask('listChanges', {})).toHaveLength(before)
  })

  it('is undone as if it had never been, and done again', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Ours' })
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Theirs' })
    await maria.ask('addEvidence', { place: null, note: 'A walk' })
    const before = stateOf(here)
    const { conflicts } = await mergeInto(here, maria)
    expect(conflicts).toMatchObject([{ field: 'answer.text', number: '3.1', yours: { text: 'Ours' } }])
    const after = stateOf(here)
    expect(await here.ask('undo', {})).toMatchObject({ kind: 'merge', words: { name: 'Maria' } })
    expect(stateOf(here)).toEqual(before)
    await here.ask('redo', {})
    expect(stateOf(here)).toEqual(after)
  })
})
