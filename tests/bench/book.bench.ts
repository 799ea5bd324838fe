import { spawn } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { it } from 'vitest'
import { connect } from '../../electron/contract/rpc'
import { pressRequests } from '../../electron/contract/workers'
import type { BookEvidence, BookPhoto, BookSource } from '../../electron/domain/book'
import { standardOptions } from '../../electron/domain/book-options'
import { forkedWorkers } from '../../electron/engine/workers'
import { fontsFolder } from '../press/fixtures'
import { projectFolder, run } from '../support/command-line'
import { writePdf } from '../support/documents'
import { temporaryFolder } from '../support/temporary'
import { childrenOf, memoryOf } from './processes'
import { report } from './report'
import { makePrints, sampleBook } from './sample-book'

/*
 * The book from ready renditions, beside what Electron's own `printToPDF` makes of the same texts and pictures as HTML, in
 * the same run. Ours is timed from the order to the whole file, with the start of its process; `printToPDF` alone, when
 * the page, its fonts and all its pictures are loaded.
 */

type Figures = { seconds: number; memory: number; bytes: number; pages: number }

/** Looks again and again at the memory of processes, in bytes, until it is told to end. */
function watchMemory(pidOf: () => number | undefined): { end: () => number } {
  let peak = 0
  const watch = setInterval(() => {
    const pid = pidOf()
    if (pid !== undefined) peak = Math.max(peak, memoryOf(pid))
  }, 40)
  return {
    end: () => {
      clearInterval(watch)
      return peak
    },
  }
}

async function withPress(source: BookSource): Promise<Figures> {
  const out = join(temporaryFolder(), 'book.pdf')
  const start = performance.now()
  const press = forkedWorkers(join(projectFolder, 'dist'))('press')
  const client = connect(pressRequests, {
    link: press.link,
    whenClosed: { code: 'export.stopped', words: {} },
  })
  const memory = watchMemory(
    () => childrenOf(process.pid).find(({ command }) => command.includes('press.js'))?.pid,
  )
  const { pages, bytes } = await client.print({
    source,
    options: standardOptions,
    draft: false,
    fonts: fontsFolder,
    out,
    now: '2026-11-24T08:00:00.000Z',
  })
  const seconds = (performance.now() - start) / 1000
  press.end()
  return { seconds, memory: memory.end(), bytes, pages }
}

/** The same texts and pictures as HTML, about as they stand in the book. */
function asHtml({ sections }: BookSource): string {
  const face = (family: string, weight: number, file: string) =>
    `@font-face{font-family:${family};font-weight:${weight};src:url(${pathToFileURL(join(fontsFolder, file)).href})}`
  const style = `
    ${face('text', 400, 'SourceSans3-Regular.ttf')}${face('text', 600, 'SourceSans3-SemiBold.ttf')}
    ${face('head', 600, 'SourceSerif4-SemiBold.ttf')}
    @page{size:A4;margin:22mm 20mm}
    body{font:10pt/14pt text;margin:0}h1,h2,h3{font-family:head;break-after:avoid}h1{break-before:page}
    p{text-align:justify;hyphens:auto;orphans:2;widows:2}
    figure{margin:0;break-inside:avoid}img{display:block;width:100%}
    .photos{display:grid;grid-template-columns:1fr 1fr;gap:8pt;break-inside:avoid}
    .photos :first-child{grid-column:1/-1}`
  const photo = (each: BookPhoto) =>
    `<figure><img alt="${each.alt}" src="${pathToFileURL(each.path ?? '').href}"><figcaption>${each.caption}</figcaption></figure>`
  const evidence = ({ number, title, shows, attachments }: BookEvidence) => {
    const photos = attachments.filter((each): each is BookPhoto => each.role === 'photo')
    return `<h3>${number} ${title}</h3><p>${shows}</p><div class="photos">${photos.map(photo).join('')}</div>`
  }
  const chapters = sections.map(({ number, title, strands }) => {
    const claims = strands.map(({ number: claim, title: words, answer, evidence: pieces }) => {
      const paragraphs = answer.split('\n\n').map((text) => `<p>${text}</p>`)
      return `<h2>${claim} ${words}</h2>${paragraphs.join('')}${pieces.map(evidence).join('')}`
    })
    return `<section><h1>${number} ${title}</h1>${claims.join('')}</section>`
  })
  return `<!doctype html><html lang="bg"><meta charset="utf-8"><title>Книга</title><style>${style}</style>${chapters.join('')}`
}

/** What Electron runs: a hidden window that prints when everything in it is there. */
const script = `
const { app, BrowserWindow } = require('electron')
const { writeFileSync } = require('node:fs')
app.disableHardwareAcceleration()
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false })
  const start = performance.now()
  await window.loadFile(process.env.BOOK_HTML)
  await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)')
  const loaded = performance.now()
  console.log('loaded')
  const pdf = await window.webContents.printToPDF({
    generateTaggedPDF: true, generateDocumentOutline: true, preferCSSPageSize: true, printBackground: true })
  writeFileSync(process.env.BOOK_PDF, pdf)
  console.log('times ' + JSON.stringify([loaded - start, performance.now() - loaded]))
  app.exit(0)
})`

async function withPrintToPdf(source: BookSource): Promise<Figures & { loading: number }> {
  const folder = join(temporaryFolder(), 'app')
  mkdirSync(folder)
  const html = join(folder, 'book.html')
  const out = join(folder, 'book.pdf')
  writeFileSync(html, asHtml(source))
  writeFileSync(join(folder, 'package.json'), '{"name":"book","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(folder, 'main.cjs'), script)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(process.env.FIVEFOLD_ELECTRON ?? '', [...sandbox, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, BOOK_HTML: html, BOOK_PDF: out },
  })
  const memory = watchMemory(() => child.pid)
  let printed = ''
  child.stdout.on('data', (part: Buffer) => (printed += part.toString()))
  await new Promise((resolve) => child.once('exit', resolve))
  const peak = memory.end()
  const [loading = 0, printing = 0] = JSON.parse(/times (.*)/.exec(printed)?.[1] ?? '[]') as number[]
  const pages = Number(/Pages: +(\d+)/.exec(run('pdfinfo', [out]))?.[1])
  return { seconds: printing / 1000, loading: loading / 1000, memory: peak, bytes: statSync(out).size, pages }
}

function describeFigures({ seconds, memory, bytes, pages }: Figures): string {
  const figures = [
    `${pages} pages`,
    `${seconds.toFixed(2)} s`,
    `${Math.round(pages / seconds)} pages a second`,
    `${Math.round(memory / 1e6)} MB of memory`,
    `${(bytes / 1e6).toFixed(1)} MB of file`,
  ]
  return figures.join(', ')
}

it('book', { timeout: 1_200_000 }, async () => {
  const folder = temporaryFolder()
  const photos = await makePrints(folder, 2025)
  const some = photos.slice(0, 300)
  const annexes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      writePdf(
        Array.from({ length: 9 }, (_, page) => `Страница ${page + 1}`)
          .flatMap((text) => [text, '\f'])
          .slice(0, -1),
        `${index}.pdf`,
      ),
    ),
  )
  // Once before, so that no one pays for files that are not in the disk's cache.
  await withPress(sampleBook(some))
  const plain = await withPress(sampleBook(some))
  const chromium = await withPrintToPdf(sampleBook(some))
  const annexed = await withPress(sampleBook(some, annexes))
  const large = await withPress(sampleBook(photos))
  const pagesTimes = large.pages / plain.pages
  report('book', [
    ['300 photos', describeFigures(plain)],
    ['the same by printToPDF', describeFigures(chromium)],
    [
      '',
      `${(chromium.seconds / plain.seconds).toFixed(1)} x the time, ${(chromium.memory / plain.memory).toFixed(1)} x the memory, after ${chromium.loading.toFixed(1)} s of loading`,
    ],
    [
      'and 20 annexes of 9 pages',
      `${describeFigures(annexed)}: ${(annexed.seconds - plain.seconds).toFixed(2)} s more`,
    ],
    [`${photos.length} photos`, describeFigures(large)],
    [
      '',
      `${pagesTimes.toFixed(1)} x the pages in ${(large.seconds / plain.seconds).toFixed(1)} x the time and ${(large.memory / plain.memory).toFixed(1)} x the memory`,
    ],
  ])
})
