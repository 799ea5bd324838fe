import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf } from '../../electron/domain/evidence'
import { bridgeSchool, startTestEngine, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { drawPicture, encodeHeic } from '../support/pictures'
import { author, filesUnder, leaksIn, withCamera, writeFile } from '../support/secrets'
import {
  photo,
  secretDocx,
  secretHtml,
  secretMail,
  secretOdt,
  secretPdf,
  secretPptx,
  secretRtf,
  secretSvg,
  secretXlsx,
} from '../support/secret-documents'
import {
  secretFilm,
  secretFlac,
  secretMp3,
  secretOgg,
  secretWav,
  secretWebm,
} from '../support/secret-recordings'
import { temporaryFolder } from '../support/temporary'

const size = { width: 320, height: 240 }
const picture = async (name: string) => withCamera(await drawPicture(name, size))

/** A file of every kind that a school gathers, each with who made it, with what, and where. */
async function everyKind(): Promise<string[]> {
  const heic = encodeHeic(await drawPicture('h.jpg', size), join(temporaryFolder(), 'photo.heic'))
  return [
    await photo(),
    await picture('photo.png'),
    await picture('photo.webp'),
    await picture('photo.tif'),
    await picture('photo.gif'),
    withCamera(heic),
    await secretPdf(),
    await secretDocx(),
    await secretXlsx(),
    await secretPptx(),
    await secretOdt(),
    await secretRtf(),
    await secretHtml(),
    await secretMail(),
    secretSvg(),
    secretFilm(),
    secretMp3(),
    secretWav(),
    secretFlac(),
    secretOgg(),
    secretWebm(),
  ]
}

const oldWord = () =>
  writeFile(
    'old.doc',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(author)]),
  )

/** A portfolio of somebody whose name and folder tell who it is, with these files, each a piece of its own. */
async function gather(paths: readonly string[]): Promise<TestEngine> {
  const engine = startTestEngine({ startWorker: workersHere })
  const home = join(temporaryFolder(), 'Users/secret/Desktop')
  mkdirSync(home, { recursive: true })
  engine.create(join(home, 'Bridge.fivefold'), bridgeSchool)
  await engine.ask('writeSettings', { author })
  for (const path of paths) {
    const place = { section: 'students', strand: 'students.1' } as const
    await engine.ask('addEvidence', { place, title: basename(path), files: [{ path }] })
  }
  await engine.ask('writeAnswer', { strand: 'students.1', text: 'Питаме **всички**.' })
  return engine
}

describe('metadata', () => {
  it('is in the photos that are gathered here', async () => {
    for (const path of (await everyKind()).slice(0, 6)) {
      expect(await leaksIn(path), basename(path)).not.toEqual([])
    }
  })

  it('leaves with no kind of export', async () => {
    const paths = await everyKind()
    const engine = await gather(paths)
    const out = temporaryFolder()
    const place = (name: string) => engine.grant(join(out, name))
    await engine.ask('exportPortfolio', { out: place('book.pdf'), draft: false, only: null, annexes: 'all' })
    await engine.ask('exportPortfolio', { out: place('section.pdf'), draft: true, only: 'students' })
    await engine.ask('exportSections', { out: place('sections'), draft: false })
    const folder = await engine.ask('exportFolder', { out: place('folder'), only: null })
    for (const name of ['answers.txt', 'answers.docx', 'answers.md']) {
      await engine.ask('exportAnswers', { out: place(name), only: null })
    }
    expect(folder).toMatchObject({ files: paths.length, missing: [], uncleaned: [] })
    expect(await leaksIn(out)).toEqual([])
    const book = execFileSync('pdftotext', [join(out, 'book.pdf'), '-']).toString()
    expect(book).toContain('Protocol of the day')
  })
})

describe('the evidence folder', () => {
  it('holds what was kept of a link as it holds other files: cleaned, noted, and only when nobody says no', async () => {
    const engine = startTestEngine({ startWorker: workersHere })
    engine.create(join(temporaryFolder(), 'Bridge.fivefold'), bridgeSchool)
    const links = ['https://a.example/', 'https://b.example/', 'https://c.example/', 'https://d.example/']
    const where = { section: 'students', strand: 'students.1' } as const
    const { ids } = await engine.ask('addEvidence', { place: where, title: 'Our pages', links })
    const attachments = async () => (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments
    const kept = [
      await picture('screen.png'),
      await secretHtml(),
      await drawPicture('child.png', { ...size, seed: 2 }),
    ]
    for (const [index, path] of kept.entries()) {
      const attachment = (await attachments())[index]?.id ?? ''
      await engine.ask('keepCopy', { attachment, files: [{ path }] })
      await engine.ask('writeAttachment', { id: attachment, caption: `Page ${index + 1}` })
    }
    const hashes = (await attachments()).map((each) => fileOf(each)?.hash ?? '')
    const [screen = '', page = '', child = ''] = hashes
    await engine.ask('writeConsent', { files: [child], people: 'recognisable', state: 'withdrawn' })

    const out = join(temporaryFolder(), 'folder')
    const { files, missing, uncleaned, heldBack, unsaid } = await engine.ask('exportFolder', {
      out: engine.grant(out),
      only: null,
    })
    expect({ files, missing, uncleaned }).toEqual({ files: 2, missing: [], uncleaned: [] })
    expect(heldBack.map(({ file, name }) => [file, name])).toEqual([[child, 'child.png']])
    expect(unsaid.map(({ file, name }) => [file, name])).toEqual([[screen, 'screen.png']])
    const [list = '', ...held] = filesUnder(out).sort(
      (one, other) => Number(other.endsWith('.txt')) - Number(one.endsWith('.txt')),
    )
    expect(held.map((path) => basename(path)).sort()).toEqual(['P3-01-1 Page 1.jpg', 'P3-01-2 Page 2.html'])
    expect(await leaksIn(out)).toEqual([])
    const text = readFileSync(list, 'utf8')
    for (const link of links) expect(text).toContain(link)
    expect(text).toMatch(/Page 1: https:\/\/a\.example\/\n.*P3-01-1 Page 1\.jpg\nPage 2: https/)
    for (const [file, count] of [
      [screen, 1],
      [page, 1],
      [child, 0],
    ] as const) {
      expect((await engine.ask('listUses', { file })).exports).toHaveLength(count)
    }
  })

  it('leaves out what cannot be cleaned, names it, and holds it when it is wanted', async () => {
    const engine = await gather([oldWord(), await secretOdt()])
    const out = join(temporaryFolder(), 'a')
    const without = await engine.ask('exportFolder', { out: engine.grant(out), only: null })
    expect(without).toMatchObject({ files: 1, missing: [], uncleaned: ['old.doc'] })
    expect(await leaksIn(out)).toEqual([])
    const list = filesUnder(out).find((path) => path.endsWith('.txt')) ?? ''
    expect(readFileSync(list, 'utf8')).not.toMatch(/\/P3-01/)
    const all = await engine.ask('exportFolder', {
      out: engine.grant(`${out} 2`),
      only: null,
      withUncleaned: true,
    })
    expect(all).toMatchObject({ files: 2, missing: [], uncleaned: ['old.doc'] })
    const doc = filesUnder(`${out} 2`).find((path) => path.endsWith('.doc')) ?? ''
    expect(readFileSync(doc).includes(author)).toBe(true)
  })

  it('has files that tell nothing by their dates, and a TIFF as a picture', async () => {
    const engine = await gather([await picture('scan.tif'), await secretPdf(), secretFilm()])
    const out = join(temporaryFolder(), 'a')
    await engine.ask('exportFolder', { out: engine.grant(out), only: null })
    const files = filesUnder(out).filter((path) => !path.endsWith('.txt'))
    expect(files.map((path) => path.slice(-4)).sort()).toEqual(['.jpg', '.mp4', '.pdf'])
    const dates = new Set(files.map((path) => statSync(path).mtime.toISOString().slice(0, 10)))
    expect([...dates]).toEqual(['2026-11-23'])
  })
})
