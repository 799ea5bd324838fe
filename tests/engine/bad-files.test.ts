import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../electron/domain/evidence'
import type { Progress } from '../../electron/contract/table'
import { callMethod } from '../../electron/contract/rpc'
import { engineRequests } from '../../electron/contract/engine'
import { portfolioFolder } from '../../electron/engine/folders'
import { listFiles } from '../../electron/engine/opened'
import { encode, writeDocx, writePdf } from '../support/documents'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

/** What the engine found out about each file, by its name. */
async function statesOf(engine: TestEngine): Promise<Record<string, string>> {
  const pieces: Evidence[] = await engine.ask('listEvidence', {})
  return Object.fromEntries(
    pieces.flatMap(({ attachments }) =>
      attachments.flatMap((each) =>
        each.role === 'link' ? [] : [[each.name, `${each.file.picture} ${each.file.text}`]],
      ),
    ),
  )
}

/** A folder that is asked for while its files come in, with what happens at the first news of a file. */
async function addWith(
  engine: TestEngine,
  paths: readonly string[],
  onProgress: (progress: Progress) => void,
) {
  const input = { place, files: paths.map((path) => ({ path })), each: true }
  const call = { signal: new AbortController().signal, progress: onProgress }
  return callMethod(engineRequests, engine.methods, { name: 'addEvidence', input, ...call }) as Promise<{
    ids: string[]
    files: { name: string; outcome: string; attachment?: string; failure?: { code: string } }[]
  }>
}

describe('a batch of bad files', () => {
  it('comes in but for what cannot be read at all, and of each is said how far it could be read', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const folder = temporaryFolder()
    const at = (name: string) => join(folder, name)
    const photo = await drawPicture('photo.jpg', { width: 1800, height: 1200 })
    renameSync(photo, at('half copied.jpg'))
    truncateSync(at('half copied.jpg'), statSync(at('half copied.jpg')).size / 2)
    writeFileSync(at('noise.jpg'), Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(900, 7)]))
    renameSync(await drawPicture('x.png', { width: 80, height: 60 }), at('a PNG.jpg'))
    writeFileSync(at('no photo.jpg'), 'Това е бележка, не снимка.')
    writeFileSync(at('empty.docx'), '')
    execFileSync('qpdf', ['--encrypt', 'u', 'o', '256', '--', await writePdf(['Тайна']), at('locked.pdf')])
    writeFileSync(
      at('locked.docx'),
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(1024),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(1024),
      ]),
    )
    const cut = await writeDocx(['x'.repeat(5000)])
    renameSync(cut, at('cut.docx'))
    truncateSync(at('cut.docx'), 700)
    writeFileSync(at('bomb.svg'), `<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>`)
    for (const [page, text] of [
      ['windows-1251', 'Уважаеми родители, утре тръгваме на екскурзия.'],
      ['windows-1254', 'Sayın veliler, yarın geziye çıkıyoruz.'],
      ['windows-1250', 'Dragi părinți, mâine plecăm în excursie.'],
      ['windows-1257', 'Lugupeetud vanemad, homme läheme õppekäigule.'],
      ['windows-1252', 'Beste ouders, morgen één dag op excursie.'],
    ] as const) {
      writeFileSync(at(`${page}.txt`), encode(text, page))
    }
    mkdirSync(at('folder'))
    symlinkSync(folder, at('folder/loop'))
    const paths = [
      'half copied.jpg',
      'noise.jpg',
      'a PNG.jpg',
      'no photo.jpg',
      'empty.docx',
      'locked.pdf',
      'locked.docx',
      'cut.docx',
      'bomb.svg',
      ...['1251', '1254', '1250', '1257', '1252'].map((page) => `windows-${page}.txt`),
      'gone.pdf',
      'folder',
    ].map(at)
    const { files } = await addWith(engine, paths, () => undefined)
    expect(
      files.flatMap((file) => (file.outcome === 'added' ? [] : [[file.name, file.failure?.code]])),
    ).toEqual([
      ['empty.docx', 'file.empty'],
      ['gone.pdf', 'file.missing'],
      ['folder', 'file.isFolder'],
    ])
    await engine.finishPictures({})
    await expect
      .poll(async () => Object.values(await statesOf(engine)).join(), { timeout: 15_000 })
      .not.toContain('waiting')
    expect(await statesOf(engine)).toEqual({
      'half copied.jpg': 'damaged none',
      'noise.jpg': 'unreadable none',
      'a PNG.jpg': 'ready none',
      'no photo.jpg': 'none ready',
      'locked.pdf': 'unreadable locked',
      'locked.docx': 'none locked',
      'cut.docx': 'none unreadable',
      'bomb.svg': 'ready empty',
      'windows-1251.txt': 'none ready',
      'windows-1254.txt': 'none ready',
      'windows-1250.txt': 'none ready',
      'windows-1257.txt': 'none ready',
      'windows-1252.txt': 'none ready',
    })
    const attachments = files.flatMap(({ attachment = [] }) => attachment)
    const { waiting, files: told } = await engine.ask('workedThrough', { attachments })
    expect(waiting).toBe(0)
    expect(
      told.map(({ name, problem, isOther, kind }) => [name, problem, ...(isOther ? [kind] : [])]),
    ).toEqual([
      ['half copied.jpg', 'damaged'],
      ['noise.jpg', 'unreadable'],
      ['a PNG.jpg', null, 'PNG'],
      ['no photo.jpg', null, 'TXT'],
      ['locked.pdf', 'locked'],
      ['locked.docx', 'locked'],
      ['cut.docx', 'noText'],
    ])
    const pieces = await engine.ask('listSummaries', {})
    expect(pieces.flatMap(({ problem }) => problem ?? []).sort()).toEqual(
      told.flatMap(({ problem }) => problem ?? []).sort(),
    )
    for (const [question, title] of [
      ['екскурзия', 'windows-1251'],
      ['geziye cikiyoruz', 'windows-1254'],
      ['бележка', 'no photo'],
    ]) {
      const hits = await engine.ask('search', { question: question ?? '' })
      expect(hits[0]?.title).toBe(title)
    }
    expect(engine.bugs).toEqual([])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('goes on when a file changes or vanishes under it, and when the stick is pulled out', async () => {
    const engine = startWithPortfolio()
    const stick = join(temporaryFolder(), 'USB')
    mkdirSync(stick)
    const paths = ['first', 'grows', 'vanishes', 'fourth', 'fifth'].map((name) => join(stick, `${name}.bin`))
    for (const path of paths) writeFileSync(path, path)
    // Several chunks, so that it can grow while it is read.
    truncateSync(paths[1] ?? '', 300_000_000)
    let isGrowing = false
    const { files } = await addWith(engine, paths, ({ step }) => {
      if (step === 'grows.bin' && !isGrowing) {
        isGrowing = true
        setTimeout(() => appendFileSync(paths[1] ?? '', 'more'), 30)
        unlinkSync(paths[2] ?? '')
      }
      if (step === 'fifth.bin') rmSync(stick, { recursive: true })
    })
    expect(files.map(({ name, outcome, failure }) => [name, failure?.code ?? outcome])).toEqual([
      ['first.bin', 'added'],
      ['grows.bin', 'file.changed'],
      ['vanishes.bin', 'file.missing'],
      ['fourth.bin', 'added'],
      ['fifth.bin', 'file.missing'],
    ])
    expect(await engine.ask('listEvidence', {})).toHaveLength(2)
    // Nothing half is left behind.
    expect(listFiles(portfolioFolder(engine.root).files)).toHaveLength(2)
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('keeps names apart that differ in case or in how their letters are put together', async () => {
    const engine = startWithPortfolio()
    const folder = temporaryFolder()
    const names = ['Plan.txt', 'plan.txt', 'Õpe.txt'.normalize('NFC'), 'Õpe.txt'.normalize('NFD')]
    names.forEach((name, index) => writeFileSync(join(folder, name), `content ${index}`))
    const { count, gathering } = await engine.ask('prepareFiles', { files: [{ path: folder }] })
    expect(count).toBe(4)
    await engine.ask('addEvidence', { place, prepared: { gathering, leaveOut: [] }, each: true })
    const pieces = await engine.ask('listEvidence', {})
    expect(pieces.map(({ title }) => title).sort()).toEqual(['Plan', 'plan', 'Õpe', 'Õpe'])
    const hashes = pieces.flatMap(({ attachments }) =>
      attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.hash)),
    )
    expect(new Set(hashes).size).toBe(4)
  })

  it('of five thousand files is one step to undo, and one to redo', { timeout: 120_000 }, async () => {
    const engine = startWithPortfolio()
    const folder = temporaryFolder()
    for (let index = 0; index < 5000; index += 1) {
      const part = join(folder, String(index % 50))
      mkdirSync(part, { recursive: true })
      writeFileSync(join(part, `note ${index}.txt`), `note ${index}`)
    }
    const { count, gathering } = await engine.ask('prepareFiles', { files: [{ path: folder }] })
    expect(count).toBe(5000)
    const { ids, files } = await engine.ask('addEvidence', {
      place,
      prepared: { gathering, leaveOut: [] },
      each: true,
    })
    expect([ids.length, files.filter(({ outcome }) => outcome === 'added').length]).toEqual([5000, 5000])
    expect(await engine.ask('listChanges', {})).toMatchObject([
      { name: { kind: 'addFiles', words: { count: 5000 } } },
    ])
    await engine.ask('undo', {})
    expect(await engine.ask('listSummaries', {})).toEqual([])
    await engine.ask('redo', {})
    expect(await engine.ask('listSummaries', {})).toHaveLength(5000)
    expect(existsSync(portfolioFolder(engine.root).files)).toBe(true)
  })
})
