import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { chooseMenu, startApp } from '../support/app'
import { addMany } from '../support/many'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { memoryOf } from './processes'
import { percentile, report } from './report'
import { leaveLines, ratioOf, sayMemory, sayTime } from './table'

/*
 * From the start of the program to a window that can be used, beside an Electron that opens a window with a heading and
 * nothing else, by turns in the same run.
 */

const rounds = 5

type Start = { milliseconds: number; memory: number }

/** An app that is a window with a heading. */
function emptyApp(): string {
  const folder = join(temporaryFolder(), 'app')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Empty</title><h1>Empty</h1>')
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))
app.on('window-all-closed', () => app.quit())`,
  )
  return folder
}

/** Starts, waits for the heading, and looks at the memory a second later. */
async function start(heading: string, options: Parameters<typeof startApp>[0]): Promise<Start> {
  const began = performance.now()
  const app = await startApp(options)
  await app.page.getByRole('heading', { name: heading }).waitFor()
  const milliseconds = performance.now() - began
  await app.page.waitForTimeout(1000)
  const memory = memoryOf(app.electron.process().pid ?? 0)
  await app.close()
  return { milliseconds, memory }
}

/** A profile in which a portfolio of that many pieces was open last. */
async function homeWith(count: number): Promise<string> {
  const folder = newPortfolio('en')
  addMany(folder, count)
  const app = await startApp()
  await app.page.getByRole('heading', { name: 'Fivefold' }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await app.page.waitForTimeout(5000)
  await app.close()
  return app.home
}

it('start', { timeout: 600_000 }, async () => {
  const empty = emptyApp()
  const homes = { ten: await homeWith(10), many: await homeWith(10_000) }
  const ways = {
    'an empty window of Electron': () => start('Empty', { folder: empty }),
    'the first start': () => start('Fivefold', {}),
    'with a portfolio of 10 pieces': () => start('Where we stand', { home: homes.ten }),
    'with a portfolio of 10,000 pieces': () => start('Where we stand', { home: homes.many }),
  }
  const starts = new Map<string, Start[]>(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, begin] of Object.entries(ways)) starts.get(way)?.push(await begin())
  }
  const middles = [...starts].map(([way, each]) => ({
    way,
    milliseconds: Number(
      percentile(
        each.map(({ milliseconds }) => milliseconds),
        50,
      ),
    ),
    memory: Math.max(...each.map(({ memory }) => memory)),
  }))
  const [plain, ...ours] = middles
  if (!plain) return
  report(
    'start to a usable window',
    middles.map(({ way, milliseconds, memory }) => [
      way,
      `${sayTime(milliseconds)}, ${ratioOf(milliseconds, plain.milliseconds)}; ${sayMemory(memory)}`,
    ]),
  )
  leaveLines(
    'start',
    ours.map(({ way, milliseconds, memory }) => ({
      job: `Start to a usable window, ${way}`,
      ours: sayTime(milliseconds),
      beside: `${plain.way}: ${sayTime(plain.milliseconds)}`,
      ratio: ratioOf(milliseconds, plain.milliseconds),
      memory: sayMemory(memory),
    })),
  )
})
