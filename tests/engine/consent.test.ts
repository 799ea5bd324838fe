import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consentStates, seenPeople } from '../../electron/domain/consent'
import { fileOf, type Evidence } from '../../electron/domain/evidence'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

/** Files that a portfolio takes for photos by their first bytes. */
function somePhotos(count: number): { path: string }[] {
  const folder = temporaryFolder()
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `photo ${index}.jpg`)
    writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(path)]))
    return { path }
  })
}

async function startWithPhotos(count: number) {
  const engine = startWithPortfolio()
  const paths = somePhotos(count)
  await engine.ask('addEvidence', { place, title: 'Плакат', files: paths })
  return { ...engine, paths, files: await hashes(engine), piece: () => firstPiece(engine) }
}

async function hashes(engine: TestEngine): Promise<string[]> {
  return (await firstPiece(engine)).attachments.flatMap((each) => fileOf(each)?.hash ?? [])
}

async function firstPiece(engine: TestEngine): Promise<Evidence> {
  const [piece] = await engine.ask('listEvidence', {})
  if (!piece) throw new Error('no piece')
  return piece
}

const steps = async (engine: TestEngine) =>
  (await engine.ask('listChanges', {})).map(({ name }) => ({ kind: name.kind, ...name.words }))

describe('consent of files', () => {
  it('is said of many at once as one step, and undone as one', async () => {
    const engine = await startWithPhotos(3)
    const before = await engine.piece()
    await engine.ask('writeConsent', {
      files: engine.files,
      people: 'recognisable',
      state: 'held',
      givenOn: '2026-09-04',
      scope: 'label',
      paper: ' Папка 3,  шкаф ',
      reference: 'GDPR-12',
      keepUntil: '2028-08-31',
    })
    expect((await engine.piece()).attachments.map((each) => fileOf(each))).toMatchObject(
      engine.files.map((hash) => ({
        hash,
        status: 'clear',
        consent: { people: 'recognisable', state: 'held', paper: 'Папка 3, шкаф', keepUntil: '2028-08-31' },
      })),
    )
    expect((await steps(engine))[0]).toEqual({ kind: 'writeConsent', what: 'people', count: 3 })
    await engine.ask('undo', {})
    expect(await engine.piece()).toEqual(before)
  })

  it('leaves what is not given, holds wherever the file is attached, and is remembered', async () => {
    const engine = await startWithPhotos(1)
    await engine.ask('writeConsent', { files: engine.files, people: 'recognisable' })
    await engine.ask('writeConsent', { files: engine.files, state: 'withdrawn' })
    const { consent, status } = (await engine.ask('listSeenFiles', { ids: null }))[0]?.file ?? {}
    expect({ people: consent?.people, state: consent?.state, status }).toEqual({
      people: 'recognisable',
      state: 'withdrawn',
      status: 'withdrawn',
    })
    await engine.ask('removeEvidence', { ids: [(await engine.piece()).id] })
    await engine.ask('emptyTrash', {})
    expect(await engine.ask('listSeenFiles', { ids: null })).toEqual([])
    await engine.ask('addEvidence', { place, title: 'Още веднъж', files: engine.paths })
    expect(await engine.ask('listSeenFiles', { ids: null })).toMatchObject([
      { file: { status: 'withdrawn' }, name: 'photo 0.jpg' },
    ])
  })

  it('is no change when it says what is said already, or nothing', async () => {
    const engine = await startWithPhotos(2)
    await engine.ask('writeConsent', { files: engine.files, state: '' })
    expect(await steps(engine)).toHaveLength(1)
    await engine.ask('writeConsent', { files: engine.files, people: 'adults' })
    await engine.ask('writeConsent', { files: engine.files, people: 'adults', paper: '' })
    expect(await steps(engine)).toHaveLength(2)
  })

  it('takes typing into one field as one step, and every choice as its own', async () => {
    const engine = await startWithPhotos(1)
    const write = (what: object) => engine.ask('writeConsent', { files: engine.files, ...what })
    for (const paper of ['Ш', 'Шк', 'Шкаф']) await write({ paper, typing: 'one' })
    for (const reference of ['1', '12']) await write({ reference, typing: 'two' })
    await write({ state: 'held' })
    await write({ state: 'missing' })
    expect((await steps(engine)).map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 4 }, () => 'writeConsent'),
      'addPhotos',
    ])
  })

  it('refuses days that do not exist, words that are not known, and files that are not there', async () => {
    const engine = await startWithPhotos(1)
    const invalid = { code: 'input.invalid' }
    const write = (what: object) => engine.ask('writeConsent', { files: engine.files, ...what })
    await expect(write({ givenOn: '2026-02-30' })).rejects.toMatchObject(invalid)
    await expect(write({ people: 'children' })).rejects.toMatchObject(invalid)
    await expect(write({ files: [] })).rejects.toMatchObject(invalid)
    await expect(write({ files: ['../x'] })).rejects.toMatchObject(invalid)
    const gone = { code: 'evidence.gone' }
    await expect(write({ files: [...engine.files, 'a'.repeat(64)], people: 'none' })).rejects.toMatchObject(
      gone,
    )
    expect(await engine.ask('consentCounts', {})).toEqual({ clear: 0, unsaid: 1, heldBack: 0 })
  })

  it('is counted, each file once, and a document only once something was said of it', async () => {
    const engine = await startWithPhotos(3)
    const text = join(temporaryFolder(), 'Протокол.txt')
    writeFileSync(text, 'Присъстваха всички.')
    const again = await engine.ask('addEvidence', { place, files: [{ path: text }] })
    expect(await engine.ask('consentCounts', {})).toEqual({ clear: 0, unsaid: 3, heldBack: 0 })
    const [one = '', two = ''] = engine.files
    await engine.ask('writeConsent', { files: [one], people: 'none' })
    await engine.ask('writeConsent', { files: [two], people: 'recognisable' })
    const document = fileOf((await engine.ask('evidence', { id: again.ids[0] ?? '' })).attachments[0]!)
    await engine.ask('writeConsent', { files: [document?.hash ?? ''], state: 'withdrawn' })
    expect(await engine.ask('consentCounts', {})).toEqual({ clear: 1, unsaid: 1, heldBack: 2 })
    expect((await engine.ask('listSummaries', {})).map(({ consent }) => consent)).toEqual([
      { clear: 1, unsaid: 1, heldBack: 1 },
      { clear: 0, unsaid: 0, heldBack: 1 },
    ])
    expect((await engine.ask('listSeenFiles', { ids: again.ids })).map(({ name }) => name)).toEqual([
      'Протокол.txt',
    ])
  })
})

describe('persons and groups', () => {
  it('are tied to many files, with one consent for all of them', async () => {
    const engine = await startWithPhotos(3)
    await engine.ask('writeConsent', { files: engine.files, people: 'recognisable' })
    const { id } = await engine.ask('addSubject', {
      kind: 'group',
      name: '5Б 2026',
      files: engine.files.slice(0, 2),
    })
    expect((await steps(engine))[0]).toEqual({ kind: 'addSubject', name: '5Б 2026' })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ id, files: 2, heldBack: 2 }])
    await engine.ask('writeSubject', { id, state: 'held', scope: 'label' })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ files: 2, heldBack: 0, state: 'held' }])
    await engine.ask('tieSubject', { files: engine.files, subject: id })
    expect((await steps(engine))[0]).toEqual({ kind: 'tieSubject', name: '5Б 2026', count: 3 })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ files: 3 }])
    expect(await engine.ask('listSummaries', {})).toMatchObject([{ subjects: [id] }])
    await engine.ask('untieSubject', { files: engine.files, subject: id })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ files: 0 }])
    await engine.ask('undo', {})
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ files: 3 }])
  })

  it('are removed with their ties, and come back with them', async () => {
    const engine = await startWithPhotos(2)
    const { id } = await engine.ask('addSubject', { kind: 'person', name: 'У. 17', files: engine.files })
    const before = await engine.piece()
    await engine.ask('removeSubject', { id })
    expect(await engine.ask('listSubjects', {})).toEqual([])
    expect((await engine.piece()).attachments.flatMap((each) => fileOf(each)?.consent.subjects)).toEqual([])
    await engine.ask('undo', {})
    expect(await engine.piece()).toEqual(before)
  })

  it('have each a name of their own, whatever its capitals', async () => {
    const engine = await startWithPhotos(1)
    const { id } = await engine.ask('addSubject', { kind: 'group', name: '5Б 2026' })
    const { id: other } = await engine.ask('addSubject', { kind: 'person', name: 'Õie' })
    await engine.ask('addSubject', { kind: 'person', name: 'Oie' })
    const taken = { code: 'subject.taken', words: { name: '5Б 2026' } }
    await expect(engine.ask('addSubject', { kind: 'person', name: ' 5б  2026 ' })).rejects.toMatchObject(
      taken,
    )
    await expect(engine.ask('writeSubject', { id: other, name: '5б 2026' })).rejects.toMatchObject(taken)
    await engine.ask('writeSubject', { id, name: '5б 2026' })
    const gone = { code: 'subject.gone' }
    await expect(engine.ask('writeSubject', { id: 'x', state: 'held' })).rejects.toMatchObject(gone)
    await expect(engine.ask('removeSubject', { id: 'x' })).rejects.toMatchObject(gone)
    await expect(engine.ask('tieSubject', { files: engine.files, subject: 'x' })).rejects.toMatchObject(gone)
    await expect(engine.ask('addSubject', { kind: 'group', name: ' ' })).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })
})

describe('the school’s own rules', () => {
  it('are kept as they are written, and go along into a new cycle', async () => {
    const engine = startWithPortfolio()
    const consentRules = 'Подписва родител.\nОт 14 години и ученикът.'
    await engine.ask('writeApplication', { consentRules })
    expect((await engine.ask('portfolio', {})).application).toMatchObject({ consentRules })
    engine.close()
    const next = startTestEngine()
    next.create(
      join(temporaryFolder(), 'Next.fivefold'),
      { school: 'Мост', country: 'BG', language: 'bg', cycle: { from: 2029, to: 2030 } },
      engine.root,
    )
    expect((await next.ask('portfolio', {})).application).toMatchObject({ consentRules })
  })
})

it('whatever is said, all undone is as if nothing had been said, and all redone as it was', async () => {
  const some = fc.subarray([0, 1, 2], { minLength: 1 })
  const step = fc.oneof(
    fc.record({ files: some, people: fc.constantFrom('', ...seenPeople) }),
    fc.record({ files: some, state: fc.constantFrom('', ...consentStates) }),
    fc.record({ files: some, paper: fc.string({ maxLength: 20 }) }),
    fc.record({ files: some, tie: fc.nat(2) }),
    fc.record({ files: some, untie: fc.nat(2) }),
    fc.record({ add: fc.constantFrom('5A', '5B', '5C') }),
    fc.record({ write: fc.nat(2), state: fc.constantFrom('', ...consentStates) }),
    fc.record({ remove: fc.nat(2) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (all) => {
      const engine = await startWithPhotos(3)
      const everything = async () => ({
        subjects: await engine.ask('listSubjects', {}),
        evidence: await engine.ask('listEvidence', {}),
        counts: await engine.ask('consentCounts', {}),
      })
      const before = await everything()
      for (const one of all) {
        engine.wait(100_000)
        const subjects = await engine.ask('listSubjects', {})
        const idOf = (index: number) => subjects[index]?.id
        if ('add' in one) {
          const isThere = subjects.some(({ name }) => name === one.add)
          if (!isThere) await engine.ask('addSubject', { kind: 'group', name: one.add })
        } else if ('remove' in one) {
          const id = idOf(one.remove)
          if (id) await engine.ask('removeSubject', { id })
        } else if ('write' in one) {
          const id = idOf(one.write)
          if (id) await engine.ask('writeSubject', { id, state: one.state })
        } else {
          const { files: which, ...what } = one
          const files = which.map((index) => engine.files[index] ?? '')
          if ('tie' in what) {
            const subject = idOf(what.tie)
            if (subject) await engine.ask('tieSubject', { files, subject })
          } else if ('untie' in what) {
            const subject = idOf(what.untie)
            if (subject) await engine.ask('untieSubject', { files, subject })
          } else await engine.ask('writeConsent', { files, ...what })
        }
      }
      const after = await everything()
      const count = (await engine.ask('listChanges', {})).length - 1
      for (let index = 0; index < count; index++) await engine.ask('undo', {})
      expect(await everything()).toEqual(before)
      for (let index = 0; index < count; index++) await engine.ask('redo', {})
      expect(await everything()).toEqual(after)
      engine.close()
    }),
    { numRuns: 40 },
  )
}, 120_000)
