import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommentTarget } from '../../electron/domain/comment'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const target = { strand: place.strand }

describe('comments', () => {
  it('stand on an answer or a piece of evidence, with who and when, until they are done', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [evidence = ''],
    } = await engine.ask('addEvidence', { place, title: 'Плакат' })
    const { id } = await engine.ask('addComment', { target, text: '  Имаме ли снимка? ' })
    engine.wait(1000)
    await engine.ask('writeSettings', { author: 'Мария' })
    await engine.ask('addComment', { target: { evidence }, text: 'Кой е авторът?' })
    await engine.ask('addComment', { target, text: 'Да.' })
    expect(await engine.ask('listComments', { target })).toMatchObject([
      { id, text: 'Имаме ли снимка?', madeBy: 'test', madeAt: '2026-11-23T08:00:00.000Z', doneAt: '' },
      { text: 'Да.', madeBy: 'Мария' },
    ])
    await engine.ask('settleComment', { id, isDone: true })
    expect(await engine.ask('listComments', { target })).toMatchObject([
      { id, doneBy: 'Мария', doneAt: '2026-11-23T08:00:01.000Z' },
      { doneBy: '', doneAt: '' },
    ])
    expect(await engine.ask('listOpenComments', {})).toMatchObject([
      { text: 'Да.', target },
      { text: 'Кой е авторът?', target: { evidence }, title: 'Плакат' },
    ])
    await engine.ask('settleComment', { id, isDone: false })
    expect(await engine.ask('listOpenComments', {})).toHaveLength(3)
  })

  it('are named in the history, and writing the same words is no change', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addComment', { target, text: 'a' })
    await engine.ask('writeComment', { id, text: 'a' })
    await engine.ask('settleComment', { id, isDone: false })
    await engine.ask('writeComment', { id, text: 'b' })
    await engine.ask('settleComment', { id, isDone: true })
    await engine.ask('settleComment', { id, isDone: false })
    await engine.ask('removeComment', { id })
    const { ids } = await engine.ask('addEvidence', { place, note: 'x' })
    await engine.ask('addComment', { target: { evidence: ids[0] ?? '' }, text: 'c' })
    const names = (await engine.ask('listChanges', {})).map(({ name }) => name)
    expect(names.map(({ kind }) => kind)).toEqual([
      'addComment',
      'addNote',
      'removeComment',
      'reopenComment',
      'settleComment',
      'writeComment',
      'addComment',
    ])
    expect([names[0]?.words, names.at(-1)?.words]).toEqual([
      { on: 'evidence', place: '' },
      { on: 'answer', place: '3.2' },
    ])
  })

  it('refuse what is empty, too long, or about nothing', async () => {
    const engine = startWithPortfolio()
    const add = (about: CommentTarget, text: string) => engine.ask('addComment', { target: about, text })
    await expect(add(target, ' \n ')).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(add(target, 'x'.repeat(20_001))).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(add({ strand: 'nowhere' }, 'x')).rejects.toMatchObject({ code: 'place.unknown' })
    await expect(add({ evidence: 'gone' }, 'x')).rejects.toMatchObject({ code: 'evidence.gone' })
    const gone = { code: 'comment.gone' }
    await expect(engine.ask('writeComment', { id: 'gone', text: 'x' })).rejects.toMatchObject(gone)
    await expect(engine.ask('settleComment', { id: 'gone', isDone: true })).rejects.toMatchObject(gone)
    await expect(engine.ask('removeComment', { id: 'gone' })).rejects.toMatchObject(gone)
    expect(await engine.ask('listChanges', {})).toEqual([])
  })

  it('go into the trash with their evidence, come back with it, and wait with a hidden claim', async () => {
    const engine = startWithPortfolio()
    const { ids } = await engine.ask('addEvidence', { place, note: 'x' })
    const about = { evidence: ids[0] ?? '' }
    await engine.ask('addComment', { target: about, text: 'c' })
    await engine.ask('addComment', { target, text: 'a' })
    const open = async () => (await engine.ask('listOpenComments', {})).map(({ text }) => text)
    await engine.ask('removeEvidence', { ids })
    expect(await open()).toEqual(['a'])
    await engine.ask('emptyTrash', {})
    expect(await engine.ask('listComments', { target: about })).toEqual([])
    await engine.ask('undo', {})
    await engine.ask('restoreEvidence', { ids })
    expect(await open()).toEqual(['a', 'c'])
    await engine.ask('hideStrand', { strand: place.strand })
    expect(await open()).toEqual(['c'])
  })

  it('of a claim of our own go with it, and come back by undo', async () => {
    const engine = startWithPortfolio()
    const { id: strand } = await engine.ask('addStrand', { section: 'students', title: 'Наше' })
    await engine.ask('addComment', { target: { strand }, text: 'one' })
    engine.wait(1000)
    await engine.ask('addComment', { target: { strand }, text: 'two' })
    const before = await engine.ask('listComments', { target: { strand } })
    await engine.ask('removeStrand', { strand })
    expect(await engine.ask('listOpenComments', {})).toEqual([])
    await engine.ask('undo', {})
    expect(await engine.ask('listComments', { target: { strand } })).toEqual(before)
  })

  it('tell the screens, and change neither coverage nor counts', async () => {
    const engine = startWithPortfolio()
    const { history: _before, ...before } = await engine.ask('portfolio', {})
    engine.events.length = 0
    await engine.ask('addComment', { target, text: 'a' })
    expect(engine.events).toEqual([{ kind: 'changed', nouns: ['comment', 'history'] }])
    const { history: _after, ...after } = await engine.ask('portfolio', {})
    expect(after).toEqual(before)
  })
})

describe('the name for comments and changes', () => {
  it('is the system’s until another is given, is kept on this computer, and signs from the next change on', async () => {
    const userFolder = join(temporaryFolder(), 'user')
    const engine = startWithPortfolio({ userFolder })
    expect(await engine.ask('settings', {})).toMatchObject({ author: 'test', isAuthorGiven: false })
    await engine.ask('writeSettings', { author: '  Şükran   Çağlar ' })
    expect(engine.events.at(-1)).toMatchObject({ kind: 'settings' })
    await engine.ask('writeAnswer', { strand: place.strand, text: 'a' })
    await engine.ask('keepVersion', { strand: place.strand, edition: 'first', name: '' })
    expect(await engine.ask('listVersions', { strand: place.strand, edition: 'first' })).toMatchObject([
      { madeBy: 'Şükran Çağlar' },
    ])
    engine.close()
    const again = startTestEngine({ userFolder })
    expect(await again.ask('settings', {})).toMatchObject({ author: 'Şükran Çağlar', isAuthorGiven: true })
    await again.ask('writeSettings', { author: '' })
    expect(await again.ask('settings', {})).toMatchObject({ author: 'test', isAuthorGiven: false })
  })
})
