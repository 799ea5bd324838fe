import {
  copyFileSync,
  cpSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import { repairedKinds } from '../../electron/domain/repair'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { fullPortfolio, pack, rowsOf } from '../support/archives'
import { copyOf, mergeInto } from '../support/copies'
import { writePdf } from '../support/documents'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { addMany } from '../support/many'
import { randomOf } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

function written(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

async function gather(engine: TestEngine, path: string): Promise<{ id: string; hash: string }> {
  const place = { section: 'students', strand: 'students.2' } as const
  const { ids } = await engine.ask('addEvidence', { place, files: [{ grant: engine.grant(path) }] })
  const id = ids[0] ?? ''
  const [attachment] = (await engine.ask('evidence', { id })).attachments
  return { id, hash: attachment && attachment.role !== 'link' ? attachment.file.hash : '' }
}

/** A closed portfolio with an answer, two files, and many pieces. */
async function largePortfolio(): Promise<TestEngine & { root: string; hashes: string[] }> {
  const engine = startWithPortfolio()
  const hashes = []
  for (const name of ['протокол.txt', 'letter.txt'])
    hashes.push((await gather(engine, written(name, name))).hash)
  await engine.ask('writeAnswer', { strand: 'students.1', text: 'Питат и нас.' })
  await engine.ask('addPlanRow', { section: 'students', goal: 'An ambassador in every class' })
  engine.close()
  addMany(engine.root, 600)
  return { ...engine, hashes }
}

/** Overwrites one page of the database (from 1) with what is no page. */
function spoil(root: string, page: number): void {
  const file = openSync(join(root, 'portfolio.sqlite'), 'r+')
  writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(file)
}

function openingFailure(engine: TestEngine, root: string): string | null {
  try {
    engine.open(root)
    return null
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

/** The pages that say where the tables are: without them nothing can be read. */
function schemaPages(root: string): number[] {
  const db = new Database(join(root, 'portfolio.sqlite'), { readonly: true })
  const pages = db.prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'").pluck().all()
  db.close()
  return pages
}

/** On which page a table begins. */
function rootPage(root: string, table: string): number {
  const db = new Database(join(root, 'portfolio.sqlite'), { readonly: true })
  const page = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table)
  db.close()
  return Number(page)
}

async function writeInvitation(engine: TestEngine): Promise<string> {
  const file = join(temporaryFolder(), 'Maria.fivefold.zip')
  await engine.ask('writeInvitation', {
    out: engine.grant(file),
    ...{ colleague: 'Мария', message: '', deadline: '' },
    sections: [{ section: 'students', prompt: '' }],
  })
  return file
}

/** The app of a colleague, in which an invitation was opened. */
async function invitedColleague(file: string): Promise<TestEngine> {
  const maria = startTestEngine({ documents: temporaryFolder() })
  await maria.ask('writeSettings', { author: 'Мария' })
  await maria.ask('beginContribution', { files: [{ path: file }], place: null })
  return maria
}

/** Has something in the tray, decided upon, has left the app with its files, and has met another copy. */
async function goAmongOthers(engine: TestEngine & { root: string }): Promise<void> {
  const maria = await invitedColleague(await writeInvitation(engine))
  await maria.ask('writeAnswer', { strand: 'students.1', text: 'Питат ни.' })
  const back = join(temporaryFolder(), 'Back.fivefold.zip')
  await maria.ask('sendBack', { out: maria.grant(back), note: '' })
  await engine.ask('receiveContribution', { files: [{ path: back }] })
  const [received] = await engine.ask('listContributions', {})
  await engine.ask('leaveSuggestions', { ids: received?.suggestions.map(({ id }) => id) ?? [] })
  await pack(engine)
  const [submission] = await engine.ask('listSubmissions', {})
  await engine.ask('addSubmission', {
    handedInOn: '2027-04-04',
    pdf: engine.grant(await writePdf(['x'])),
    name: '',
  })
  await engine.ask('removeSubmission', { id: submission?.id ?? '' })
  const other = await copyOf(engine, 'Петър')
  await other.ask('writeAnswer', { strand: 'students.3', text: 'Решаваме заедно.' })
  await mergeInto(engine, other)
}

describe('a damaged database', () => {
  it('is saved row by row: whichever page cannot be read, all that is not on it is kept', async () => {
    const { root: whole, close } = await largePortfolio()
    close()
    const pages = statSync(join(whole, 'portfolio.sqlite')).size / 4096
    const seed = Number(process.env.FIVEFOLD_SEED ?? Date.now() % 1_000_000)
    console.log(`seed ${seed}`)
    const random = randomOf(seed)
    const schema = schemaPages(whole)
    let repaired = 0
    let fewest = Infinity
    const engine = startTestEngine()
    for (let round = 0; round < 15; round += 1) {
      const root = join(temporaryFolder(), 'Bridge.fivefold')
      cpSync(whole, root, { recursive: true })
      const page = 2 + Math.floor(random() * (pages - 1))
      if (schema.includes(page)) continue
      spoil(root, page)
      const where = `page ${page} of seed ${seed}`
      const failure = openingFailure(engine, root)
      if (failure === null) {
        engine.close()
        continue
      }
      expect(failure, where).toBe('portfolio.damaged')
      const damaged = readFileSync(join(root, 'portfolio.sqlite'))
      const { report } = await engine.ask('repairPortfolio', { grant: engine.grant(root) })
      expect(readFileSync(join(root, 'backups', report.damaged)).equals(damaged), where).toBe(true)
      const pieces = await engine.ask('listEvidence', {})
      const findings = await engine.ask('verify', {})
      expect(
        findings.filter(({ code }) => !code.startsWith('file.')),
        where,
      ).toEqual([])
      const evidence = report.kinds.find(({ kind }) => kind === 'evidence')
      const told = evidence?.lost ?? Infinity
      expect(602 - pieces.length, where).toBeLessThanOrEqual(told)
      fewest = Math.min(fewest, pieces.length)
      repaired += 1
      engine.close()
    }
    console.log(`${repaired} of 15 pages were needed; the fewest pieces saved of 602: ${fewest}`)
    expect(repaired).toBeGreaterThan(5)
    expect(fewest).toBeGreaterThan(500)
  })

  it('tells what is missing, places nowhere what has lost its place, and finds originals again', async () => {
    const { root, hashes, ask, grant } = await largePortfolio()
    spoil(root, rootPage(root, 'attachment'))
    const { report } = await ask('repairPortfolio', { grant: grant(root) })
    expect(report.kinds.find(({ kind }) => kind === 'answers')).toEqual({
      kind: 'answers',
      saved: 1,
      lost: 0,
    })
    expect(report.kinds.find(({ kind }) => kind === 'evidence')?.lost).toBe(0)
    expect(report.kinds.find(({ kind }) => kind === 'files')?.lost).not.toBe(0)
    expect(report.found).toBe(2)
    const pieces = await ask('listEvidence', {})
    const found = pieces.find(({ attachments }) => attachments.length === 2)
    expect(found?.places).toEqual([])
    expect(found?.attachments.map((each) => (each.role === 'link' ? '' : each.file.hash)).toSorted()).toEqual(
      hashes.toSorted(),
    )
    expect(await ask('verify', {})).toEqual([])
  })

  it('keeps the evidence of a strand whose row is lost, and the form is whole again', async () => {
    const { root, ask, grant } = await largePortfolio()
    spoil(root, rootPage(root, 'strand'))
    const { report } = await ask('repairPortfolio', { grant: grant(root) })
    expect(report.kinds.find(({ kind }) => kind === 'form')?.lost).not.toBe(0)
    const { sections } = await ask('portfolio', {})
    expect(sections.map(({ strands }) => strands.length)).toEqual([4, 5, 5, 5, 4, 6])
    const { strands } = await ask('section', { section: 'students' })
    expect(strands[0]?.answer).toBe('Питат и нас.')
    expect(strands[1]?.evidence.length).toBeGreaterThan(1)
    expect(await ask('verify', {})).toEqual([])
  })

  it('that was cut off is saved as far as it goes', async () => {
    const { root, ask, grant, open } = await largePortfolio()
    const path = join(root, 'portfolio.sqlite')
    truncateSync(path, Math.floor((statSync(path).size / 4096) * 0.8) * 4096)
    expect(() => open(root)).toThrow(expect.objectContaining({ code: 'portfolio.damaged' }))
    const { report } = await ask('repairPortfolio', { grant: grant(root) })
    expect(report.kinds.length).toBeGreaterThan(0)
    expect((await ask('verify', {})).filter(({ code }) => !code.startsWith('file.'))).toEqual([])
  })

  it('of which nothing can be read is left as it is', async () => {
    const { root, ask, grant } = await largePortfolio()
    const path = join(root, 'portfolio.sqlite')
    writeFileSync(path, 'words '.repeat(9000))
    await expect(ask('repairPortfolio', { grant: grant(root) })).rejects.toMatchObject({
      code: 'repair.nothing',
    })
    expect(readFileSync(path, 'utf8')).toBe('words '.repeat(9000))
    expect(readdirSync(join(root, 'backups'))).toEqual([])
  })

  it('can be opened for reading: it is shown and exported, and nothing is written', async () => {
    const { root, ask, grant, bugs } = await largePortfolio()
    spoil(root, rootPage(root, 'plan_row'))
    const before = readFileSync(join(root, 'portfolio.sqlite'))
    await ask('openForReading', { grant: grant(root) })
    expect(await ask('portfolio', {})).toMatchObject({ isReadOnly: true, evidenceCount: 602 })
    expect(await ask('listEvidence', {})).toHaveLength(602)
    const { strands, plan } = await ask('section', { section: 'students' })
    expect(strands[0]?.answer).toBe('Питат и нас.')
    expect(plan).toEqual([])
    await expect(ask('writeAnswer', { strand: 'students.1', text: 'x' })).rejects.toMatchObject({
      code: 'portfolio.readOnly',
    })
    await expect(ask('undo', {})).rejects.toMatchObject({ code: 'portfolio.readOnly' })
    await ask('closePortfolio', {})
    expect(readFileSync(join(root, 'portfolio.sqlite')).equals(before)).toBe(true)
    expect(readdirSync(root).filter((name) => name.startsWith('portfolio'))).toEqual(['portfolio.sqlite'])
    expect(bugs).toEqual([])
  })

  it('of which all can be read keeps every row of every table but the history', async () => {
    const engine = await fullPortfolio()
    await goAmongOthers(engine)
    engine.close()
    const path = join(engine.root, 'portfolio.sqlite')
    const { rows: before, empty } = rowsOf(path)
    expect(empty).toEqual(['invited'])
    const { report } = await engine.ask('repairPortfolio', { grant: engine.grant(engine.root) })
    expect(report.kinds.filter(({ lost }) => lost !== 0)).toEqual([])
    expect(report.kinds.map(({ kind }) => kind).toSorted()).toEqual([...repairedKinds].toSorted())
    expect(await engine.ask('listContributions', {})).toMatchObject([{ sender: 'Мария', isThere: true }])
    engine.close()
    const { rows: after } = rowsOf(path)
    // A database in another file is another copy, which has seen all that the one of before had.
    const [{ id, clock }] = before.this_copy as [{ id: string; clock: string }]
    before.known_copy?.push({ copy: id, at: clock })
    const anew = ['change', 'change_step', 'this_copy']
    for (const table of Object.keys(before).filter((each) => !anew.includes(each))) {
      const sorted = (all: unknown[] = []) => all.map((row) => JSON.stringify(row)).toSorted()
      expect(sorted(after[table]), table).toEqual(sorted(before[table]))
    }
  })

  it('tells of rows that can be read and are none, too', async () => {
    const { root, ask, grant, close } = startWithPortfolio()
    close()
    const db = new Database(join(root, 'portfolio.sqlite'))
    db.pragma('ignore_check_constraints = ON')
    db.exec(`INSERT INTO suggestion (id, decision, mark, updated_at, updated_by)
      VALUES ('x', 'taken', '', '', ''), ('y', 'tqken', '', '', '')`)
    db.close()
    const { report } = await ask('repairPortfolio', { grant: grant(root) })
    expect(report.kinds.filter(({ lost }) => lost !== 0)).toEqual([
      { kind: 'contributions', saved: 1, lost: 1 },
    ])
  })

  it('that a colleague was asked to fill knows so after a repair', async () => {
    const maria = await invitedColleague(await writeInvitation(startWithPortfolio()))
    const { folder, invited } = await maria.ask('portfolio', {})
    await maria.ask('repairPortfolio', { grant: maria.grant(folder) })
    expect((await maria.ask('portfolio', {})).invited).toEqual(invited)
    expect(invited).not.toBeNull()
  })

  it('comes together with another copy after a repair: what was deleted stays so', async () => {
    const here = startWithPortfolio()
    const { ids } = await here.ask('addEvidence', { place: null, note: 'Кошче' })
    const maria = await copyOf(here, 'Maria')
    await here.ask('removeEvidence', { ids })
    await here.ask('emptyTrash', {})
    await here.ask('repairPortfolio', { grant: here.grant(here.root) })
    await mergeInto(here, maria)
    expect(await here.ask('listEvidence', {})).toEqual([])
    await mergeInto(maria, here)
    expect(await maria.ask('listEvidence', {})).toEqual([])
  })

  it('comes together with another copy after a repair: what was lost comes back, and is lost nowhere else', async () => {
    const here = startWithPortfolio()
    const { ids } = await here.ask('addEvidence', { place: null, note: 'Наше' })
    const maria = await copyOf(here, 'Maria')
    const { ids: theirs } = await maria.ask('addEvidence', { place: null, note: 'Нейно' })
    await mergeInto(here, maria)
    const twin = await copyOf(maria, 'Twin')
    here.close()
    spoil(here.root, rootPage(here.root, 'evidence'))
    await here.ask('repairPortfolio', { grant: here.grant(here.root) })
    expect(await here.ask('listEvidence', {})).toEqual([])
    await mergeInto(twin, here)
    await mergeInto(here, maria)
    for (const copy of [here, twin])
      expect((await copy.ask('listEvidence', {})).map(({ id }) => id)).toEqual([...ids, ...theirs])
  })

  it('that is whole is not made worse by a repair', async () => {
    const { root, ask, grant } = await largePortfolio()
    const { report } = await ask('repairPortfolio', { grant: grant(root) })
    expect(report.kinds.every(({ lost }) => lost === 0)).toBe(true)
    expect(report).toMatchObject({ unplaced: 0, found: 0 })
    expect(await ask('listEvidence', {})).toHaveLength(602)
  })
})

describe('originals that are missing or changed', () => {
  it('are brought back by their content, from any folder, however they are called there', async () => {
    const engine = startWithPortfolio()
    const { hash } = await gather(engine, written('протокол.txt', 'важно'))
    const { hash: other } = await gather(engine, written('letter.txt', 'A letter.'))
    const path = originalPath(portfolioFolder(engine.root), hash)
    rmSync(path)
    writeFileSync(originalPath(portfolioFolder(engine.root), other), 'A lettex.')
    expect((await engine.ask('verify', {})).map(({ code }) => code).toSorted()).toEqual([
      'file.changed',
      'file.missing',
    ])
    const place = temporaryFolder()
    mkdirSync(join(place, 'a', 'b'), { recursive: true })
    writeFileSync(join(place, 'a', 'b', 'IMG_1.bin'), 'важно')
    writeFileSync(join(place, 'a', 'same size.txt'), 'вбжно')
    const where = [engine.grant(place)]
    expect(await engine.ask('findOriginals', { files: [hash, other], where })).toEqual({
      found: [hash],
      missing: [other],
    })
    const letter = written('x', 'A letter.')
    await engine.ask('findOriginals', { files: [other], where: [engine.grant(letter)] })
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('are found in another copy of the portfolio', async () => {
    const engine = startWithPortfolio()
    const { hash } = await gather(engine, written('letter.txt', 'A letter.'))
    const copy = join(temporaryFolder(), 'Copy.fivefold')
    engine.close()
    cpSync(engine.root, copy, { recursive: true })
    engine.open(engine.root)
    rmSync(originalPath(portfolioFolder(engine.root), hash))
    const result = await engine.ask('findOriginals', { files: [hash], where: [engine.grant(copy)] })
    expect(result).toEqual({ found: [hash], missing: [] })
    copyFileSync(originalPath(portfolioFolder(copy), hash), join(temporaryFolder(), 'still there'))
  })
})
