import { existsSync, statSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
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
import type { EditedPictures } from './edited-pictures'
import type { Opened } from './opened'
import type { Intake } from './intake'
import { fitUnder } from './fitting'
import type { MediaPool } from './media-pool'
import { errorCode, isDiskFull } from './system-errors'
import type { StartWorker } from './workers'

/** What is not given is as the portfolio keeps it. */
export type ExportOptions = { out: string; draft: boolean; only: SectionId | null } & {
  [Key in keyof BookOptions]?: BookOptions[Key] | undefined
}

/** How long the press may take to stop by itself after a cancel before it is ended, in ms. */
const cancelPatience = 2000

/**
 * Prints the portfolio into a PDF: aside in the same folder, and renamed when it is whole, so that an older file is
 * there until then and stays when anything fails.
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export async function exportPortfolio(
  context: {
    opened: Opened
    intake: Intake
    edited: EditedPictures
    startWorker: StartWorker
    pool: MediaPool
    fonts: string
    textOf: (hash: string) => string | null
    clock: () => Date
  },
  { out, draft, only, ...given }: ExportOptions,
  { signal, progress }: Call,
): Promise<PrintResult> {
  requireTarget(out)
  await context.intake.finish({ signal, progress })
  await context.edited.finish({ signal, progress })
  const aside = join(dirname(out), `.${randomUUID()}.fivefold-part`)
  const order: PrintOrder = {
    source: bookSource(context.opened, only, context.textOf),
    options: { ...bookOptions(context.opened.db), ...withoutUndefined(given) },
    draft,
    fonts: context.fonts,
    out: aside,
    now: context.clock().toISOString(),
  }
  try {
    const make = async (pictures: Record<string, string>): Promise<PrintResult> => {
      await rm(aside, { force: true })
      return print(context.startWorker, { ...order, pictures }, { signal, progress }).catch(
        (error: unknown) => {
          throw exportFailure(error, basename(out), signal)
        },
      )
    }
    const whole = await make({})
    const { target } = order.options
    const result =
      target === null || whole.bytes <= target
        ? whole
        : await fitUnder(
            target,
            whole,
            { pool: context.pool, folder: context.opened.folder.cache, print: make },
            { signal, progress },
          )
    if (signal.aborted) throw new Failure('cancelled')
    await requireWhole(aside, result)
    await putInPlace(aside, out)
    return result
  } finally {
    await rm(aside, { force: true })
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
