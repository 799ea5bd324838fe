import { env } from 'node:process'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { PreviewedBook } from '../contract/engine'
import type { Call } from '../contract/table'
import { connect } from '../contract/rpc'
import { pressRequests } from '../contract/workers'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { BookOptions } from '../domain/book-options'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import type { SectionId } from '../domain/section'
import type { Edition } from '../domain/two-languages'
import { bookOptions } from './book'
import { bookSource } from './book-source'
import { withoutUndefined } from './rows'
import { fitUnder } from './fitting'
import { writeEvidenceFolder, type WrittenFolder } from './evidence-folder'
import { writeFileAside, writeFolderAside } from './out-file'
import { listSections } from './portfolio'
import type { Current } from './session'
import type { StartWorker } from './workers'

/** What is not given is as the portfolio keeps it. */
export type ExportOptions = {
  out: string
  draft: boolean
  only: SectionId | null
  /** Whether attached documents come behind the book. */
  annexes?: 'none' | 'all' | undefined
} & GivenOptions

/** In place of what the portfolio keeps. */
type GivenOptions = { [Key in keyof BookOptions]?: BookOptions[Key] | undefined }

/** How long the press may take to stop by itself after a cancel before it is ended, in ms. */
const cancelPatience = 2000

/** The open portfolio, and what books are made with. */
type Tools = Current & { startWorker: StartWorker; fonts: string; clock: () => Date }

/**
 * Prints the portfolio into a PDF. An older file is there until the new one is whole, and stays when anything fails.
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export async function exportPortfolio(
  tools: Tools,
  { out, draft, only, annexes, ...given }: ExportOptions,
  { signal, progress }: Call,
): Promise<PrintResult> {
  return writeFileAside(out, async (aside) => {
    const ready = await orderFor(tools, { draft, only, out: aside, given }, { signal, progress })
    const order = {
      ...ready,
      options: { ...ready.options, parts: withAnnexes(ready.options.parts, annexes) },
    }
    const make = async (pictures: Record<string, string>): Promise<PrintResult> => {
      await rm(aside, { force: true })
      return print(tools.startWorker, { ...order, pictures }, { signal, progress }).catch(
        (error: unknown) => {
          throw exportFailure(error, basename(out), signal)
        },
      )
    }
    const whole = await make({})
    const { target } = order.options
    const isFitting = target === null || whole.bytes <= target
    const fit = { pool: tools.pool, folder: tools.folder.cache, print: make }
    const result = isFitting ? whole : await fitUnder(target, whole, fit, { signal, progress })
    if (signal.aborted) throw new Failure('cancelled')
    await requireWhole(aside, result)
    return result
  })
}

function withAnnexes(parts: BookOptions['parts'], annexes: ExportOptions['annexes']): BookOptions['parts'] {
  if (annexes === undefined) return parts
  return parts.map((each) => (each.part === 'annexes' ? { ...each, isShown: annexes === 'all' } : each))
}

/**
 * Prints each section into a PDF of its own, in a new folder. Throws as `exportPortfolio` does, and `export.folderTaken`.
 */
export async function exportSections(
  tools: Tools,
  { out, draft, edition }: { out: string; draft: boolean; edition?: Edition | undefined },
  { signal, progress }: Call,
): Promise<{ files: number; bytes: number }> {
  return writeFolderAside(out, async (aside) => {
    await mkdir(aside)
    const sections = listSections(tools.db)
    let bytes = 0
    for (const [done, { id, number, shortTitle }] of sections.entries()) {
      progress({ done, total: sections.length, step: 'sections' })
      const file = join(aside, fileNameFor(`P${number} ${shortTitle}`, '.pdf'))
      const call = { signal, progress: () => undefined }
      bytes += (await exportPortfolio(tools, { out: file, draft, only: id, edition }, call)).bytes
    }
    return { files: sections.length, bytes }
  })
}

/** Writes the evidence's files into a new folder. Throws `export.*`, `disk.full`, `cancelled`. */
export async function exportFolder(
  { db, folder, intake, edited, search, pool, clock }: Tools,
  {
    out,
    only,
    edition,
    withUncleaned = false,
  }: {
    out: string
    only: SectionId | null
    edition?: Edition | undefined
    withUncleaned?: boolean | undefined
  },
  call: Call,
): Promise<WrittenFolder> {
  await intake.finish(call)
  await edited.finish(call)
  const source = bookSource({ db, folder }, { only, edition }, search.textOf)
  const at = fixedDate(env.SOURCE_DATE_EPOCH) ?? clock()
  return writeEvidenceFolder(source, { out, withUncleaned, pool, at }, call)
}

/** Lays the book out to be looked at, or its cover alone. Throws `export.stopped`, `cancelled`. */
export async function previewBook(
  tools: Tools,
  { draft, only, coverOnly }: { draft: boolean; only: SectionId | null; coverOnly: boolean },
  call: Call,
): Promise<PreviewedBook> {
  const wanted = { draft, only, out: '', given: {} }
  const order = coverOnly ? coverOf(orderAsIs(tools, wanted)) : await orderFor(tools, wanted, call)
  return tools.preview.lay(order, listSections(tools.db), call)
}

/** The same book with all but its cover left out: that page is the same in both. */
function coverOf(order: PrintOrder): PrintOrder {
  const { source, options } = order
  const bare = { strands: [], evidence: [], alsoShownBy: [], plan: [], earlierPlan: null, wording: null }
  return {
    ...order,
    source: { ...source, sections: source.sections.map((section) => ({ ...section, ...bare })) },
    options: { ...options, parts: options.parts.map((part) => ({ ...part, isShown: false })) },
  }
}

/** Waits for the pictures, and says what is to be printed as the portfolio stands now. */
async function orderFor(tools: Tools, wanted: Wanted, call: Call): Promise<PrintOrder> {
  await tools.intake.finish(call)
  await tools.edited.finish(call)
  return orderAsIs(tools, wanted)
}

type Wanted = Pick<ExportOptions, 'draft' | 'only' | 'out'> & {
  given: GivenOptions
}

/** The same with the pictures that are there already. */
function orderAsIs(
  { db, folder, search, fonts, clock }: Tools,
  { draft, only, out, given }: Wanted,
): PrintOrder {
  const options = { ...bookOptions(db), ...withoutUndefined(given) }
  return {
    source: bookSource({ db, folder }, { only, edition: options.edition }, search.textOf),
    options,
    draft,
    fonts,
    out,
    now: (fixedDate(env.SOURCE_DATE_EPOCH) ?? clock()).toISOString(),
  }
}

/** The moment that a build is to be dated with (reproducible-builds.org), in seconds since 1970; null for none. */
function fixedDate(seconds: string | undefined): Date | null {
  if (seconds === undefined || !/^\d{1,12}$/.test(seconds)) return null
  return new Date(Number(seconds) * 1000)
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
