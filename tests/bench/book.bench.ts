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
import { createHyphenation } from '../../electron/press/hyphenation'
import { fontsFolder } from '../press/fixtures'
import { projectFolder, run } from '../support/command-line'
import { writePdf } from '../support/documents'
import { temporaryFolder } from '../support/temporary'
import { childrenOf, memoryOf, processorTimeOf } from './processes'
import { report } from './report'
import { makePrints, sampleBook } from './sample-book'
import { leaveLines, ratioOf, sayMemory, sayTime } from './table'

/*
 * The book from ready renditions, beside what Electron's own `printToPDF` makes of the same texts and pictures as HTML, in
 * the same run. Ours is timed from the order to the whole file: with fonts and pictures read, texts measured and pages made.
 * Chromium does as much when it loads the page and then prints it; how long `printToPDF` alone takes, when all is loaded and
 * laid out, is told too, and how long either process takes to start. Processor time hardly depends on what else the machine
 * does; it counts all threads, and of Chromium all processes.
 */

/** Times in s: on the clock and of processors. */
type Time = { seconds: number; processor: number }
type Figures = Time & { start: number; memory: number; bytes: number; pages: number }

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

/** A new press prints a book; then one that has just shown it in the Export screen, as a rule. */
async function withPress(source: BookSource, { isSeen = false } = {}): Promise<Figures> {
  const out = join(temporaryFolder(), 'book.pdf')
  const order = {
    source,
    options: standardOptions,
    draft: false,
    fonts: fontsFolder,
    out,
    now: '2026-11-24T08:00:00.000Z',
  }
  const start = performance.now()
  const press = forkedWorkers(join(projectFolder, 'dist'))('press')
  const client = connect(pressRequests, {
    link: press.link,
    whenClosed: { code: 'export.stopped', words: {} },
  })
  const pid = childrenOf(process.pid).find(({ command }) => command.includes('press.js'))?.pid ?? 0
  const memory = watchMemory(() => pid)
  // Answered as soon as the process listens: it knows of no page.
  await client.drawPage({ key: '', out })
  if (isSeen) await client.layBook(order)
  const ready = performance.now()
  const before = processorTimeOf(pid)
  const { pages, bytes } = await client.print(order)
  const seconds = (performance.now() - ready) / 1000
  const processor = processorTimeOf(pid) - before
  press.end()
  return { seconds, processor, start: (ready - start) / 1000, memory: memory.end(), bytes, pages }
}

/**
 * The same texts and pictures as HTML, about as they stand in the book: with its contents, and with words that may be parted
 * where ours may, since Electron has no Bulgarian hyphenation. What runs on the pages is in `script`.
 */
function asHtml({ sections, language }: BookSource): string {
  const hyphenate = createHyphenation(language)
  const paragraph = (text: string) => {
    const places = hyphenate(text)
    const parts = [0, ...places].map((from, index) => text.slice(from, places[index]))
    return `<p>${parts.join('&shy;')}</p>`
  }
  const face = (family: string, weight: number, file: string) =>
    `@font-face{font-family:${family};font-weight:${weight};src:url(${pathToFileURL(join(fontsFolder, file)).href})}`
  const style = `
    ${face('text', 400, 'SourceSans3-Regular.ttf')}${face('text', 600, 'SourceSans3-SemiBold.ttf')}
    ${face('head', 600, 'SourceSerif4-SemiBold.ttf')}
    @page{size:A4;margin:22mm 20mm}
    body{font:10pt/14pt text;margin:0}h1,h2,h3{font-family:head;break-after:avoid}h1{break-before:page}
    p{text-align:justify;hyphens:auto;orphans:2;widows:2}
    figure{margin:0;break-inside:avoid}img{display:block;height:255pt}
    small{font-size:8pt}figcaption{font-size:8pt}`
  const photo = (each: BookPhoto) =>
    `<figure><img alt="${each.alt}" src="${pathToFileURL(each.path ?? '').href}"><figcaption>${each.caption}</figcaption></figure>`
  const evidence = ({ number, title, date, criteria, shows, attachments }: BookEvidence) => {
    const photos = attachments.filter((each): each is BookPhoto => each.role === 'photo')
    const facts = `<small>${date} · ${criteria.join(', ')}</small>`
    return `<h3>${number} ${title}</h3>${facts}${paragraph(shows)}${photos.map(photo).join('')}`
  }
  const chapters = sections.map(({ number, title, strands }) => {
    const claims = strands.map(({ number: claim, title: words, answer, evidence: pieces }) => {
      const paragraphs = answer.split('\n\n').map(paragraph)
      return `<h2 id="${claim}">${claim} ${words}</h2>${paragraphs.join('')}${pieces.map(evidence).join('')}`
    })
    return `<section><h1 id="${number}">${number} ${title}</h1>${claims.join('')}</section>`
  })
  const entry = ({ number, title }: { number: string | number; title: string }) =>
    `<li><a href="#${number}">${number} ${title}</a></li>`
  const contents = sections.flatMap((section) => [section, ...section.strands].map(entry))
  return `<!doctype html><html lang="bg"><meta charset="utf-8"><title>Книга</title><style>${style}</style><ul>${contents.join('')}</ul>${chapters.join('')}`
}

/** What Electron runs: a hidden window that prints when everything in it is there. */
const script = `
const { app, BrowserWindow } = require('electron')
const { writeFileSync } = require('node:fs')
app.disableHardwareAcceleration()
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false })
  const start = performance.now()
  console.log('ready')
  await window.loadFile(process.env.BOOK_HTML)
  await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)')
  const loaded = performance.now()
  console.log('loaded')
  const pdf = await window.webContents.printToPDF({
    displayHeaderFooter: true,
    headerTemplate: '<span class="title" style="font-size:8pt;margin-left:20mm"></span>',
    footerTemplate: '<span class="pageNumber" style="font-size:8pt;margin-left:20mm"></span>',
    generateTaggedPDF: true, generateDocumentOutline: true, preferCSSPageSize: true, printBackground: true })
  writeFileSync(process.env.BOOK_PDF, pdf)
  console.log('times ' + JSON.stringify([loaded - start, performance.now() - loaded]))
  // Whoever listens looks at what the processes took, as long as they are there.
  process.stdin.resume().once('end', () => app.exit(0))
})`

/** Both together, and printing alone. */
async function withPrintToPdf(source: BookSource): Promise<Figures & { alone: Time }> {
  const folder = join(temporaryFolder(), 'app')
  mkdirSync(folder)
  const html = join(folder, 'book.html')
  const out = join(folder, 'book.pdf')
  writeFileSync(html, asHtml(source))
  writeFileSync(join(folder, 'package.json'), '{"name":"book","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(folder, 'main.cjs'), script)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const start = performance.now()
  const child = spawn(process.env.FIVEFOLD_ELECTRON ?? '', [...sandbox, folder], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, BOOK_HTML: html, BOOK_PDF: out },
  })
  const memory = watchMemory(() => child.pid)
  let printed = ''
  const taken = new Map<string, Time>()
  child.stdout.on('data', (part: Buffer) => {
    printed += part.toString()
    for (const step of ['ready', 'loaded', 'times']) {
      if (taken.has(step) || !printed.includes(step)) continue
      const seconds = (performance.now() - start) / 1000
      taken.set(step, { seconds, processor: processorTimeOf(child.pid ?? 0) })
    }
    if (taken.has('times')) child.stdin.end()
  })
  await new Promise((resolve) => child.once('exit', resolve))
  const peak = memory.end()
  const [loading = 0, printing = 0] = JSON.parse(/times (.*)/.exec(printed)?.[1] ?? '[]') as number[]
  const pages = Number(/Pages: +(\d+)/.exec(run('pdfinfo', [out]))?.[1])
  const processorAt = (step: string) => taken.get(step)?.processor ?? 0
  return {
    seconds: (loading + printing) / 1000,
    processor: processorAt('times') - processorAt('ready'),
    alone: { seconds: printing / 1000, processor: processorAt('times') - processorAt('loaded') },
    start: taken.get('ready')?.seconds ?? 0,
    memory: peak,
    bytes: statSync(out).size,
    pages,
  }
}

function describeTime({ seconds, processor }: Time): string {
  return `${seconds.toFixed(2)} s (of processors ${processor.toFixed(2)} s)`
}

/** How often the time of `one` goes into that of `other`. */
function compareTimes(one: Time, other: Time): string {
  const times = (a: number, b: number) => `${(b / a).toFixed(1)} x`
  return `${times(one.seconds, other.seconds)} the time (${times(one.processor, other.processor)} of processors)`
}

function describeFigures(figuresOf: Figures): string {
  const { seconds, start, memory, bytes, pages } = figuresOf
  const figures = [
    `${pages} pages`,
    `${describeTime(figuresOf)} after ${start.toFixed(2)} s of start`,
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
  const seen = await withPress(sampleBook(some), { isSeen: true })
  const chromium = await withPrintToPdf(sampleBook(some))
  const annexed = await withPress(sampleBook(some, annexes))
  const large = await withPress(sampleBook(photos))
  const pagesTimes = large.pages / plain.pages
  report('book', [
    ['300 photos', describeFigures(plain)],
    ['as from the Export screen, which shows it', describeFigures(seen)],
    ['the same as HTML', describeFigures(chromium)],
    ['', `${compareTimes(plain, chromium)}, ${(chromium.memory / plain.memory).toFixed(1)} x the memory`],
    ['printToPDF alone', `${describeTime(chromium.alone)}: ${compareTimes(plain, chromium.alone)}`],
    [
      'beside what the Export screen shows',
      `${compareTimes(seen, chromium)}; alone ${compareTimes(seen, chromium.alone)}`,
    ],
    [
      'and 20 annexes of 9 pages',
      `${describeFigures(annexed)}: ${(annexed.seconds - plain.seconds).toFixed(2)} s more (of processors ${(annexed.processor - plain.processor).toFixed(2)} s)`,
    ],
    [`${photos.length} photos`, describeFigures(large)],
    [
      '',
      `${pagesTimes.toFixed(1)} x the pages in ${compareTimes(plain, large)} and ${(large.memory / plain.memory).toFixed(1)} x the memory`,
    ],
  ])
  const beside = `the same as HTML, loaded and printed by Chromium: ${sayTime(chromium.seconds * 1000)}, ${sayMemory(chromium.memory)}`
  leaveLines(
    'book',
    [
      { job: `Export of ${plain.pages} pages with 300 photos, by a new press`, figures: plain },
      { job: 'Export of the same from the Export screen, which shows it', figures: seen },
    ].map(({ job, figures: { seconds, memory } }) => ({
      job,
      ours: sayTime(seconds * 1000),
      beside,
      ratio: ratioOf(seconds, chromium.seconds),
      memory: sayMemory(memory),
    })),
  )
})
