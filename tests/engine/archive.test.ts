import {
  appendFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { migrations } from '../../electron/engine/migrations'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import type { ArchiveManifest } from '../../electron/domain/archive'
import { readArchivedOriginal, readArchiveManifest, withArchive } from '../../electron/engine/archive-read'
import { removeStaging, stageArchive, unpackArchive } from '../../electron/engine/archive-unpack'
import { fullPortfolio, pack, rowsOf, textFile, treeOf } from '../support/archives'
import { run } from '../support/command-line'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { entriesOf } from '../support/raw-zip'
import { modeOf, place, sha256 } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

/** What only other copies and colleagues bring. */
const onlyBetweenCopies = ['known_copy', 'gone_row', 'invited', 'contribution', 'suggestion']

const call = { signal: new AbortController().signal, progress: () => undefined }

const original = (root: string, hash: string) => join(root, 'files', hash.slice(0, 2), hash)

/** A small portfolio with these files in one piece of evidence; gives their hashes. */
async function withFiles(files: string[]) {
  const engine = startWithPortfolio()
  const { ids } = await engine.ask('addEvidence', { place, files: files.map((path) => ({ path })) })
  const { attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
  const hashes = attachments.flatMap((each) => (each.role === 'link' ? [] : [each.file.hash]))
  return { engine, evidence: ids[0] ?? '', hashes }
}

/** What lies in a folder, hidden files too. */
const leftIn = (folder: string) => readdirSync(folder).sort()

describe('an archive', () => {
  it('carries every row and every file of a portfolio to another computer, byte by byte', async () => {
    const engine = await fullPortfolio()
    const { path, packed } = await pack(engine)
    expect(packed).toMatchObject({ bytes: statSync(path).size, hash: sha256(path), damaged: [], missing: [] })
    expect(leftIn(dirname(path))).toEqual([basename(path)])
    const root = join(temporaryFolder(), 'Другаде.fivefold')
    await unpackArchive(path, root, call)
    engine.close()
    const then = rowsOf(join(engine.root, 'portfolio.sqlite'))
    expect(then.empty).toEqual(onlyBetweenCopies)
    // The archive itself left after its database was copied.
    const { export: exports, export_file: exported, ...rows } = rowsOf(join(root, 'portfolio.sqlite')).rows
    const { export: exportsThen = [], export_file: exportedThen = [], ...rowsThen } = then.rows
    expect(rows).toEqual(rowsThen)
    expect(exports).toEqual(exportsThen.slice(0, -1))
    expect(exportedThen.length - (exported?.length ?? 0)).toBe(packed.files)
    for (const folder of ['files', 'submissions']) {
      expect(treeOf(join(root, folder))).toEqual(treeOf(join(engine.root, folder)))
      expect(Object.keys(treeOf(join(root, folder)))).not.toEqual([])
    }
    expect(leftIn(root)).toEqual(['backups', 'cache', 'files', 'portfolio.sqlite', 'submissions'])
    const [id = ''] = readdirSync(join(root, 'submissions'))
    expect(modeOf(join(root, 'submissions', id))).toBe('555')
    expect(modeOf(join(root, 'submissions', id, 'portfolio.pdf'))).toBe('444')
    const other = startTestEngine()
    other.open(root)
    expect(await other.ask('verify', {})).toEqual([])
    await other.ask('undo', {})
    expect(await other.ask('listTrash', {})).toBeDefined()
  })

  it('is a plain ZIP archive that says first what is in it, without pictures and backups', async () => {
    const engine = await fullPortfolio()
    mkdirSync(join(engine.root, 'backups'), { recursive: true })
    writeFileSync(join(engine.root, 'backups', 'old.sqlite'), 'x')
    writeFileSync(join(engine.root, 'cache', 'picture.jpg'), 'x')
    const { path } = await pack(engine)
    expect(run('unzip', ['-t', path])).toContain('No errors detected')
    const lines = run('unzip', ['-v', path]).split('\n').slice(3, -3)
    expect(lines.every((line) => line.includes('Stored'))).toBe(true)
    const names = run('unzip', ['-Z1', path]).trim().split('\n')
    expect(names.slice(0, 2)).toEqual(['manifest.json', 'portfolio.sqlite'])
    expect(names.filter((name) => !/^(files|submissions)\//.test(name))).toHaveLength(2)
    const manifest = JSON.parse(run('unzip', ['-p', path, 'manifest.json'])) as ArchiveManifest
    expect(manifest).toMatchObject({
      format: 'fivefold-archive',
      version: 1,
      school: 'СУ „Мост“ – Școala Köprü',
      cycle: { from: 2027, to: 2028 },
      schema: migrations.at(-1)?.version,
      madeAt: '2026-11-23T08:00:00.000Z',
      madeBy: 'test',
      missing: [],
    })
    expect(manifest.entries.map((entry) => entry.path)).toEqual(names.slice(1))
    const folder = temporaryFolder()
    run('unzip', ['-q', path, '-d', folder])
    const { 'manifest.json': _manifest, ...tree } = treeOf(folder)
    expect(Object.fromEntries(manifest.entries.map((entry) => [entry.path, entry.sha256]))).toEqual(tree)
    expect(await readArchiveManifest(path)).toEqual(manifest)
  })

  it('is noted as an export, so that a withdrawn consent finds it', async () => {
    const engine = await fullPortfolio()
    const { path, packed } = await pack(engine)
    const [newest] = await engine.ask('listExports', {})
    expect(newest).toMatchObject({
      kind: 'archive',
      name: basename(path),
      hash: sha256(path),
      bytes: packed.bytes,
      files: packed.files,
      notes: [],
    })
    const { exports } = await engine.ask('listUses', { file: engine.photo })
    expect(exports.map(({ name }) => name)).toContain(basename(path))
  })

  it('is packed while work goes on: what was typed before is in it, what comes after is not', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'преди' })
    const packing = pack(engine)
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'след' })
    const { path } = await packing
    const root = join(temporaryFolder(), 'x.fivefold')
    await unpackArchive(path, root, call)
    const texts = rowsOf(join(root, 'portfolio.sqlite')).rows.answer as { text: string }[]
    expect(texts.map(({ text }) => text)).toContain('преди')
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('replaces an older file only when the new one is whole', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a')])
    const out = join(temporaryFolder(), 'x.fivefold.zip')
    writeFileSync(out, 'old')
    const controller = new AbortController()
    controller.abort()
    await expect(
      engine.ask('exportArchive', { out: engine.grant(out) }, controller.signal),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(readFileSync(out, 'utf8')).toBe('old')
    expect(leftIn(dirname(out))).toEqual(['x.fivefold.zip'])
    expect(await engine.ask('listExports', {})).toEqual([])
    await pack(engine, out)
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  })

  it('leaves nothing when the portfolio is closed meanwhile, or is to lie in the portfolio', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a')])
    const out = join(temporaryFolder(), 'x.fivefold.zip')
    const packing = pack(engine, out)
    engine.close()
    await expect(packing).rejects.toMatchObject({ code: 'portfolio.none' })
    expect(leftIn(dirname(out))).toEqual([])
    engine.open(engine.root)
    for (const name of ['portfolio.sqlite', 'x.fivefold.zip', 'files/x.zip']) {
      await expect(pack(engine, join(engine.root, name))).rejects.toMatchObject({
        code: 'archive.insidePortfolio',
      })
    }
    await expect(pack(engine, temporaryFolder())).rejects.toMatchObject({ code: 'archive.isFolder' })
    expect(await engine.ask('verify', {})).toEqual([])
  })
})

describe('a portfolio that is not sound', () => {
  it('is packed all the same: what is damaged goes as it is, what is gone is named, and the archive says so', async () => {
    const { engine, hashes } = await withFiles(
      ['сред', 'край', 'къс', 'няма', 'добър'].map((name) => textFile(`${name}.txt`, `текст ${name}`)),
    )
    const [changed = '', end = '', short = '', gone = ''] = hashes
    // The same size: only reading it tells.
    for (const hash of [changed, end]) {
      const path = original(engine.root, hash)
      writeFileSync(path, Buffer.alloc(statSync(path).size, 'x'))
    }
    appendFileSync(original(engine.root, short), 'y')
    rmSync(original(engine.root, gone))
    const { path, packed } = await pack(engine)
    expect(packed.damaged.map(({ names }) => names)).toEqual(
      expect.arrayContaining([['сред.txt'], ['край.txt'], ['къс.txt']]),
    )
    expect(packed.damaged).toHaveLength(3)
    expect(packed.missing.map(({ names }) => names)).toEqual([['няма.txt']])
    expect(packed.files).toBe(4)
    expect(run('unzip', ['-t', path])).toContain('No errors detected')
    const root = join(temporaryFolder(), 'x.fivefold')
    const unpacked = await unpackArchive(path, root, call)
    expect(unpacked.damaged).toHaveLength(3)
    expect(unpacked.missing).toHaveLength(1)
    expect(treeOf(join(root, 'files'))).toEqual(treeOf(join(engine.root, 'files')))
    const other = startTestEngine()
    other.open(root)
    expect(await other.ask('verify', {})).toEqual(await engine.ask('verify', {}))
    const taken = join(temporaryFolder(), 'x')
    expect(await readArchivedOriginal(path, { hash: changed, to: taken }, call)).toBeNull()
    expect(await readArchivedOriginal(path, { hash: gone, to: taken }, call)).toBeNull()
    expect(existsSync(taken)).toBe(false)
  })

  it('gives single files back from its archive, checked', async () => {
    const { engine, hashes } = await withFiles([textFile('a.txt', 'важно')])
    const [hash = ''] = hashes
    const { path } = await pack(engine)
    const to = join(temporaryFolder(), 'back')
    expect(await readArchivedOriginal(path, { hash, to }, call)).toMatchObject({ sha256: hash })
    expect(readFileSync(to, 'utf8')).toBe('важно')
    expect(await readArchivedOriginal(path, { hash: 'a'.repeat(64), to }, call)).toBeNull()
  })
})

describe('unpacking', () => {
  it('goes on where an ended one was, and checks what lies there', async () => {
    const { engine } = await withFiles(
      Array.from({ length: 6 }, (_, index) => textFile(`${index}.txt`, `текст ${index}`)),
    )
    const { path } = await pack(engine)
    const folder = temporaryFolder()
    const root = join(folder, 'x.fivefold')
    let told = 0
    const ends = {
      ...call,
      progress: () => {
        told += 1
        if (told === 5) throw new Error('the power went')
      },
    }
    await expect(unpackArchive(path, root, ends)).rejects.toThrow('the power went')
    const [staging = ''] = leftIn(folder)
    const files = Object.keys(treeOf(join(folder, staging, 'files')))
    expect(files).toHaveLength(3)
    const [kept = '', broken = ''] = files
    writeFileSync(join(folder, staging, 'files', broken), 'half')
    writeFileSync(join(folder, staging, 'stranger'), 'x')
    const { ino } = statSync(join(folder, staging, 'files', kept))
    await unpackArchive(path, root, call)
    expect(leftIn(folder)).toEqual(['x.fivefold'])
    expect(statSync(join(root, 'files', kept)).ino).toBe(ino)
    expect(treeOf(join(root, 'files'))).toEqual(treeOf(join(engine.root, 'files')))
    expect(leftIn(root)).toEqual(['backups', 'cache', 'files', 'portfolio.sqlite'])
  })

  it('can end in a folder of the caller’s choice, for comparing and merging', async () => {
    const { engine, hashes } = await withFiles([textFile('a.txt', 'a')])
    const { path } = await pack(engine)
    const staging = join(temporaryFolder(), 'staging')
    const staged = await withArchive(path, (archive) => stageArchive(archive, staging, call))
    expect(staged.manifest).toEqual(await readArchiveManifest(path))
    expect(existsSync(original(staging, hashes[0] ?? ''))).toBe(true)
    await removeStaging(staging)
    expect(existsSync(staging)).toBe(false)
  })

  it('takes an archive in the form for more than 4 GB', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a')])
    const { path } = await pack(engine)
    const large = join(temporaryFolder(), 'large.fivefold.zip')
    const zip = new ZipFile()
    for (const { name, data } of await entriesOf(path)) {
      zip.addBuffer(data, name, { compress: false, forceZip64Format: true })
    }
    zip.end({ forceZip64Format: true, comment: '' })
    await pipeline(zip.outputStream, createWriteStream(large))
    const root = join(temporaryFolder(), 'x.fivefold')
    await unpackArchive(large, root, call)
    expect(treeOf(join(root, 'files'))).toEqual(treeOf(join(engine.root, 'files')))
  })

  it('leaves nothing when it is cancelled', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a'), textFile('b.txt', 'b')])
    const { path } = await pack(engine)
    const folder = temporaryFolder()
    const controller = new AbortController()
    const cancels = { signal: controller.signal, progress: () => controller.abort() }
    await expect(unpackArchive(path, join(folder, 'x.fivefold'), cancels)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(leftIn(folder)).toEqual([])
  })

  it('never lands on something that is there', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a')])
    const { path } = await pack(engine)
    await expect(unpackArchive(path, engine.root, call)).rejects.toMatchObject({ code: 'portfolio.exists' })
    const empty = join(temporaryFolder(), 'x.fivefold')
    mkdirSync(empty)
    await unpackArchive(path, empty, call)
    expect(existsSync(join(empty, 'portfolio.sqlite'))).toBe(true)
    const nowhere = join(temporaryFolder(), 'gone', 'x.fivefold')
    await expect(unpackArchive(path, nowhere, call)).rejects.toMatchObject({ code: 'export.noFolder' })
  })

  it('in the window names the portfolio after its school, opens it, and knows one that is here already', async () => {
    const { engine } = await withFiles([textFile('a.txt', 'a')])
    const { path } = await pack(engine)
    const documents = temporaryFolder()
    const other = startTestEngine({ documents })
    const files = [{ grant: other.grant(path) }]
    expect(await other.ask('peekArchive', { files })).toMatchObject({
      name: basename(path),
      school: 'СУ „Мост“ – Școala Köprü',
      cycle: { from: 2027, to: 2028 },
      files: 1,
      lost: 0,
      known: null,
    })
    const { portfolio, folder } = await other.ask('unpackArchive', { files, place: null })
    expect(dirname(folder)).toBe(documents)
    expect((await other.ask('portfolio', {})).portfolio).toEqual(portfolio)
    expect(await other.ask('peekArchive', { files })).toMatchObject({ known: { folder, isOpen: true } })
    await other.ask('closePortfolio', {})
    expect(await other.ask('peekArchive', { files })).toMatchObject({ known: { folder, isOpen: false } })
    const second = await other.ask('unpackArchive', { files, place: null })
    expect(second.folder).not.toBe(folder)
    expect(leftIn(documents)).toHaveLength(2)
  })
})
