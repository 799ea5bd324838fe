import { existsSync, statSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { PreviewedBook } from '../contract/engine'
import type { Call } from '../contract/table'
import { connect } from '../contract/rpc'
import { pressRequests } from '../contract/workers'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { BookOptions } from '../domain/book-options'
import { Failure } from '../domain/failure'
import type { SectionId } from '../domain/section'
import { bookOptions } from './book'
import { bookSource } from './book-source'
import { withoutUndefined } from './rows'
import { fitUnder } from './fitting'
import { errorCode, isDiskFull } from './system-errors'
import { listSections } from './portfolio'
import type { Current } from './session'
import type { StartWorker } from './workers'

/** What is not given is as the portfolio keeps it. */
export type ExportOptions = { out: string; draft: boolean; only: SectionId | null } & {
  [Key in keyof BookOptions]?: BookOptions[Key] | undefined
}

/** How long the press may take to stop by itself after a cancel before it is ended, in ms. */
const cancelPatience = 2000

/** The open portfolio, and what books are made with. */
type Tools = Current & { startWorker: StartWorker; fonts: string; clock: () => Date }

/**
 * Prints the portfolio into a PDF: aside in the same folder, and renamed when it is whole, so that an older file is
 * there until then and stays when anything fails.
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export async function exportPortfolio(
  tools: Tools,
  { out, draft, only, ...given }: ExportOptions,
  { signal, progress }: Call,
): Promise<PrintResult> {
  requireTarget(out)
  const aside = join(dirname(out), `.${randomUUID()}.fivefold-part`)
  const ready = await orderFor(tools, { draft, only, out: aside }, { signal, progress })
  const order = { ...ready, options: { ...ready.options, ...withoutUndefined(given) } }
  const make = async (pictures: Record<string, string>): Promise<PrintResult> => {
    await rm(aside, { force: true })
    return print(tools.startWorker, { ...order, pictures }, { signal, progress }).catch((error: unknown) => {
      throw exportFailure(error, basename(out), signal)
    })
  }
  try {
    const whole = await make({})
    const { target } = order.options
    const isFitting = target === null || whole.bytes <= target
    const fit = { pool: tools.pool, folder: tools.folder.cache, print: make }
    const result = isFitting ? whole : await fitUnder(target, whole, fit, { signal, progress })
    if (signal.aborted) throw new Failure('cancelled')
    await requireWhole(aside, result)
    await putInPlace(aside, out)
    return result
  } finally {
    await rm(aside, { force: true })
  }
}

/** Lays the book out to be looked at. Throws `export.stopped`, `cancelled`. */
export async function previewBook(
  tools: Tools,
  { draft, only }: { draft: boolean; only: SectionId | null },
  call: Call,
): Promise<PreviewedBook> {
  const order = await orderFor(tools, { draft, only, out: '' }, call)
  return tools.preview.lay(order, listSections(tools.db), call)
}

/** Waits for the pictures, and says what is to be printed as the portfolio stands now. */
async function orderFor(
  { db, folder, intake, edited, search, fonts, clock }: Tools,
  { draft, only, out }: { draft: boolean; only: SectionId | null; out: string },
  call: Call,
): Promise<PrintOrder> {
  await intake.finish(call)
  await edited.finish(call)
  return {
    source: bookSource({ db, folder }, only, search.textOf),
    options: bookOptions(db),
    draft,
    fonts,
    out,
    now: clock().toISOString(),
  }
}

/** Refuses a target that cannot become a file before any work is done. */
function requireTarget(out: string): void {
  const name = basename(out)
  if (existsSync(out) && statSync(out).isDirectory()) throw new Failure('export.isFolder', { name })
  const folder = dirname(out)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Failure('export.noFolder', { name })
}

async function print(
  startWorker: StartWorker,
  order: PrintOrder,
  { signal, progress }: Call,
): Promise<PrintResult> {
  const press = startWorker('press')
  const client = connect(pressRequests, {
    link: press.link,
    whenClosed: { code: 'export.stopped', words: {} },
  })
  const endLate = () => setTimeout(press.end, cancelPatience).unref()
  signal.addEventListener('abort', endLate, { once: true })
  try {
    return await client.print(order, { signal, onProgress: progress })
  } finally {
    signal.removeEventListener('abort', endLate)
    press.end()
  }
}

/** The press knows its own file only, not the name that the user chose. */
function exportFailure(error: unknown, name: string, signal: AbortSignal): unknown {
  if (signal.aborted) return new Failure('cancelled')
  if (!(error instanceof Failure)) return error
  if (error.code === 'unexpected') return new Failure('export.stopped', {}, { cause: error })
  return error.code === 'export.notWritable' ? new Failure('export.notWritable', { name }) : error
}

/** The press says how much it wrote: a file of another size was cut short. */
async function requireWhole(path: string, { bytes }: PrintResult): Promise<void> {
  const { size } = await stat(path)
  if (size !== bytes || bytes === 0) throw new Failure('export.stopped')
}

async function putInPlace(aside: string, out: string): Promise<void> {
  try {
    await rename(aside, out)
  } catch (error) {
    const name = basename(out)
    if (isDiskFull(error)) throw new Failure('disk.full', {}, { cause: error })
    // Windows forbids replacing a file that a viewer holds open.
    const isHeld = existsSync(out) && ['EBUSY', 'EPERM', 'EACCES'].includes(errorCode(error))
    throw new Failure(isHeld ? 'export.inUse' : 'export.notWritable', { name }, { cause: error })
  }
}
