import { describe, expect, it } from 'vitest'
import { startWithPortfolio } from '../support/engine'

const place = { section: 'students', strand: 'students.2' } as const
const other = { section: 'example', strand: null } as const

describe('the trash', () => {
  it('holds what was removed, out of every list and count, and gives it back where it stood', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id = ''],
    } = await engine.ask('addEvidence', { place, title: 'Плакат', note: 'x' })
    await engine.ask('placeEvidence', { id, place: other })
    await engine.ask('changeEvidence', { ids: [id], tie: { to: 'tags', value: 'радио' } })
    await engine.ask('removeEvidence', { ids: [id] })

    const { coverage, evidenceCount } = await engine.ask('portfolio', {})
    expect(evidenceCount).toBe(0)
    expect(coverage.flatMap(({ strands }) => strands).every(({ evidence }) => evidence === 0)).toBe(true)
    expect(await engine.ask('listEvidence', {})).toEqual([])
    expect(await engine.ask('listSummaries', {})).toEqual([])
    expect(await engine.ask('listTags', {})).toEqual([])
    expect((await engine.ask('section', { section: 'example' })).unsorted).toEqual([])
    await expect(engine.ask('evidence', { id })).rejects.toMatchObject({ code: 'evidence.gone' })
    await expect(engine.ask('writeEvidence', { id, title: 'y' })).rejects.toMatchObject({
      code: 'evidence.gone',
    })
    expect(await engine.ask('listTrash', {})).toMatchObject([
      { id, title: 'Плакат', places: [place, other], tags: ['радио'] },
    ])

    await engine.ask('restoreEvidence', { ids: [id] })
    expect(await engine.ask('evidence', { id })).toMatchObject({
      title: 'Плакат',
      places: [place, other],
      tags: ['радио'],
      number: 'P3-01',
    })
    expect(await engine.ask('listTrash', {})).toEqual([])
    await expect(engine.ask('restoreEvidence', { ids: [id] })).rejects.toMatchObject({
      code: 'evidence.gone',
    })
  })

  it('is emptied only when asked, and even that can be undone', async () => {
    const engine = startWithPortfolio()
    const { ids } = await engine.ask('addEvidence', { place, note: 'gone' })
    await engine.ask('addEvidence', { place, note: 'stays' })
    await engine.ask('removeEvidence', { ids })
    await engine.ask('emptyTrash', {})
    expect(await engine.ask('listTrash', {})).toEqual([])
    expect(await engine.ask('listEvidence', {})).toMatchObject([{ note: 'stays' }])
    await engine.ask('undo', {})
    expect(await engine.ask('listTrash', {})).toMatchObject([{ excerpt: 'gone' }])
  })
})

describe('a change to many pieces', () => {
  it('is one step, named in the words of what was done', async () => {
    const engine = startWithPortfolio()
    const { id: person } = await engine.ask('addPerson', { name: 'Õie' })
    const { id: project } = await engine.ask('addProject', { title: 'Jõed' })
    const ids: string[] = []
    for (const note of ['a', 'b', 'c']) ids.push(...(await engine.ask('addEvidence', { place, note })).ids)
    const step = async () => (await engine.ask('portfolio', {})).history.undo

    await engine.ask('changeEvidence', { ids, moveTo: other })
    expect(await step()).toEqual({
      kind: 'placeMany',
      words: { count: 3, place: expect.any(String) as string },
    })
    await engine.ask('changeEvidence', { ids, tie: { to: 'tags', value: 'радио' } })
    expect(await step()).toEqual({ kind: 'tagMany', words: { count: 3, tag: 'радио' } })
    await engine.ask('changeEvidence', { ids, tie: { to: 'people', value: person } })
    await engine.ask('changeEvidence', { ids, tie: { to: 'projects', value: project } })
    await engine.ask('changeEvidence', { ids, kind: 'testimony', level: 'school', date: '2026-05-14' })
    expect(await step()).toEqual({ kind: 'changeEvidence', words: { count: 3 } })
    for (const piece of await engine.ask('listSummaries', {})) {
      expect(piece).toMatchObject({
        places: [other],
        tags: ['радио'],
        people: [person],
        projects: [project],
        kind: 'testimony',
        level: 'school',
        date: '2026-05-14',
      })
    }
    // A person who leaves takes the ties along, and brings them back.
    await engine.ask('removePerson', { id: person })
    expect((await engine.ask('listSummaries', {}))[0]?.people).toEqual([])
    await engine.ask('undo', {})
    expect((await engine.ask('listSummaries', {}))[0]?.people).toEqual([person])
  })

  it('to a piece that is gone, or with what does not exist, changes nothing', async () => {
    const engine = startWithPortfolio()
    const { ids } = await engine.ask('addEvidence', { place, note: 'a' })
    const change = (input: object) => engine.ask('changeEvidence', { ids, ...input })
    await expect(change({ ids: [...ids, 'gone'], level: 'class' })).rejects.toMatchObject({
      code: 'evidence.gone',
    })
    await expect(change({ tie: { to: 'people', value: 'gone' } })).rejects.toMatchObject({
      code: 'person.gone',
    })
    await expect(change({ kind: 'nonsense' })).rejects.toMatchObject({ code: 'input.invalid' })
    expect((await engine.ask('listSummaries', {}))[0]).toMatchObject({ level: '', people: [] })
  })
})
