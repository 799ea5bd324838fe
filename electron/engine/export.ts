import { env } from 'node:process'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { PreviewedBook } from '../contract/engine'
import type { Call } from '../contract/table'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { BookOptions } from '../domain/book-options'
import type { ExportPurpose } from '../domain/consent'
import type { Departure, GuardedFile } from '../domain/export'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import type { SectionId } from '../domain/section'
import type { Edition } from '../domain/two-languages'
import { bookOptions } from './book'
import { bookSource } from './book-source'
import { departure, hashesOf, named, takenBy } from './departure'
import { createGuard, type Asked, type Leave } from './guard'
import { hashOf } from './files'
import { withoutUndefined } from './rows'
import { fitUnder } from './fitting'
import { recorded } from './export-records'
import { writeEvidenceFolder } from './evidence-folder'
import { writeFileAside, writeFolderAside } from './out-file'
import { listSections } from './portfolio'
import type { Current } from './session'

/** What is not given is as the portfolio keeps it. */
export type ExportOptions = {
  out: string
  draft: boolean
  only: SectionId | null
  /** Whether attached documents come behind the book. */
  annexes?: 'none' | 'all' | undefined
} & Leaving &
  GivenOptions

/** What it is for, and what goes knowingly, with the reasons by hash. */
type Leaving = Leave & { reasons?: Readonly<Record<string, string>> | undefined }

/** In place of what the portfolio keeps. */
type GivenOptions = { [Key in keyof BookOptions]?: BookOptions[Key] | undefined }

/** The open portfolio, and what books are made with. */
type Tools = Current & { fonts: string; clock: () => Date }

/**
 * Prints the portfolio into a PDF. An older file is there until the new one is whole, and stays when anything fails.
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export async function exportPortfolio(
  tools: Tools,
  { purpose, knowingly, reasons, ...wanted }: ExportOptions,
  call: Call,
): Promise<PrintResult & Departure> {
  const { out, only } = wanted
  const kind = only === null ? 'book' : 'section'
  return recorded(tools.db, { kind, out, purpose, reasons }, async (note) =>
    writeFileAside(out, async (aside) => {
      const { result, asked, taken } = await printAside(
        tools,
        { purpose, knowingly, ...wanted },
        { aside, call },
      )
      const hash = (await hashOf(aside)) ?? ''
      if (call.signal.aborted) throw new Failure('cancelled')
      note({ bytes: result.bytes, hash, asked, taken })
      return { ...result, ...named(asked, taken) }
    }),
  )
}

/**
 * Prints a book aside, smaller where it has to fit, and says what of all that was asked is in it; its record is the caller's.
 */
export async function printAside(
  tools: Tools,
  { out, draft, only, annexes, purpose, knowingly, ...given }: Omit<ExportOptions, 'reasons'>,
  { aside, call: { signal, progress } }: { aside: string; call: Call },
): Promise<{ result: PrintResult; asked: readonly Asked[]; taken: ReadonlySet<string> }> {
  const leave = { purpose, knowingly }
  const ready = await orderFor(tools, { draft, only, out: aside, given, leave }, { signal, progress })
  const { asked } = ready
  const order = {
    ...ready.order,
    options: { ...ready.order.options, parts: withAnnexes(ready.order.options.parts, annexes) },
  }
  const make = async (pictures: Record<string, string>): Promise<PrintResult> => {
    await rm(aside, { force: true })
    const whole = { ...order, pictures }
    const printing = tools.press.use(
      (client) => client.print(whole, { signal, onProgress: progress }),
      signal,
    )
    return printing.catch((error: unknown) => {
      throw exportFailure(error, basename(out), signal)
    })
  }
  const whole = await make({})
  const { target } = order.options
  const isFitting = target === null || whole.bytes <= target
  const fit = { pool: tools.pool, folder: tools.folder.cache, print: make }
  const result = isFitting ? whole : await fitUnder(target, whole, fit, { signal, progress })
  if (signal.aborted) throw new Failure('cancelled')
  await requireWhole(aside, result)
  return { result, asked, taken: takenBy(order, result) }
}

/** What would be held back, and of what nobody has said who can be seen, if it left now. */
export function listGuarded(
  { db, folder }: Current,
  { purpose, only }: { purpose: ExportPurpose; only: SectionId | null },
): Pick<Departure<GuardedFile>, 'heldBack' | 'unsaid'> {
  const guard = createGuard(db, { purpose, knowingly: [] })
  bookSource({ db, folder }, { only }, { guard, textOf: () => null })
  const { heldBack, unsaid } = departure(guard.asked)
  return { heldBack, unsaid }
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
  { out, draft, edition, purpose, knowingly, reasons }: FolderOptions & { draft: boolean },
  { signal, progress }: Call,
): Promise<{ files: number; bytes: number } & Departure> {
  return recorded(tools.db, { kind: 'sections', out, purpose, reasons }, (note) =>
    writeFolderAside(out, async (folder) => {
      await mkdir(folder)
      const sections = listSections(tools.db)
      const call = { signal, progress: () => undefined }
      const asked: Asked[] = []
      const taken = new Set<string>()
      let bytes = 0
      for (const [done, { id: only, number, shortTitle }] of sections.entries()) {
        progress({ done, total: sections.length, step: 'sections' })
        const aside = join(folder, fileNameFor(`P${number} ${shortTitle}`, '.pdf'))
        const wanted = { out: aside, draft, only, edition, purpose, knowingly }
        const printed = await printAside(tools, wanted, { aside, call })
        bytes += printed.result.bytes
        asked.push(...printed.asked)
        for (const hash of printed.taken) taken.add(hash)
      }
      note({ bytes, hash: '', asked, taken })
      return { files: sections.length, bytes, ...named(asked, taken) }
    }),
  )
}

type FolderOptions = Leaving & { out: string; edition?: Edition | undefined }

/** Writes the evidence's files into a new folder. Throws `export.*`, `disk.full`, `cancelled`. */
export async function exportFolder(
  { db, folder, intake, edited, search, pool, clock }: Tools,
  {
    out,
    only,
    edition,
    withUncleaned = false,
    purpose,
    knowingly,
    reasons,
  }: FolderOptions & { only: SectionId | null; withUncleaned?: boolean | undefined },
  call: Call,
): Promise<{ files: number; bytes: number; missing: string[]; uncleaned: string[] } & Departure> {
  await intake.finish(call)
  await edited.finish(call)
  const guard = createGuard(db, { purpose, knowingly })
  const source = bookSource({ db, folder }, { only, edition }, { guard, textOf: search.textOf })
  const at = fixedDate(env.SOURCE_DATE_EPOCH) ?? clock()
  return recorded(db, { kind: 'folder', out, purpose, reasons }, async (note) => {
    const { asked } = guard
    const order = { out, withUncleaned, pool, at }
    const { taken, ...written } = await writeEvidenceFolder(source, order, call, (whole) => {
      note({ bytes: whole.bytes, hash: '', asked, taken: hashesOf(whole.taken) })
    })
    return { ...written, ...named(asked, hashesOf(taken)) }
  })
}

/** Lays the book out to be looked at, or its cover alone. Throws `export.stopped`, `cancelled`. */
export async function previewBook(
  tools: Tools,
  {
    draft,
    only,
    coverOnly,
    ...leave
  }: Leave & { draft: boolean; only: SectionId | null; coverOnly: boolean },
  call: Call,
): Promise<PreviewedBook> {
  const wanted = { draft, only, out: '', given: {}, leave }
  const order = coverOnly
    ? coverOf(orderAsIs(tools, wanted).order)
    : (await orderFor(tools, wanted, call)).order
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
async function orderFor(tools: Tools, wanted: Wanted, call: Call): Promise<GuardedOrder> {
  await tools.intake.finish(call)
  await tools.edited.finish(call)
  return orderAsIs(tools, wanted)
}

type Wanted = Pick<ExportOptions, 'draft' | 'only' | 'out'> & {
  given: GivenOptions
  leave: Leave
}

/** What is to be printed, and what its guard was asked. */
type GuardedOrder = { order: PrintOrder; asked: readonly Asked[] }

/** The same with the pictures that are there already. */
function orderAsIs(
  { db, folder, search, fonts, clock }: Tools,
  { draft, only, out, given, leave }: Wanted,
): GuardedOrder {
  const options = { ...bookOptions(db), ...withoutUndefined(given) }
  const guard = createGuard(db, leave)
  const source = bookSource(
    { db, folder },
    { only, edition: options.edition },
    { guard, textOf: search.textOf },
  )
  const now = (fixedDate(env.SOURCE_DATE_EPOCH) ?? clock()).toISOString()
  return { order: { source, options, draft, fonts, out, now }, asked: guard.asked }
}

/** The moment that a build is to be dated with (reproducible-builds.org), in seconds since 1970; null for none. */
function fixedDate(seconds: string | undefined): Date | null {
  if (seconds === undefined || !/^\d{1,12}$/.test(seconds)) return null
  return new Date(Number(seconds) * 1000)
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
