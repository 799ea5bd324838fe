import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Place } from '../../electron/domain/section'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const place: Place = { section: 'students', strand: 'students.2' }
const elsewhere: Place = { section: 'leadership', strand: 'leadership.5' }

/** Everything that a screen could show. */
async function everything(engine: TestEngine) {
  const { history: _history, ...open } = await engine.ask('portfolio', {})
  const sections = await Promise.all(open.sections.map(({ id }) => engine.ask('section', { section: id })))
  return {
    open,
    sections,
    evidence: await engine.ask('listEvidence', {}),
    people: await engine.ask('listPeople', {}),
    projects: await engine.ask('listProjects', {}),
    introduction: await engine.ask('introduction', {}),
    comments: await engine.ask('listComments', { target: { strand: 'students.1' } }),
    openComments: await engine.ask('listOpenComments', {}),
  }
}

function someFiles(count: number): { path: string }[] {
  const folder = temporaryFolder()
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `file ${index}.txt`)
    writeFileSync(path, `content ${index} ${folder}`)
    return { path }
  })
}

describe('every write can be undone and redone', () => {
  type Write = (
    engine: TestEngine,
    ids: {
      evidence: string
      attachment: string
      other: string
      row: string
      person: string
      project: string
      ownStrand: string
      comment: string
      version: string
    },
  ) => Promise<unknown>
  const writes: Record<string, Write> = {
    'adding files': (engine) => engine.ask('addEvidence', { place, files: someFiles(3) }),
    'adding a note': (engine) => engine.ask('addEvidence', { place, note: 'Учениците решават.' }),
    'adding a link': (engine) => engine.ask('addEvidence', { place, links: ['school.example/news'] }),
    editing: (engine, { evidence }) =>
      engine.ask('writeEvidence', { id: evidence, title: 'Ден на отворените врати', date: '2026-10-05' }),
    moving: (engine, { evidence }) =>
      engine.ask('moveEvidence', { id: evidence, from: place, to: elsewhere }),
    'serving one more strand': (engine, { evidence }) =>
      engine.ask('placeEvidence', { id: evidence, place: elsewhere }),
    'taking out of a strand': (engine, { evidence }) =>
      engine.ask('unplaceEvidence', { id: evidence, place }),
    removing: (engine, { evidence }) => engine.ask('removeEvidence', { ids: [evidence] }),
    'attaching files': (engine, { evidence }) => engine.ask('attachFiles', { evidence, files: someFiles(2) }),
    'attaching a link': (engine, { evidence }) =>
      engine.ask('attachLink', { evidence, url: 'https://a.example', caption: '' }),
    detaching: (engine, { attachment }) => engine.ask('detach', { attachment }),
    'writing a caption': (engine, { attachment }) =>
      engine.ask('writeAttachment', { id: attachment, caption: 'Çocuklar', alt: 'Kinderen' }),
    'reordering attachments': (engine, { other }) => engine.ask('moveAttachment', { id: other, position: 0 }),
    'writing an answer': (engine) => engine.ask('writeAnswer', { strand: 'students.1', text: 'Отговор' }),
    'adding a goal': (engine) => engine.ask('addPlanRow', { section: 'students', goal: 'Elke klas' }),
    'writing the plan': (engine, { row }) =>
      engine.ask('writePlanRow', { id: row, column: 'who', text: 'Õpetajad' }),
    'reordering the plan': (engine, { row }) => engine.ask('movePlanRow', { id: row, position: 1 }),
    'removing a goal': (engine, { row }) => engine.ask('removePlanRow', { id: row }),
    'rewording a section': (engine) =>
      engine.ask('writeSection', { section: 'students', title: 'Учениците водят', planLimit: 2000 }),
    'adding a strand': (engine) => engine.ask('addStrand', { section: 'students', title: 'Онова, другото' }),
    'rewording a strand': (engine) =>
      engine.ask('writeStrand', { strand: 'students.2', question: 'Hoe?', limit: 500 }),
    'reordering strands': (engine) => engine.ask('moveStrand', { strand: 'students.5', position: 0 }),
    'hiding a strand with evidence': (engine) => engine.ask('hideStrand', { strand: 'students.2' }),
    'removing a strand of our own': (engine, { ownStrand }) =>
      engine.ask('removeStrand', { strand: ownStrand }),
    'taking in the official wording': (engine) =>
      engine.ask('writeWording', {
        introduction: 'Въведение',
        students: { heading: 'Öğrenciler', text: 'Değişim' },
      }),
    'writing the application': (engine, { person }) =>
      engine.ask('writeApplication', { registeredOn: '2023-09', activeTeachers: 7, signatory: person }),
    'adding a person': (engine) => engine.ask('addPerson', { name: 'Şükrü Çağlar', role: 'müdür' }),
    'editing a person': (engine, { person }) => engine.ask('writePerson', { id: person, isActive: true }),
    'removing a person': (engine, { person }) => engine.ask('removePerson', { id: person }),
    'adding a project': (engine) => engine.ask('addProject', { title: 'Реки' }),
    'editing a project': (engine, { project }) =>
      engine.ask('writeProject', {
        id: project,
        countries: ['RO', 'EE'],
        labels: [{ kind: 'nql', name: '', awardedOn: '2026-06-01' }],
      }),
    'removing a project': (engine, { project }) => engine.ask('removeProject', { id: project }),
    'changing many pieces': (engine, { evidence }) =>
      engine.ask('changeEvidence', {
        ids: [evidence],
        kind: 'minutes',
        level: 'european',
        date: '2026-05-14',
        moveTo: { section: 'example', strand: 'example.1' },
      }),
    'tying evidence to a person': (engine, { evidence, person }) =>
      engine.ask('changeEvidence', { ids: [evidence], tie: { to: 'people', value: person } }),
    'tying evidence to a project': (engine, { evidence, project }) =>
      engine.ask('changeEvidence', { ids: [evidence], tie: { to: 'projects', value: project } }),
    'tagging evidence': (engine, { evidence }) =>
      engine.ask('changeEvidence', { ids: [evidence], tie: { to: 'tags', value: 'A' } }),
    'going back to a version': (engine, { version }) => engine.ask('restoreVersion', { id: version }),
    'adding a comment': (engine, { evidence }) =>
      engine.ask('addComment', { target: { evidence }, text: 'Кой е авторът?' }),
    'editing a comment': (engine, { comment }) => engine.ask('writeComment', { id: comment, text: 'Да' }),
    'settling a comment': (engine, { comment }) => engine.ask('settleComment', { id: comment, isDone: true }),
    'removing a comment': (engine, { comment }) => engine.ask('removeComment', { id: comment }),
    "writing the school's details": (engine) =>
      engine.ask('writePortfolio', {
        school: 'Alta',
        country: 'RO',
        language: 'ro',
        cycle: { from: 2028, to: 2029 },
      }),
  }

  it.each(Object.entries(writes))('%s, over a restart', async (_name, write) => {
    const engine = startWithPortfolio()
    const added = await engine.ask('addEvidence', { place, title: 'First', files: someFiles(2) })
    const { id: row } = await engine.ask('addPlanRow', { section: 'students', goal: 'a' })
    await engine.ask('addPlanRow', { section: 'students', goal: 'b' })
    const { id: person } = await engine.ask('addPerson', { name: 'Õie Žukova' })
    const { id: project } = await engine.ask('addProject', { title: 'Jõed' })
    const { id: ownStrand } = await engine.ask('addStrand', { section: 'students', title: 'Наше' })
    await engine.ask('writeAnswer', { strand: ownStrand, text: 'Отговор' })
    await engine.ask('addEvidence', { place: { section: 'students', strand: ownStrand }, title: 'Own' })
    const { id: comment } = await engine.ask('addComment', {
      target: { strand: 'students.1' },
      text: 'Foto?',
    })
    await engine.ask('writeAnswer', { strand: 'students.5', text: 'Преди' })
    await engine.ask('keepVersion', { strand: 'students.5', edition: 'first', name: '' })
    await engine.ask('writeAnswer', { strand: 'students.5', text: 'След' })
    const [version] = await engine.ask('listVersions', { strand: 'students.5', edition: 'first' })
    const [first, second] = added.files
    const [evidence] = added.ids
    if (evidence === undefined || first?.outcome !== 'added' || second?.outcome !== 'added')
      throw new Error('not added')
    const before = await everything(engine)

    await write(engine, {
      evidence,
      attachment: first.attachment,
      other: second.attachment,
      row,
      person,
      project,
      ownStrand,
      comment,
      version: version?.id ?? '',
    })
    const after = await everything(engine)
    expect(after).not.toEqual(before)

    engine.close()
    const restarted = startTestEngine()
    restarted.open(engine.root)
    await restarted.ask('undo', {})
    expect(await everything(restarted)).toEqual(before)

    restarted.close()
    const again = startTestEngine()
    again.open(engine.root)
    await again.ask('redo', {})
    expect(await everything(again)).toEqual(after)
    expect(again.bugs).toEqual([])
  })
})

describe('the history', () => {
  it('names a step in the words of the change', async () => {
    const engine = startWithPortfolio()
    await engine.ask('addEvidence', { place, files: someFiles(3) })
    const { history } = await engine.ask('portfolio', {})
    expect(history).toEqual({ undo: { kind: 'addFiles', words: { count: 3, place: '3.2' } }, redo: null })
  })

  it('takes typing as one step, and a pause or another field as the next', async () => {
    const engine = startWithPortfolio()
    for (const text of ['K', 'Ke', 'Kevad']) await engine.ask('writeAnswer', { strand: 'students.1', text })
    engine.wait(120_000)
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'Kevadel' })
    await engine.ask('writeAnswer', { strand: 'students.3', text: 'Vanemad' })
    expect(await engine.ask('listChanges', {})).toHaveLength(3)
    await engine.ask('undo', {})
    await engine.ask('undo', {})
    expect((await engine.ask('section', { section: 'students' })).strands[0]?.answer).toBe('Kevad')
  })

  it('starts a new step for typing after an undo', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'a' })
    await engine.ask('undo', {})
    await engine.ask('redo', {})
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'ab' })
    await engine.ask('undo', {})
    expect((await engine.ask('section', { section: 'students' })).strands[0]?.answer).toBe('a')
  })

  it('forgets what could be redone once something new is done, and keeps it when nothing is', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'a' })
    await engine.ask('undo', {})
    await engine.ask('writeAnswer', { strand: 'students.1', text: '' })
    expect((await engine.ask('portfolio', {})).history.redo?.kind).toBe('writeAnswer')
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'b' })
    await expect(engine.ask('redo', {})).rejects.toMatchObject({ code: 'history.nothingToRedo' })
  })

  it('says so when there is nothing to undo', async () => {
    const engine = startWithPortfolio()
    await expect(engine.ask('undo', {})).rejects.toMatchObject({ code: 'history.nothingToUndo' })
  })

  it('keeps 500 steps and no more', async () => {
    const engine = startWithPortfolio()
    for (let index = 0; index < 505; index++)
      await engine.ask('addPlanRow', { section: 'example', goal: String(index) })
    expect(await engine.ask('listChanges', {})).toHaveLength(500)
  })

  it('cannot be passed by: a write outside a change fails', () => {
    const engine = startWithPortfolio()
    expect(() =>
      engine.methods.writeAnswer(
        { strand: 'nowhere', text: 'x' },
        { signal: AbortSignal.abort(), progress: () => undefined },
      ),
    ).toThrow()
  })

  it('tells screens which parts changed', async () => {
    const engine = startWithPortfolio()
    engine.events.length = 0
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'a' })
    expect(engine.events).toEqual([{ kind: 'changed', nouns: ['answer', 'history'] }])
  })
})

it('any row of changes, all undone, is as if nothing had been; all redone, as if nothing had been undone', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('answer' as const),
      strand: fc.constantFrom('students.1', 'inclusion.6'),
      text: fc.string({ unit: 'grapheme' }),
    }),
    fc.record({ kind: fc.constant('note' as const), note: fc.string({ unit: 'grapheme', minLength: 1 }) }),
    fc.record({ kind: fc.constant('edit' as const), which: fc.nat(5), title: fc.string() }),
    fc.record({
      kind: fc.constant('place' as const),
      which: fc.nat(5),
      place: fc.constantFrom(place, elsewhere),
    }),
    fc.record({ kind: fc.constant('move' as const), which: fc.nat(5) }),
    fc.record({ kind: fc.constant('remove' as const), which: fc.nat(5) }),
    fc.record({ kind: fc.constant('plan' as const), position: fc.nat(3) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const engine = startWithPortfolio()
      const before = await everything(engine)
      for (const one of steps) {
        const evidence = await engine.ask('listEvidence', {})
        const id = 'which' in one ? evidence[one.which]?.id : undefined
        const found = evidence.find((piece) => piece.id === id)
        if (one.kind === 'answer')
          await engine.ask(
            'writeAnswer',
            one.strand === 'students.1'
              ? { strand: one.strand, text: one.text }
              : { strand: one.strand, text: one.text },
          )
        if (one.kind === 'note') await engine.ask('addEvidence', { place, note: one.note })
        if (one.kind === 'plan') {
          const { id: row } = await engine.ask('addPlanRow', { section: 'example' })
          await engine.ask('movePlanRow', { id: row, position: one.position })
        }
        if (id === undefined || !found) continue
        if (one.kind === 'edit') await engine.ask('writeEvidence', { id, title: one.title.slice(0, 100) })
        if (one.kind === 'place') await engine.ask('placeEvidence', { id, place: one.place })
        if (one.kind === 'remove') await engine.ask('removeEvidence', { ids: [id] })
        if (one.kind === 'move' && found.places[0])
          await engine.ask('moveEvidence', { id, from: found.places[0], to: elsewhere })
        engine.wait(100_000)
      }
      const after = await everything(engine)
      const count = (await engine.ask('listChanges', {})).length
      for (let index = 0; index < count; index++) await engine.ask('undo', {})
      expect(await everything(engine)).toEqual(before)
      for (let index = 0; index < count; index++) await engine.ask('redo', {})
      expect(await everything(engine)).toEqual(after)
      engine.close()
    }),
    { numRuns: 60 },
  )
}, 120_000)
