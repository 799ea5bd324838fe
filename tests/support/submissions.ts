import { createPress } from '../../electron/press/press'
import { serve } from '../../electron/contract/rpc'
import { pressRequests } from '../../electron/contract/workers'
import type { StartWorker } from '../../electron/engine/workers'
import { join } from 'node:path'
import { readdirSync, statSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { startWithPortfolio, type TestEngine } from './engine'
import { writePdf } from './documents'
import { line } from './line'
import { workersHere } from './media-worker'
import { drawPicture } from './pictures'

export const place = { section: 'students', strand: 'students.2' } as const

/** What a school has when it hands in (where a book is to be made, with workers): answers in two languages, a plan, a photo, a document, a link, facts. */
export async function readyToHandIn(
  options: Parameters<typeof startWithPortfolio>[0] = {},
): Promise<TestEngine & { root: string; evidence: string; row: string }> {
  const engine = startWithPortfolio(options)
  const { portfolio } = await engine.ask('portfolio', {})
  const { id: _id, ...facts } = portfolio
  await engine.ask('writePortfolio', { ...facts, secondLanguage: 'en' })
  const files = [
    await drawPicture('IMG_2041.jpg', { width: 1200, height: 900 }),
    await writePdf(['Програма на деня'], 'Програма.pdf'),
  ]
  const { ids } = await engine.ask('addEvidence', {
    place,
    title: 'Ден на отворените врати',
    shows: 'Учениците водят.',
    date: '2026-09-04',
    files: files.map((path) => ({ path })),
    links: ['https://school.example/den'],
  })
  const evidence = ids[0] ?? ''
  await engine.ask('writeAnswer', {
    strand: 'students.2',
    text: `Питат **и нас**, вижте [деня](evidence:${evidence}).\n\nВтори абзац.`,
  })
  await engine.ask('writeSecondAnswer', { strand: 'students.2', text: 'They ask us, too.' })
  const { id: row } = await engine.ask('addPlanRow', {
    section: 'students',
    goal: 'Посланици',
    who: 'Съветът',
  })
  await engine.ask('addPerson', { name: 'Мария Иванова', role: 'директор' })
  return { ...engine, evidence, row }
}

/** The same with workers, and with something that happens each time when the press is asked to print. */
export async function readyToPrint(): Promise<{
  engine: Awaited<ReturnType<typeof readyToHandIn>>
  whilePrinting: (happens: () => void) => void
}> {
  let happens: () => void = () => undefined
  const startWorker: StartWorker = (kind) => {
    if (kind === 'media') return workersHere(kind)
    const { near, far } = line()
    const { print, ...others } = createPress()
    const printing: typeof print = (order, call) => {
      happens()
      return print(order, call)
    }
    serve({
      table: pressRequests,
      methods: { print: printing, ...others },
      link: far,
      logBug: () => undefined,
    })
    return { link: near, end: () => undefined }
  }
  return {
    engine: await readyToHandIn({ startWorker }),
    whilePrinting: (next) => {
      happens = next
    },
  }
}

/** What lies in the submissions of a portfolio. */
export function submissionFolders(root: string): string[] {
  return readdirSync(join(root, 'submissions')).sort()
}

/** Who may do what with a file or folder, as `444`. */
export function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

/** The hash as another program counts it. */
export function sha256(path: string): string {
  return execFileSync('sha256sum', ['--', path]).toString().slice(0, 64)
}
