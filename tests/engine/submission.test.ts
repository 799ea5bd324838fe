import Database from 'better-sqlite3'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import type { FileAttachment } from '../../electron/domain/evidence'
import type { Submission } from '../../electron/domain/submission'
import { version } from '../../package.json'
import { pdfText, run } from '../support/command-line'
import { writePdf } from '../support/documents'
import { bridgeSchool, startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { modeOf, place, readyToHandIn, readyToPrint, sha256, submissionFolders } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

const day = '2027-03-03'
type Ready = TestEngine & { root: string }

/** Keeps a PDF that was handed in: quick, where the book does not matter. */
async function handIn(
  engine: TestEngine,
  more: { handedInOn?: string; name?: string } = {},
): Promise<Submission> {
  const pdf = engine.grant(await writePdf(['Изпратеното'], 'Изпратено.pdf'))
  const { id } = await engine.ask('addSubmission', { handedInOn: day, pdf, ...more })
  return (await engine.ask('submission', { id })).submission
}

const fileOf = (engine: Ready, { id }: Submission, name: string) => join(engine.root, 'submissions', id, name)
const read = (engine: Ready, submission: Submission, name: string) =>
  readFileSync(fileOf(engine, submission, name), 'utf8')

/** Writes past the app, as another program would. */
function inDatabase(root: string, work: (db: Database.Database) => void): void {
  const db = new Database(join(root, 'portfolio.sqlite'))
  work(db)
  db.close()
}

describe('what was handed in', () => {
  it('is kept whole: the book, answers in both languages, the list of evidence and the hashes, for nobody to write', async () => {
    const engine = await readyToHandIn({ startWorker: workersHere })
    const submission = await engine.ask('addSubmission', {
      handedInOn: day,
      name: 'Кандидатура 2027',
      note: 'Изпратена от Мария',
    })
    expect(submission).toMatchObject({
      name: 'Кандидатура 2027',
      handedInOn: day,
      note: 'Изпратена от Мария',
      madeAt: '2026-11-23T08:00:00.000Z',
      madeBy: 'test',
    })
    expect(submissionFolders(engine.root)).toEqual([submission.id])
    expect(submission.files.map(({ name }) => name)).toEqual([
      'portfolio.pdf',
      'answers.docx',
      'answers.md',
      'answers.txt',
      'evidence-list.csv',
      'evidence-list.txt',
      'manifest.json',
    ])
    expect(modeOf(join(engine.root, 'submissions', submission.id))).toBe('555')
    for (const { name, bytes, hash, from } of submission.files) {
      const path = fileOf(engine, submission, name)
      expect([modeOf(path), sha256(path), statSync(path).size, from]).toEqual(['444', hash, bytes, ''])
    }

    const pages = pdfText(fileOf(engine, submission, 'portfolio.pdf'))
    expect(pages).toContain('Питат и нас, вижте вж. P3-01')
    const answers = read(engine, submission, 'answers.txt')
    expect(answers).toContain('Питат и нас, вижте P3-01.')
    expect(answers).toContain('They ask us, too.')
    expect(read(engine, submission, 'evidence-list.txt')).toContain('P3-01 Ден на отворените врати')

    const {
      evidence: [piece],
    } = (await engine.ask('submission', { id: submission.id })).contents
    const photo = piece?.files.find(({ role }) => role === 'photo')
    const manifest: unknown = JSON.parse(read(engine, submission, 'manifest.json'))
    expect(manifest).toMatchObject({
      format: 'fivefold-submission-1',
      app: version,
      handedInOn: day,
      school: bridgeSchool.school,
      cycle: '2027–2028',
      files: submission.files
        .filter(({ name }) => name !== 'manifest.json')
        .map(({ name, bytes, hash }) => ({ name, bytes, sha256: hash })),
      originals: [
        {
          number: 'P3-01',
          title: 'Ден на отворените врати',
          name: 'IMG_2041.jpg',
          sha256: sha256(join(engine.root, 'files', photo?.hash.slice(0, 2) ?? '', photo?.hash ?? '')),
        },
        { number: 'P3-01', name: 'Програма.pdf' },
      ],
    })
    expect(engine.events).toContainEqual({ kind: 'changed', nouns: ['submission', 'export'] })
    expect(engine.bugs).toEqual([])
  })

  it('has a table of the evidence that a spreadsheet reads, in which nothing is taken for a formula', async () => {
    const engine = await readyToHandIn()
    await engine.ask('addEvidence', { place, title: '=HYPERLINK("http://x.example";"Цитат")' })
    const submission = await handIn(engine)
    const [heads = '', ...rows] = read(engine, submission, 'evidence-list.csv').trimEnd().split('\r\n')
    expect(heads.startsWith('\ufeff')).toBe(true)
    expect(heads.split(';')).toHaveLength(12)
    expect(rows).toHaveLength(4)
    expect(rows[0]).toMatch(
      /^P3-01;Ден на отворените врати;2026-09-04;;3\.2;Учениците водят\.;.*;IMG_2041\.jpg;;[0-9a-f]{64};\d+$/,
    )
    expect(rows[3]).toContain(`;"'=HYPERLINK(""http://x.example"";""Цитат"")";`)
  })

  it('can be the PDF that was really sent, byte for byte, under the name that it had', async () => {
    const engine = await readyToHandIn()
    const sent = await writePdf(['Подписано и сканирано'], 'Сканирано 03.03.pdf')
    const submission = await engine.ask('addSubmission', { handedInOn: day, pdf: engine.grant(sent) })
    expect(submission.files[0]).toMatchObject({
      name: 'portfolio.pdf',
      hash: sha256(sent),
      from: 'Сканирано 03.03.pdf',
    })
    expect(JSON.parse(read(engine, submission, 'manifest.json'))).toMatchObject({
      files: [{ name: 'portfolio.pdf', from: 'Сканирано 03.03.pdf' }, {}, {}, {}, {}, {}],
    })
  })

  it('is no PDF when the file is none, is gone or is empty; nothing is kept then', async () => {
    const engine = await readyToHandIn()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'Писмо.pdf'), 'Уважаеми, ...')
    writeFileSync(join(folder, 'Празно.pdf'), '')
    for (const [name, code] of [
      ['Писмо.pdf', 'submission.noPdf'],
      ['Празно.pdf', 'file.empty'],
      ['няма.pdf', 'file.missing'],
      ['', 'file.isFolder'],
    ] as const) {
      const pdf = engine.grant(join(folder, name))
      await expect(engine.ask('addSubmission', { handedInOn: day, pdf })).rejects.toMatchObject({ code })
    }
    expect(await engine.ask('listSubmissions', {})).toEqual([])
    expect(existsSync(join(engine.root, 'submissions'))).toBe(false)
  })

  it('is not undone: undo takes the change before it back, and leaves it', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine)
    const { history } = await engine.ask('portfolio', {})
    expect(history.undo).toMatchObject({ kind: 'addPerson' })
    await engine.ask('undo', {})
    expect(await engine.ask('listSubmissions', {})).toEqual([submission])
  })

  it('outlives the next opening, and the cache', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine)
    engine.close()
    rmSync(join(engine.root, 'cache'), { recursive: true })
    engine.open(engine.root)
    expect(await engine.ask('listSubmissions', {})).toEqual([submission])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('may be kept twice on one day, and each stays; the later one counts, whatever the clock says', async () => {
    const engine = await readyToHandIn()
    const first = await handIn(engine, { name: 'Първо' })
    engine.wait(-3 * 24 * 3600_000)
    const second = await handIn(engine, { name: 'Второ' })
    const earlier = await handIn(engine, { handedInOn: '2025-03-01' })
    expect((await engine.ask('listSubmissions', {})).map(({ id }) => id)).toEqual([
      second.id,
      first.id,
      earlier.id,
    ])
    expect((await engine.ask('submissionStanding', {}))?.submission.id).toBe(second.id)
  })

  it('takes the longest name, and needs a day', async () => {
    const engine = await readyToHandIn()
    const name = 'Й'.repeat(300)
    expect((await handIn(engine, { name })).name).toBe(name)
    for (const handedInOn of ['', '2027-02-30', '3.3.2027']) {
      await expect(engine.ask('addSubmission', { handedInOn })).rejects.toMatchObject({
        code: 'input.invalid',
      })
    }
  })

  it('tells of one moment, also when somebody writes while the book is made', async () => {
    const { engine, whilePrinting } = await readyToPrint()
    whilePrinting(() => {
      whilePrinting(() => undefined)
      void engine.ask('writeAnswer', { strand: 'students.1', text: 'Междувременно.' })
    })
    const submission = await engine.ask('addSubmission', { handedInOn: day })
    expect(pdfText(fileOf(engine, submission, 'portfolio.pdf'))).toContain('Междувременно.')
    expect(read(engine, submission, 'answers.txt')).toContain('Междувременно.')
    expect(await engine.ask('submissionStanding', {})).toMatchObject({ answers: [] })
  })

  it('is not kept when somebody never stops writing', async () => {
    const { engine, whilePrinting } = await readyToPrint()
    let text = ''
    whilePrinting(() => {
      text += '.'
      void engine.ask('writeAnswer', { strand: 'students.1', text })
    })
    await expect(engine.ask('addSubmission', { handedInOn: day })).rejects.toMatchObject({
      code: 'submission.unsettled',
    })
    expect(submissionFolders(engine.root)).toEqual([])
    expect(await engine.ask('listExports', {})).toEqual([])
  })

  it('leaves nothing when it is cancelled, the disk is full or the portfolio is closed', async () => {
    const { engine, whilePrinting } = await readyToPrint()
    const controller = new AbortController()
    whilePrinting(() => {
      controller.abort()
    })
    await expect(engine.ask('addSubmission', { handedInOn: day }, controller.signal)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(submissionFolders(engine.root)).toEqual([])
    whilePrinting(() => {
      throw new Failure('disk.full')
    })
    await expect(engine.ask('addSubmission', { handedInOn: day })).rejects.toMatchObject({
      code: 'disk.full',
    })
    expect(submissionFolders(engine.root)).toEqual([])
    whilePrinting(() => {
      engine.close()
    })
    await expect(engine.ask('addSubmission', { handedInOn: day })).rejects.toMatchObject({
      code: expect.stringMatching(/^portfolio\.none$|^export\.stopped$/) as string,
    })
    expect(submissionFolders(engine.root)).toEqual([])
    engine.open(engine.root)
    expect([await engine.ask('listSubmissions', {}), await engine.ask('listExports', {})]).toEqual([[], []])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('has no file that may not leave, and is noted as an export with those that are in it', async () => {
    const engine = await readyToHandIn({ startWorker: workersHere })
    const { attachments } = await engine.ask('evidence', { id: engine.evidence })
    const hashes = attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.hash))
    const [photo = '', document = ''] = hashes
    await engine.ask('writeConsent', { files: [photo], people: 'recognisable', state: 'missing' })
    const submission = await engine.ask('addSubmission', { handedInOn: day, name: 'Без съгласие' })
    expect(submission.heldBack.map(({ file }) => file)).toEqual([photo])
    for (const name of ['manifest.json', 'evidence-list.txt', 'evidence-list.csv', 'answers.txt'] as const) {
      expect(read(engine, submission, name)).not.toContain('IMG_2041')
    }
    const { contents } = await engine.ask('submission', { id: submission.id })
    expect(contents.evidence[0]?.files.map(({ hash }) => hash)).toEqual([document])
    const images = run('pdfimages', ['-list', fileOf(engine, submission, 'portfolio.pdf')])
    const [, kept] = await engine.ask('listExports', {})
    expect(kept).toBeUndefined()

    const knowingly = await engine.ask('addSubmission', {
      handedInOn: day,
      knowingly: [photo],
      reasons: { [photo]: 'Документът идва в понеделник.' },
    })
    const more = run('pdfimages', ['-list', fileOf(engine, knowingly, 'portfolio.pdf')])
    expect(more.split('\n').length).toBe(images.split('\n').length + 1)
    expect(await engine.ask('compareSubmission', { id: knowingly.id })).toMatchObject({ evidence: [] })
    expect(await engine.ask('listExports', {})).toMatchObject([
      {
        kind: 'book',
        name: `${day}.pdf`,
        hash: knowingly.files[0]?.hash,
        files: 2,
        notes: [{ kind: 'knowingly' }],
      },
      { kind: 'book', name: `${day} Без съгласие.pdf`, files: 1, notes: [{ kind: 'heldBack', count: 1 }] },
    ])
  })
})

describe('the files of what was handed in', () => {
  it('are told by verify when they were changed, are gone, or nothing is known of them', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine, { name: 'Кандидатура' })
    const folder = join(engine.root, 'submissions', submission.id)
    chmodSync(folder, 0o755)
    for (const name of ['answers.txt', 'portfolio.pdf']) chmodSync(join(folder, name), 0o644)
    writeFileSync(join(folder, 'answers.txt'), 'Иначе.')
    rmSync(join(folder, 'portfolio.pdf'))
    const stranger = '0192f0c0-0000-7000-8000-000000000000'
    mkdirSync(join(engine.root, 'submissions', stranger))
    const usedBy = [`${day} Кандидатура`]
    expect(await engine.ask('verify', {})).toEqual([
      { code: 'submission.missing', what: `${submission.id}/portfolio.pdf`, usedBy },
      { code: 'submission.changed', what: `${submission.id}/answers.txt`, usedBy },
      { code: 'submission.unlisted', what: stranger, usedBy: [] },
    ])
    engine.close()
    engine.open(engine.root)
    expect(submissionFolders(engine.root)).toEqual([submission.id, stranger].sort())
  })

  it('are copied into a new folder where they may be written; what is not as it was is named', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine)
    const out = join(temporaryFolder(), 'Подадено')
    const copied = await engine.ask('saveSubmissionCopy', { id: submission.id, out: engine.grant(out) })
    expect(copied).toMatchObject({ name: 'Подадено', files: 7, changed: [], missing: [] })
    for (const { name, hash } of submission.files) {
      expect([sha256(join(out, name)), modeOf(join(out, name))]).toEqual([hash, '644'])
    }
    await expect(
      engine.ask('saveSubmissionCopy', { id: submission.id, out: engine.grant(out) }),
    ).rejects.toMatchObject({ code: 'export.folderTaken' })

    const folder = join(engine.root, 'submissions', submission.id)
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'answers.md'), 0o644)
    writeFileSync(join(folder, 'answers.md'), 'x')
    rmSync(join(folder, 'answers.txt'))
    const again = engine.grant(join(temporaryFolder(), 'Пак'))
    expect(await engine.ask('saveSubmissionCopy', { id: submission.id, out: again })).toMatchObject({
      files: 6,
      changed: ['answers.md'],
      missing: ['answers.txt'],
    })
  })

  it('keep the PDF at home once somebody in it has withdrawn their consent, and without it only knowingly', async () => {
    const engine = await readyToHandIn({ startWorker: workersHere })
    const { attachments } = await engine.ask('evidence', { id: engine.evidence })
    const photo = attachments.find(({ role }) => role === 'photo') as FileAttachment
    const files = [photo.file.hash]
    await engine.ask('writeConsent', { files, people: 'recognisable', state: 'held', scope: 'label' })
    const { id } = await engine.ask('addSubmission', { handedInOn: day })
    expect(await engine.ask('listHeldBackIn', { id })).toEqual([])
    const copy = (knowingly: string[]) => {
      const out = engine.grant(join(temporaryFolder(), 'Копие'))
      return engine.ask('saveSubmissionCopy', { id, out, knowingly })
    }
    await engine.ask('writeConsent', { files, state: 'missing' })
    expect(await engine.ask('listHeldBackIn', { id })).toMatchObject([{ file: files[0], number: 'P3-01' }])
    expect(await copy([])).toMatchObject({ files: 6, leftOut: ['portfolio.pdf'] })
    expect(await copy(files)).toMatchObject({ files: 7, leftOut: [] })
    await engine.ask('writeConsent', { files, state: 'withdrawn' })
    expect(await copy(files)).toMatchObject({ files: 6, leftOut: ['portfolio.pdf'] })
    expect((await engine.ask('listExports', {})).map((each) => [each.kind, each.files])).toEqual([
      ['folder', 0],
      ['folder', 2],
      ['folder', 0],
      ['book', 2],
    ])
    expect(
      existsSync(
        fileOf(engine, await engine.ask('submission', { id }).then((all) => all.submission), 'portfolio.pdf'),
      ),
    ).toBe(true)
  })

  it('go with their record when that is removed, and no others', async () => {
    const engine = await readyToHandIn()
    const kept = await handIn(engine)
    const mistaken = await handIn(engine)
    await engine.ask('removeSubmission', { id: mistaken.id })
    expect(submissionFolders(engine.root)).toEqual([kept.id])
    expect(await engine.ask('listSubmissions', {})).toEqual([kept])
    await expect(engine.ask('removeSubmission', { id: mistaken.id })).rejects.toMatchObject({
      code: 'submission.gone',
    })
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('are whole or not there after a crash at any step, of keeping and of removing', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine)
    const folder = join(engine.root, 'submissions')
    const aside = join(folder, `.${submission.id}`)
    const asKept = join(folder, submission.id)

    // Cut off while files are written: no row yet.
    const begun = join(folder, '.0192f0c0-0000-7000-8000-000000000000')
    mkdirSync(begun)
    writeFileSync(join(begun, 'portfolio.pdf'), '%PDF-1.4', { mode: 0o444 })
    chmodSync(begun, 0o555)
    engine.close()
    engine.open(engine.root)
    expect(submissionFolders(engine.root)).toEqual([submission.id])

    // Cut off between the row and the place of the files; and between their going aside and the row's going.
    engine.close()
    chmodSync(asKept, 0o755)
    renameSync(asKept, aside)
    engine.open(engine.root)
    expect(submissionFolders(engine.root)).toEqual([submission.id])
    expect(modeOf(asKept)).toBe('555')
    expect(await engine.ask('verify', {})).toEqual([])

    // Cut off once the row is gone.
    engine.close()
    chmodSync(asKept, 0o755)
    renameSync(asKept, aside)
    inDatabase(engine.root, (db) => db.exec('DELETE FROM submission'))
    engine.open(engine.root)
    expect(submissionFolders(engine.root)).toEqual([])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('are only those that the app writes: a record from elsewhere leads to no other', async () => {
    const engine = await readyToHandIn()
    const submission = await handIn(engine)
    writeFileSync(join(engine.root, 'submissions', 'x'), 'x')
    engine.close()
    inDatabase(engine.root, (db) => {
      const files = JSON.stringify([{ ...submission.files[0], name: '../x' }])
      db.prepare('UPDATE submission SET files = ?').run(files)
      db.prepare(
        `INSERT INTO submission (id, name, handed_in_on, files, contents, made_at, made_by)
         VALUES ('..', '', '2027-01-01', '[]', '{}', '', '')`,
      ).run()
    })
    engine.open(engine.root)
    expect(await engine.ask('listSubmissions', {})).toMatchObject([{ id: submission.id, files: [] }])
    await expect(engine.ask('removeSubmission', { id: '..' })).rejects.toMatchObject({
      code: 'input.invalid',
    })
    expect((await engine.ask('verify', {})).map(({ code }) => code)).toEqual(['submission.changed'])
  })
})

describe('what has changed since it was handed in', () => {
  it('is nothing at first, and nothing again once a change is undone', async () => {
    const engine = await readyToHandIn()
    const { id } = await handIn(engine)
    const nothing = { answers: [], evidence: [], plans: [], facts: [], claims: [] }
    expect(await engine.ask('compareSubmission', { id })).toEqual(nothing)
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'Иначе.' })
    expect(await engine.ask('submissionStanding', {})).toMatchObject({
      answers: [{ section: 'students', strand: 'students.2', edition: 'first' }],
    })
    await engine.ask('undo', {})
    expect(await engine.ask('compareSubmission', { id })).toEqual(nothing)
    expect(await engine.ask('submissionStanding', {})).toMatchObject({ answers: [] })
  })

  it('is shown word by word in answers, in both languages, with the numbers that evidence had then and has now', async () => {
    const engine = await readyToHandIn()
    const { id } = await handIn(engine)
    const first = { section: 'students', strand: 'students.1' } as const
    await engine.ask('addEvidence', { place: first, title: 'Избори' })
    await engine.ask('writeAnswer', {
      strand: 'students.2',
      text: `Питат **и нас**, вижте [деня](evidence:${engine.evidence}).\n\nТрети абзац.`,
    })
    await engine.ask('writeSecondAnswer', { strand: 'students.2', text: 'They ask us, always.' })
    await engine.ask('writeAnswer', { strand: 'students.5', text: 'Нов отговор.' })
    const { answers, evidence } = await engine.ask('compareSubmission', { id })
    expect(answers.map(({ strand, edition, number }) => [strand, edition, number.then, number.now])).toEqual([
      ['students.2', 'first', '3.2', '3.2'],
      ['students.2', 'second', '3.2', '3.2'],
      ['students.5', 'first', '3.5', '3.5'],
    ])
    const changed = (side: 'then' | 'now') =>
      answers[0]?.rows.flatMap((row) =>
        row[side].filter(({ isChanged }) => isChanged).map(({ text }) => text),
      )
    expect([changed('then'), changed('now')]).toEqual([
      ['01', 'Втори'],
      ['02', 'Трети'],
    ])
    expect(evidence.map(({ kind, number }) => [kind, number.then, number.now])).toEqual([
      ['added', null, 'P3-01'],
      ['renumbered', 'P3-01', 'P3-02'],
    ])
  })

  it('is named for evidence, plans, facts and claims', async () => {
    const engine = await readyToHandIn()
    const {
      ids: [other = ''],
    } = await engine.ask('addEvidence', { place, title: 'Плакат' })
    const { id } = await handIn(engine)
    await engine.ask('removeEvidence', { ids: [other] })
    await engine.ask('writeEvidence', {
      id: engine.evidence,
      shows: 'Родителите водят.',
      kind: 'event',
      dateUntil: '2026-09-05',
    })
    const photo = await drawPicture('IMG_2042.jpg', { width: 800, height: 600, seed: 7 })
    await engine.ask('attachFiles', { evidence: engine.evidence, files: [{ path: photo }] })
    await engine.ask('writePlanRow', { id: engine.row, column: 'goal', text: 'Посланици във всеки клас' })
    await engine.ask('addPlanRow', { section: 'example', goal: 'Мрежа' })
    await engine.ask('writeApplication', { activeTeachers: 4 })
    await engine.ask('writeStrand', { strand: 'students.1', limit: 2000 })
    await engine.ask('hideStrand', { strand: 'students.5' })
    const changes = await engine.ask('compareSubmission', { id })
    expect(changes.evidence.map(({ kind, title }) => [kind, title])).toEqual([
      ['changed', 'Ден на отворените врати'],
      ['removed', 'Плакат'],
    ])
    expect(changes.evidence[0]?.differences.map(({ part }) => part)).toEqual([
      'shows',
      'files',
      'date',
      'kind',
    ])
    expect(changes.evidence[0]?.differences[2]).toEqual({
      part: 'date',
      then: '2026-09-04',
      now: '2026-09-04/2026-09-05',
    })
    expect(changes.plans.map(({ kind, goal }) => [kind, goal])).toEqual([
      ['changed', 'Посланици във всеки клас'],
      ['added', 'Мрежа'],
    ])
    expect(changes.facts).toEqual([{ fact: 'activeTeachers', then: '', now: '4' }])
    expect(changes.claims.map(({ strand, then, now }) => [strand, then?.limit, now?.limit])).toEqual([
      ['students.1', null, 2000],
      ['students.5', null, undefined],
    ])
  })

  it('is not known when the record was spoilt, which is said; its files can still be had', async () => {
    const engine = await readyToHandIn()
    const { id } = await handIn(engine)
    engine.close()
    inDatabase(engine.root, (db) => db.prepare('UPDATE submission SET contents = ?').run('{"version":9}'))
    engine.open(engine.root)
    await expect(engine.ask('compareSubmission', { id })).rejects.toMatchObject({
      code: 'submission.damaged',
    })
    expect(await engine.ask('submissionStanding', {})).toMatchObject({ submission: { id }, answers: [] })
    const out = engine.grant(join(temporaryFolder(), 'Копие'))
    expect(await engine.ask('saveSubmissionCopy', { id, out })).toMatchObject({
      files: 6,
      changed: [],
      leftOut: ['portfolio.pdf'],
    })
  })
})

describe('a new cycle', () => {
  const cycle = { from: 2029, to: 2030 }

  it('begins from plans and answers as they were handed in, and not as they were changed afterwards', async () => {
    const engine = await readyToHandIn()
    await handIn(engine)
    await engine.ask('writePlanRow', { id: engine.row, column: 'goal', text: 'Друго' })
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'Друго.' })
    const grant = engine.grant(engine.root)
    const { facts, handedInOn } = await engine.ask('peekPortfolio', { grant })
    expect(handedInOn).toBe(day)
    await engine.ask('addPortfolio', { facts: { ...facts, cycle }, place: null, renews: { grant } })
    const contents = await engine.ask('section', { section: 'students' })
    expect(contents.earlierPlan).toMatchObject({
      cycle: '2027–2028',
      rows: [{ goal: 'Посланици', outcome: '' }],
    })
    expect(contents.earlierAnswers).toEqual({
      cycle: '2027–2028',
      handedInOn: day,
      answers: [
        { strand: 'students.2', language: 'bg', text: 'Питат и нас, вижте P3-01.\n\nВтори абзац.' },
        { strand: 'students.2', language: 'en', text: 'They ask us, too.' },
      ],
    })
    expect(contents.strands.every(({ answer }) => answer === '')).toBe(true)
    expect((await engine.ask('section', { section: 'example' })).earlierAnswers).toBeNull()
    expect(await engine.ask('listSubmissions', {})).toEqual([])
  })

  it('begins from what stands there where nothing was handed in', async () => {
    const engine = await readyToHandIn()
    const grant = engine.grant(engine.root)
    const { facts, handedInOn } = await engine.ask('peekPortfolio', { grant })
    expect(handedInOn).toBeNull()
    await engine.ask('addPortfolio', { facts: { ...facts, cycle }, place: null, renews: { grant } })
    expect((await engine.ask('section', { section: 'students' })).earlierAnswers).toMatchObject({
      handedInOn: '',
      answers: [{ strand: 'students.2' }, { strand: 'students.2' }],
    })
  })

  it('has nothing to read in a first portfolio', async () => {
    const engine = startWithPortfolio()
    expect((await engine.ask('section', { section: 'students' })).earlierAnswers).toBeNull()
    expect(await engine.ask('submissionStanding', {})).toBeNull()
    await expect(startTestEngine().ask('submissionStanding', {})).rejects.toMatchObject({
      code: 'portfolio.none',
    })
  })
})
