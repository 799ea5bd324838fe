import {
  cpSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { engineRequests } from '../../electron/contract/engine'
import { callMethod } from '../../electron/contract/rpc'
import type { Progress } from '../../electron/contract/table'
import type { Forgotten } from '../../electron/domain/forgetting'
import { migrations } from '../../electron/engine/migrations'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { listFiles } from '../../electron/engine/opened'
import { noteExport, noteSubmission, withDatabase } from '../support/departures'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { drawScene } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

/** Words that are said of the forgotten files alone. */
const secrets = {
  photo: 'mariaportrait_7f3.jpg',
  other: 'mariagarden_8k1.jpg',
  document: 'mariareport_5q9.txt',
  copy: 'mariapage_2z6.html',
  caption: 'Zweisamkeitskolloquium',
  oldCaption: 'Quersummenpalindrom',
  alt: 'Ziegelrotlampion',
  text: 'Kirschkernweitspucken',
  reference: 'Aktenzeichenmirabelle',
  paper: 'Schrankwandordner',
  subject: 'Wunderkerzenmaria',
  shows: 'Pfefferminzgeschichte',
  comment: 'Brombeerkommentar',
  title: 'mariaportrait',
} as const

type Scene = {
  engine: TestEngine & { root: string }
  /** What is forgotten. */
  files: string[]
  subject: string
  paths: { photo: string; other: string; document: string }
  kept: string
  stays: string
}

async function gather(engine: TestEngine, paths: string[], each = false): Promise<string[]> {
  const files = paths.map((path) => ({ grant: engine.grant(path) }))
  return (await engine.ask('addEvidence', { place, files, each })).ids
}

function written(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

async function hashesOf(engine: TestEngine, id: string): Promise<string[]> {
  const { attachments } = await engine.ask('evidence', { id })
  return attachments.flatMap((each) => (each.role === 'link' ? (each.copy?.file.hash ?? []) : each.file.hash))
}

/** A portfolio in which the files have left their marks in every place that there is. */
async function leaveMarks(): Promise<Scene> {
  const engine = startWithPortfolio({ startWorker: mediaHere })
  const photo = await drawScene(secrets.photo, { width: 320, height: 240, seed: 1 })
  const other = await drawScene(secrets.other, { width: 320, height: 240, seed: 2 })
  const stays = await drawScene('stays.jpg', { width: 320, height: 240, seed: 3 })
  const document = written(secrets.document, `A report.\n\n${secrets.text} once more.\n`)
  const copy = written(secrets.copy, `<p>${secrets.text}</p>`)

  const [alone = ''] = await gather(engine, [photo])
  const [mixed = ''] = await gather(engine, [stays, other, document])
  const [attachment] = (await engine.ask('evidence', { id: alone })).attachments
  const id = attachment?.id ?? ''
  await engine.ask('writeAttachment', { id, caption: secrets.oldCaption })
  engine.wait(120_000)
  await engine.ask('writeAttachment', { id, caption: secrets.caption, alt: secrets.alt })
  await engine.ask('writeAttachment', { id, edit: '1_0_0_0_10000_10000' })
  await engine.ask('writeEvidence', { id: alone, shows: secrets.shows })
  await engine.ask('writeCover', { id: alone, cover: id })
  await engine.ask('addComment', { target: { evidence: alone }, text: secrets.comment })
  await engine.ask('writeBookOptions', { coverPhoto: id })
  await engine.ask('keepLogo', { files: [{ grant: engine.grant(photo) }] })
  await engine.ask('attachLink', { evidence: mixed, url: 'https://school.example/page', caption: 'The page' })
  const link = (await engine.ask('evidence', { id: mixed })).attachments.find(({ role }) => role === 'link')
  await engine.ask('keepCopy', { attachment: link?.id ?? '', files: [{ grant: engine.grant(copy) }] })
  await engine.ask('writeAttachment', { id: link?.id ?? '', caption: 'The page of our school' })

  const files = [...(await hashesOf(engine, alone)), ...(await hashesOf(engine, mixed))]
  const kept = files[1] ?? ''
  const forgotten = files.filter((hash) => hash !== kept)
  await engine.ask('writeConsent', {
    files: forgotten,
    people: 'recognisable',
    state: 'held',
    reference: secrets.reference,
    paper: secrets.paper,
  })
  const { id: subject } = await engine.ask('addSubject', {
    kind: 'person',
    name: secrets.subject,
    files: forgotten,
  })
  await engine.ask('withdraw', { subject })
  // One that was detached and one in the trash can come back by the history alone.
  const garden = (await engine.ask('evidence', { id: mixed })).attachments.find(
    (each) => each.role === 'photo' && each.name === secrets.other,
  )
  await engine.ask('detach', { attachment: garden?.id ?? '' })
  await engine.ask('removeEvidence', { ids: [alone] })
  await engine.finishPictures({})
  await engine.control.findPicture(
    { hash: forgotten[0] ?? '', size: 'large', edit: '1_0_0_0_10000_10000', page: 1 },
    { signal: new AbortController().signal, progress: () => undefined },
  )
  await engine.ask('keepPasted', { name: secrets.photo, bytes: new Uint8Array(readFileSync(photo)) })
  await expect.poll(() => engine.methods.search({ question: secrets.text, limit: 5 }, quiet)).toHaveLength(1)
  return { engine, files: forgotten, subject, paths: { photo, other, document }, kept, stays: mixed }
}

const quiet = { signal: new AbortController().signal, progress: () => undefined }

/** Which of the words stand anywhere in the bytes, or in the name, of a file below a folder. */
function wordsLeft(root: string, words: readonly string[]): string[] {
  return listFiles(root).flatMap(({ name, path }) => {
    const bytes = readFileSync(path)
    return words
      .filter((word) => bytes.includes(word) || bytes.includes(word.toLowerCase()) || name.includes(word))
      .map((word) => `${word} in ${path.slice(root.length)}`)
  })
}

/** The terms of the search's index, which lie shortened in its file. */
function termsOf(root: string): string[] {
  const index = new Database(join(root, 'cache', 'search.sqlite'), { readonly: true })
  index.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, word, 'row')")
  const terms = index.prepare<[], string>('SELECT term FROM temp.terms').pluck().all()
  index.close()
  return terms
}

function everySecret({ files }: Pick<Scene, 'files'>): string[] {
  return [...Object.values(secrets), ...files]
}

function expectNothingLeft(root: string, scene: Pick<Scene, 'files'>): void {
  // The mark that they were forgotten is their hash, in the database and its copies alone.
  const isMark = /^[0-9a-f]{64} in \/(?:portfolio|backups\/[\w-]+)\.sqlite(?:-wal)?$/
  const left = wordsLeft(root, everySecret(scene)).filter((each) => !isMark.test(each))
  expect(left).toEqual([])
  const folded = [secrets.caption, secrets.text, secrets.alt, secrets.shows].map((word) => word.toLowerCase())
  expect(termsOf(root).filter((term) => folded.includes(term))).toEqual([])
}

/** Keeps the open database as a migration does, which folds its journal in first. */
function keepBackup(root: string, name: string): void {
  const { backups } = portfolioFolder(root)
  mkdirSync(backups, { recursive: true })
  for (const ending of ['', '-wal']) {
    copyFileSync(join(root, `portfolio.sqlite${ending}`), join(backups, `${name}${ending}`))
  }
  const copy = new Database(join(backups, name))
  copy.pragma('journal_mode = DELETE')
  copy.close()
}

/** Forgets, and does something at each step on the way. */
async function forget(
  engine: TestEngine,
  input: { files: string[]; subject?: string },
  onStep: (progress: Progress) => void = () => undefined,
): Promise<Forgotten> {
  const request = { name: 'forgetFiles', input, signal: quiet.signal, progress: onStep }
  return (await callMethod(engineRequests, engine.methods, request)) as Forgotten
}

describe('what is forgotten', () => {
  it('leaves no byte in the folder of the portfolio, neither words nor pictures nor steps that bring it back', async () => {
    const scene = await leaveMarks()
    const { engine, files, subject, kept, stays } = scene
    const { root } = engine
    keepBackup(root, 'before-migration-from-7.sqlite')
    expect(wordsLeft(root, everySecret(scene)).length).toBeGreaterThan(20)

    const preview = await engine.ask('previewForgetting', { files, subject })
    expect(preview).toMatchObject({
      files: 4,
      gone: [{ title: `${secrets.title} 7f3`, isInTrash: true }],
      kept: [{ evidence: stays, isInTrash: false }],
      copies: 1,
      isLogo: true,
      isBookCover: true,
      backups: 1,
    })
    expect(preview.names).toEqual([secrets.other, secrets.copy, secrets.photo, secrets.document])

    const before = (await engine.ask('listChanges', {})).length
    const result = await forget(engine, { files, subject })
    expect(result).toMatchObject({ files: 4, pieces: 1, uncleaned: [] })
    expect(result.steps).toBe(preview.steps)
    expect((await engine.ask('listChanges', {})).length).toBe(before - result.steps)
    expectNothingLeft(root, scene)
    expect(readdirSync(portfolioFolder(root).backups)).toEqual(['before-migration-from-7.sqlite'])
    expect(await engine.ask('verify', {})).toEqual([])
    expect(await engine.ask('listTrash', {})).toEqual([])
    expect(await engine.ask('listSubjects', {})).toEqual([])
    expect(await engine.ask('evidence', { id: stays })).toMatchObject({
      attachments: [
        { file: { hash: kept } },
        { role: 'link', copy: null, caption: 'The page of our school' },
      ],
    })

    // Whatever is still to be undone can be, and redone, and brings nothing back.
    let undone = 0
    while ((await engine.ask('portfolio', {})).history.undo) {
      await engine.ask('undo', {})
      undone += 1
    }
    expect(undone).toBe(before - result.steps)
    for (let step = 0; step < undone; step += 1) await engine.ask('redo', {})
    expect(await engine.ask('verify', {})).toEqual([])
    expect(await hashesOf(engine, stays)).toEqual([kept])
    engine.close()
    expectNothingLeft(root, scene)
    expect(existsSync(originalPath(portfolioFolder(root), kept))).toBe(true)
    expect(engine.bugs).toEqual([])

    const again = startTestEngine({ startWorker: mediaHere })
    again.open(root)
    expectNothingLeft(root, scene)
    expect(await again.ask('verify', {})).toEqual([])
  })

  it('is forgotten to its end at the next opening, wherever the app was killed', async () => {
    const scene = await leaveMarks()
    const { engine, files, subject } = scene
    keepBackup(engine.root, 'before-migration-from-7.sqlite')
    const killed: string[] = []
    await forget(engine, { files, subject }, ({ done }) => {
      // What a kill at this moment would leave.
      const folder = join(temporaryFolder(), `killed-${done}.fivefold`)
      cpSync(engine.root, folder, { recursive: true })
      killed.push(folder)
    })
    expect(killed.length).toBe(7)
    engine.close()
    for (const root of killed) {
      const next = startTestEngine({ startWorker: mediaHere })
      next.open(root)
      expect(await next.ask('verify', {})).toEqual([])
      expectNothingLeft(root, scene)
      expect(await next.ask('listTrash', {})).toEqual([])
      next.close()
      expectNothingLeft(root, scene)
    }
  })

  it('goes from copies of older databases too; one that cannot be opened is named', async () => {
    const engine = startWithPortfolio()
    const path = written(secrets.document, secrets.text)
    const [id = ''] = await gather(engine, [path])
    const files = await hashesOf(engine, id)
    const { backups } = portfolioFolder(engine.root)
    mkdirSync(backups, { recursive: true })
    // The first version of the schema: no trash, no kept copies, no consent.
    const old = new Database(join(backups, 'before-migration-from-1.sqlite'))
    old.exec(migrations[0]?.sql ?? '')
    old.pragma('user_version = 1')
    old.exec(`INSERT INTO file VALUES ('${files[0] ?? ''}', 20, 'text/plain', NULL, NULL, 'none', '');
      INSERT INTO evidence VALUES ('e', '${secrets.title}', '${secrets.shows}', '', '', '', '', '', '');
      INSERT INTO attachment VALUES ('a', 'e', 'document', 0, '${files[0] ?? ''}', '${secrets.document}', '', '${secrets.caption}', '', '', '');
      INSERT INTO change VALUES (1, 'writeAttachment', '{}', '', 0, '', '');
      INSERT INTO change_step VALUES (1, 1, 'attachment', 'update', 'a', 'UPDATE attachment SET id=''a'',file_hash=''${files[0] ?? ''}'',caption=''${secrets.oldCaption}'' WHERE id=''a''');`)
    old.close()
    writeFileSync(join(backups, 'broken.sqlite'), 'no database')
    writeFileSync(join(backups, 'by-hand.zip'), 'packed')

    const { uncleaned } = await forget(engine, { files })
    expect(uncleaned).toEqual([
      { what: 'backup', name: 'broken.sqlite' },
      { what: 'backup', name: 'by-hand.zip' },
    ])
    expectNothingLeft(engine.root, { files })
  })

  it('costs no step but those that were about it alone, and the others are undone and redone as ever', async () => {
    const engine = startWithPortfolio()
    const letter = written('letter.txt', 'A letter.')
    const page = written('page.html', '<p>it’s kept</p>')
    const [id = ''] = await gather(engine, [written('other.txt', 'Another.'), letter])
    const [other, forgotten] = (await engine.ask('evidence', { id })).attachments
    await engine.ask('writeAttachment', { id: forgotten?.id ?? '', caption: 'first' })
    await engine.ask('writeAttachment', { id: other?.id ?? '', caption: "it's ('another')" })
    await engine.ask('moveAttachment', { id: forgotten?.id ?? '', position: 0 })
    await engine.ask('attachLink', { evidence: id, url: 'https://school.example/', caption: 'old' })
    const link = (await engine.ask('evidence', { id })).attachments[2]
    await engine.ask('keepCopy', { attachment: link?.id ?? '', files: [{ grant: engine.grant(page) }] })
    await engine.ask('writeAttachment', { id: link?.id ?? '', caption: "new, isn't it" })
    const [hash = '', , copy = ''] = await hashesOf(engine, id)

    const { steps } = await forget(engine, { files: [hash, copy] })
    // The caption of the letter is gone; its move was also one of the other file.
    expect(steps).toBe(1)
    const kinds = (await engine.ask('listChanges', {})).map(({ name }) => name)
    expect(kinds).toEqual([
      { kind: 'writeAttachment', words: {} },
      { kind: 'keepCopy', words: { name: '…' } },
      { kind: 'attachLink', words: {} },
      { kind: 'moveAttachment', words: {} },
      { kind: 'writeAttachment', words: {} },
      { kind: 'addFiles', words: { count: 2, place: '3.2' } },
    ])
    const captions = async () =>
      (await engine.ask('evidence', { id })).attachments.map(({ caption }) => caption)
    expect(await captions()).toEqual(["it's ('another')", "new, isn't it"])
    await engine.ask('undo', {})
    expect(await captions()).toEqual(["it's ('another')", 'old'])
    await engine.ask('redo', {})
    expect(await captions()).toEqual(["it's ('another')", "new, isn't it"])
    for (let step = 0; step < 6; step += 1) await engine.ask('undo', {})
    expect(await engine.ask('listEvidence', {})).toEqual([])
    for (let step = 0; step < 6; step += 1) await engine.ask('redo', {})
    expect(await captions()).toEqual(["it's ('another')", "new, isn't it"])
    expect(await hashesOf(engine, id)).toHaveLength(1)
  })

  it('is told when it is gathered again, refused unless somebody asked wants it, and held back then', async () => {
    const engine = startWithPortfolio()
    const path = await drawScene('again.jpg', { width: 64, height: 64, seed: 9 })
    const [id = ''] = await gather(engine, [path])
    const [file = ''] = await hashesOf(engine, id)
    await forget(engine, { files: [file] })
    engine.wait(86_400_000)

    const grant = () => ({ grant: engine.grant(path) })
    const refused = await engine.ask('addEvidence', { place, files: [grant()] })
    expect(refused).toMatchObject({
      ids: [],
      files: [{ name: 'again.jpg', outcome: 'refused', failure: { code: 'file.forgotten' } }],
    })
    await expect(engine.ask('keepLogo', { files: [grant()] })).rejects.toMatchObject({
      code: 'file.forgotten',
    })
    expect(listFiles(join(engine.root, 'files'))).toEqual([])

    const preview = await engine.ask('prepareFiles', { files: [grant()] })
    expect(preview.forgotten).toEqual([
      { index: 0, name: 'again.jpg', forgottenAt: expect.stringMatching(/^2026-11-23/) as string },
    ])
    const prepared = { gathering: preview.gathering, leaveOut: [] }
    const { ids } = await engine.ask('addEvidence', { place, prepared })
    expect((await engine.ask('evidence', { id: ids[0] ?? '' })).attachments).toMatchObject([
      {
        file: { hash: file, status: 'withdrawn', consent: { state: 'withdrawn', people: '', reference: '' } },
      },
    ])
    expect((await engine.ask('prepareFiles', { files: [grant()] })).forgotten).toEqual([])
  })

  it('takes a person along only when no other picture is tied to them', async () => {
    const engine = startWithPortfolio()
    const [id = ''] = await gather(engine, [written('a.txt', 'a'), written('b.txt', 'b')])
    const [one = '', two = ''] = await hashesOf(engine, id)
    const { id: subject } = await engine.ask('addSubject', {
      kind: 'person',
      name: 'J. M.',
      files: [one, two],
    })
    await forget(engine, { files: [one], subject })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ name: 'J. M.', files: 1 }])
    await forget(engine, { files: [two], subject })
    expect(await engine.ask('listSubjects', {})).toEqual([])
    await expect(forget(engine, { files: [two], subject })).rejects.toMatchObject({ code: 'evidence.gone' })
  })

  it('names what it cannot reach, and the answers that say the same words', async () => {
    const engine = startWithPortfolio()
    const [id = ''] = await gather(engine, [written('a.txt', 'a')])
    const [attachment] = (await engine.ask('evidence', { id })).attachments
    const [file = ''] = await hashesOf(engine, id)
    await engine.ask('writeAttachment', { id: attachment?.id ?? '', caption: 'Maria opens the exhibition' })
    await engine.ask('writeAnswer', {
      strand: 'students.2',
      text: 'We had a day on which *Maria opens the exhibition* of all.',
    })
    withDatabase(engine, (db) => {
      noteExport(db, { id: 'x', file, notes: [{ kind: 'knowingly', file, name: 'a.txt' }] })
      noteSubmission(db, { id: 's', file })
    })
    const beyond = { exports: [{ id: 'x', name: 'Book.pdf', files: 1 }], submissions: [{ id: 's' }] }
    expect(await engine.ask('previewForgetting', { files: [file] })).toMatchObject({
      quotations: [{ place: '3.2', isVersion: false }],
      ...beyond,
    })
    await forget(engine, { files: [file] })
    // The records stay as facts, without the name of the file.
    withDatabase(engine, (db) => {
      expect(db.prepare('SELECT file_hash, name FROM export_file').all()).toEqual([
        { file_hash: file, name: '' },
      ])
      expect(db.prepare('SELECT notes FROM export').pluck().get()).toBe(
        JSON.stringify([{ kind: 'knowingly', file, name: '' }]),
      )
      expect(db.prepare('SELECT count(*) FROM submission').pluck().get()).toBe(1)
    })
  })
})
