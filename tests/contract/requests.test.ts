import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { controlRequests } from '../../electron/contract/control'
import { engineRequests } from '../../electron/contract/engine'
import { mainRequests } from '../../electron/contract/main'
import { callMethod } from '../../electron/contract/rpc'
import type { Methods, RequestTable } from '../../electron/contract/table'
import { checkerRequests, mediaRequests, pressRequests } from '../../electron/contract/workers'
import { Failure } from '../../electron/domain/failure'
import type { TestEngine } from '../support/engine'
import { drawPicture } from '../support/pictures'
import { writePdf } from '../support/documents'
import { workersThatMayFail } from '../support/media-worker'
import { allowed, refused, type Pool } from '../support/schema-inputs'
import { readyToHandIn } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

const tables: Readonly<Record<string, RequestTable>> = {
  engine: engineRequests,
  control: controlRequests,
  main: mainRequests,
  media: mediaRequests,
  press: pressRequests,
  checker: checkerRequests,
}

/** Values of which every field of every table allows one. */
const everyday: Pool = {
  texts: [
    'students.1',
    'students.2',
    'esafety.1',
    'Ден на отворените врати',
    'a',
    'x'.repeat(300),
    'x'.repeat(5000),
    '',
    ' ',
    'שלום \u202e evil',
    '🇧🇬👩‍👩‍👧‍👦',
    '\ud800 alone',
    'a\u0000b\u001b[31m',
    '<script>alert(1)</script>',
    '| a | b |\n|---|---|\n| 1 | 2 |\n\n# H\n\n1. [x](evidence:gone)',
    '%_"\'\\ NEAR( * OR',
    '2026-10-05',
    '2026-02',
    '2031',
    '2026-11-23T08:00:00.000Z',
    'https://school.example/a?b=c#d',
    'javascript:alert(1)',
    '1_-25_0_0_5000_5000',
    '1-3,7',
    'none',
    'f'.repeat(64),
    '/nowhere/at/all',
    '00000000-0000-4000-8000-000000000000',
  ],
  numbers: [0, 1, 2, 3, 90, 95, 1600, 2026, 2027, 2028, 100_000, 5_000_000, -1, 0.5, 1e9],
}

function schemaOf(table: RequestTable | undefined, name: string): v.GenericSchema {
  const row = table?.[name]
  if (!row) throw new Error(`no request of that name: ${name}`)
  return row.input
}

async function outcomeOf<Table extends RequestTable>(
  table: Table,
  methods: Methods<Table>,
  name: string,
  input: unknown,
): Promise<string> {
  try {
    const { signal } = new AbortController()
    await callMethod(table, methods, { name, input, signal, progress: () => undefined })
    return 'answered'
  } catch (error) {
    if (error instanceof Failure) return error.code
    return `${name} ${JSON.stringify(input)} met a bug: ${error instanceof Error ? (error.stack ?? '') : ''}`
  }
}

describe.each(Object.entries(tables))('the table of %s', (_name, table) => {
  it.each(Object.keys(table))('refuses what is not allowed before any method: %s', async (name) => {
    const schema = schemaOf(table, name)
    const methods = { [name]: () => Promise.reject(new Error('the method was called')) }
    await fc.assert(
      fc.asyncProperty(refused(schema, everyday), async (input) => {
        expect(await outcomeOf({ [name]: { input: schema } }, methods, name, input)).toBe('input.invalid')
      }),
    )
  })
})

/** A portfolio in which each kind of thing is there, and the ids, hashes and grants by which it can be asked for. */
async function lively(): Promise<TestEngine & { root: string; evidence: string; row: string }> {
  const engine = await readyToHandIn({ startWorker: workersThatMayFail })
  const [photo] = await engine.ask('listPictures', { ids: [engine.evidence] })
  await engine.ask('addSubject', {
    kind: 'person',
    name: 'Иван',
    files: photo ? [photo.attachment.file.hash] : [],
  })
  await engine.ask('addProject', { title: 'Lighthouse' })
  await engine.ask('addComment', { target: { strand: 'students.2' }, text: 'Yes?' })
  await engine.ask('keepVersion', { strand: 'students.2', edition: 'first', name: 'before' })
  await engine.finishPictures({})
  return engine
}

/** All that can be named now, by its kind. */
async function idsOf(engine: TestEngine): Promise<Record<string, string[]>> {
  const [evidence, trash, people, projects, subjects, submissions, recent, tags] = await Promise.all([
    engine.ask('listEvidence', {}),
    engine.ask('listTrash', {}),
    engine.ask('listPeople', {}),
    engine.ask('listProjects', {}),
    engine.ask('listSubjects', {}),
    engine.ask('listSubmissions', {}),
    engine.ask('listRecentPortfolios', {}),
    engine.ask('listTags', {}),
  ])
  const sections = await Promise.all(
    (['students', 'esafety'] as const).map((section) => engine.ask('section', { section })),
  )
  const attachments = evidence.flatMap((each) => each.attachments)
  const idOf = ({ id }: { id: string }): string => id
  return {
    Evidence: [...evidence, ...trash].map(idOf),
    Attachment: attachments.map(idOf),
    Person: people.map(idOf),
    Project: projects.map(idOf),
    Subject: subjects.map(idOf),
    Submission: submissions.map(idOf),
    Recent: recent.map(idOf),
    Tag: tags.map(({ tag }) => tag),
    Strand: sections.flatMap(({ strands }) => strands.map(({ strand }) => strand)),
    PlanRow: sections.flatMap(({ plan }) => plan.map(idOf)),
    Comment: (await engine.ask('listComments', { target: { strand: 'students.2' } })).map(idOf),
    Version: (await engine.ask('listVersions', { strand: 'students.2', edition: 'first' })).map(idOf),
    Hash: attachments.flatMap((each) => (each.role === 'link' ? [] : [each.file.hash])),
  }
}

/** What `id` means in a request, told from its name. */
function meantBy(request: string, ids: Record<string, string[]>): string[] {
  const kind = Object.keys(ids).find((each) => request.toLowerCase().includes(each.toLowerCase()))
  return ids[kind ?? 'Evidence'] ?? []
}

type Known = { pool: Pool; ids: Record<string, string[]> }

/** What there is, and new places to write to. */
async function known(engine: TestEngine & { root: string }, round: number): Promise<Known> {
  const ids = await idsOf(engine)
  const folder = temporaryFolder()
  const photo = await drawPicture('new.jpg', { width: 400, height: 300, seed: round })
  copyFileSync(photo, join(folder, 'nothing.pdf'))
  mkdirSync(join(folder, 'full', 'inner'), { recursive: true })
  const outs = ['a.pdf', 'a.txt', 'a.docx', 'b.fivefold', 'folder', 'full', 'gone/a.pdf'].map((name) =>
    join(folder, name),
  )
  const files = [
    photo,
    join(folder, 'nothing.pdf'),
    join(folder, 'gone.jpg'),
    folder,
    await writePdf(['Yes']),
  ]
  const grants = [...outs, ...files, engine.root].map((path) => engine.grant(path))
  const texts = [...everyday.texts, ...Object.values(ids).flat(), ...grants, ...files]
  return { pool: { texts, numbers: everyday.numbers, named: namesOf(ids, { grants, files }) }, ids }
}

function namesOf(
  ids: Record<string, string[]>,
  { grants, files }: { grants: string[]; files: string[] },
): NonNullable<Pool['named']> {
  const { Evidence = [], Attachment = [], Person = [], Subject = [], Strand = [], Hash = [] } = ids
  return {
    evidence: Evidence,
    ids: Evidence,
    attachment: Attachment,
    photos: Attachment,
    cover: Attachment,
    coverPhoto: Attachment,
    person: Person,
    signatory: Person,
    subject: Subject,
    strand: Strand,
    recent: ids.Recent ?? [],
    file: Hash,
    files: Hash,
    hash: Hash,
    knowingly: Hash,
    out: grants,
    place: grants,
    grant: grants,
    path: files,
  }
}

describe('an engine with an open portfolio', () => {
  it('attaches no link to a piece that is gone', async () => {
    const engine = await readyToHandIn()
    const link = { evidence: 'gone', url: 'https://school.example', caption: '' }
    await expect(engine.ask('attachLink', link)).rejects.toMatchObject({ code: 'evidence.gone' })
  })

  it('answers every request that its tables allow, or says why not; nothing is a bug, and nothing is lost', async () => {
    const engine = await lively()
    const seed = Date.now() % 1_000_000
    const seen: Record<string, Set<string>> = {}
    for (let round = 0; round < 6; round++) {
      const { pool, ids } = await known(engine, round)
      const order = fc.sample(
        fc.shuffledSubarray(
          [
            ...Object.keys(engineRequests).map((name) => ['engine', name] as const),
            ...Object.keys(controlRequests).map((name) => ['control', name] as const),
          ],
          { minLength: Object.keys({ ...engineRequests }).length + Object.keys(controlRequests).length },
        ),
        { seed: seed + round, numRuns: 1 },
      )[0]
      for (const [index, [table, name]] of (order ?? []).entries()) {
        const schema = schemaOf(tables[table], name)
        const named = { ...pool.named, id: meantBy(name, ids) }
        const [input] = fc.sample(allowed(schema, { ...pool, named }), {
          seed: seed + 1000 * round + index,
          numRuns: 1,
        })
        const outcome =
          table === 'engine'
            ? await outcomeOf(engineRequests, engine.methods, name, input)
            : await outcomeOf(controlRequests, engine.control, name, input)
        ;(seen[name] ??= new Set()).add(outcome)
        // It may have closed the portfolio, or opened another one.
        engine.open(engine.root)
      }
      // What main notes is none of the engine's.
      const bugs = engine.bugs.filter((bug) => !String(bug).startsWith('main: '))
      expect(bugs, `seed ${seed}`).toEqual([])
      // What a refused change had stored already is swept away at the next start.
      engine.close()
      engine.open(engine.root)
      expect(await engine.ask('verify', {}), `seed ${seed}`).toEqual([])
    }
    const bugs = Object.values(seen).flatMap((outcomes) => [...outcomes].filter((one) => one.includes('bug')))
    expect(bugs, `seed ${seed}`).toEqual([])
    // Otherwise this test would say little.
    const answered = Object.values(seen).filter((outcomes) => outcomes.has('answered')).length
    expect(answered).toBeGreaterThan(0.7 * Object.keys(seen).length)
  })
})
