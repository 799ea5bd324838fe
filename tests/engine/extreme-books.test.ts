import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readText } from '../press/fixtures'
import { writePdf } from '../support/documents'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.1' } as const

function start(): TestEngine & { root: string } {
  return startWithPortfolio({ startWorker: workersHere })
}

async function exported(engine: TestEngine): Promise<{ path: string; text: string; gaps: unknown[] }> {
  const path = join(temporaryFolder(), 'book.pdf')
  const { gaps } = await engine.ask('exportPortfolio', {
    out: engine.grant(path),
    draft: false,
    only: null,
  })
  expect(execFileSync('qpdf', ['--check', path]).toString()).toContain('No syntax or stream encoding errors')
  return { path, text: readText(path), gaps }
}

/** How often each picture of a book is drawn, by its object. */
function imagesIn(path: string): { width: number; height: number }[] {
  const rows = execFileSync('pdfimages', ['-list', path], { maxBuffer: 1e8 })
    .toString()
    .trim()
    .split('\n')
    .slice(2)
  return rows.map((row) => {
    const [, , , width, height] = row.trim().split(/\s+/)
    return { width: Number(width), height: Number(height) }
  })
}

describe('the book of', () => {
  it('an answer of 200,000 characters has every word of it, in order', async () => {
    const engine = start()
    const words = Array.from({ length: 30_000 }, (_, index) => `дума${index}`)
    const paragraphs = Array.from({ length: 300 }, (_, at) => words.slice(at * 100, at * 100 + 100).join(' '))
    const answer = paragraphs.join('\n\n')
    expect(answer.length).toBeGreaterThan(200_000)
    await engine.ask('writeAnswer', { strand: 'students.1', text: answer })
    const { text } = await exported(engine)
    const found = [...text.matchAll(/дума(\d+)/g)].map(([word]) => word)
    expect(found).toEqual(words)
  })

  it('a word of 3,000 letters has each of them', async () => {
    const engine = start()
    const word = 'абвгдежзик'.repeat(300)
    await engine.ask('writeAnswer', { strand: 'students.1', text: `Преди ${word} после` })
    await engine.ask('addEvidence', { place, title: word.slice(0, 300), files: [] })
    const { path } = await exported(engine)
    // Without what runs above and below the pages, in pt.
    const above = ['-x', '0', '-y', '60', '-W', '596', '-H', '720', path, '-']
    const whole = execFileSync('pdftotext', above).toString().replace(/[\s-]/g, '')
    expect(whole).toContain(`Преди${word}после`)
    expect(whole.split(word.slice(0, 300)).length).toBeGreaterThan(11)
  })

  it('400 photos under one piece of evidence has them all, each once', async () => {
    const engine = start()
    const paths = await Promise.all(
      Array.from({ length: 400 }, (_, at) =>
        drawPicture(`снимка ${at + 1}.jpg`, { width: 61 + (at % 20), height: 41 + Math.floor(at / 20) }),
      ),
    )
    await engine.ask('addEvidence', {
      place,
      title: 'Четиристотин',
      files: paths.map((path) => ({ path })),
      each: false,
    })
    const { path } = await exported(engine)
    const sizes = imagesIn(path).map(({ width, height }) => `${width}x${height}`)
    expect(new Set(sizes).size).toBe(400)
    expect(sizes).toHaveLength(400)
  }, 120_000)

  it('a panorama of 12,000 x 800 shows it whole', async () => {
    const engine = start()
    const path = await drawPicture('панорама.jpg', { width: 12_000, height: 800 })
    await engine.ask('addEvidence', { place, title: 'Панорама', files: [{ path }], each: false })
    const book = await exported(engine)
    const [image] = imagesIn(book.path)
    expect((image?.width ?? 0) / (image?.height ?? 1)).toBeCloseTo(15, 0)
  })

  it('files that have vanished names them in their places, and holds the rest', async () => {
    const engine = start()
    const [photo, document] = [
      await drawPicture('изгубена.jpg', { width: 300, height: 200 }),
      await writePdf(['Изгубен'], 'изгубен.pdf'),
    ]
    for (const file of [photo, document]) {
      await engine.ask('addEvidence', { place, title: 'Ден', files: [{ path: file }], each: false })
    }
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'Нашият отговор.' })
    await exported(engine)
    rmSync(join(engine.root, 'files'), { recursive: true })
    rmSync(join(engine.root, 'cache'), { recursive: true })
    const { text, gaps } = await exported(engine)
    expect(text).toContain('Нашият отговор.')
    expect(text).toContain('изгубена.jpg')
    expect(text).toContain('изгубен.pdf')
    expect(gaps).toMatchObject([
      { kind: 'photoGone', name: 'изгубена.jpg', number: 'P3-01' },
      { kind: 'annexDamaged', name: 'изгубен.pdf', number: 'P3-02' },
    ])
  })
})
