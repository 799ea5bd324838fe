import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileOutcome } from '../contract/evidence-requests'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { titleFromFileName, type EvidenceTexts } from '../domain/evidence'
import type { ChangeName } from '../domain/history'
import { longestName } from '../domain/portfolio'
import type { Place } from '../domain/section'
import { attachFile, attachLink, isPhoto, requireLink, type GatheredFile } from './attachments'
import { growingChange, type Changed, type GrowingChange } from './changes'
import { addEvidence, findEvidence, requireEvidence, writeEvidence } from './evidence'
import { storeFile, type StoredOriginal } from './files'
import { requireUnforgotten } from './forgotten-files'
import type { WritableDb } from './database'
import type { Opened } from './opened'
import { isDriveGone } from './system-errors'
import { placeName } from './rows'
import { useTwin } from './twins'

/** One file that came in or was refused. */
type Gathered = { file: GatheredFile } | { refusal: FileOutcome }

/** How a gathering is heard of while it is under way. */
export type Reporting = {
  call: Call
  /** Tells the screens what a part of it touched, and sets the workers to work on it. */
  told: <Result>(changed: Changed<Result>) => Result
  /** Resolves when what came in so far has its thumbnails, or when that takes too long. */
  catchUp: () => Promise<void>
  /** Takes the hashes of stored files to which nothing refers after all. */
  dropped: Set<string>
}

/** As many cards as a screen holds: nothing else is done until these show their pictures. */
const firstScreen = 20

/** They are handed on once so many are stored: looked at while the next are stored, and the window draws few at once. */
const firstParts: readonly number[] = [4, 12, firstScreen]

/** The first files are shown after this time, in ms; later ones less often, up to `slowest`: each time, lists are read anew. */
const soonest = 250
const slowest = 2000

/** Files on their way in. `recalls`: the user was asked about those that were forgotten once. */
type Coming = { paths: readonly string[]; call: Call; recalls: boolean }

/** The files of a gathering that are stored, by hash, also those that no part holds yet. */
type Originals = Set<string>

/**
 * Stores files one after the other, before any transaction, and hands them on in parts. A file that is refused is named and
 * the others go on; only a full disk, a vanished portfolio and a cancel end the whole.
 */
async function* storeFiles(
  { db, folder }: Opened,
  { paths, call, recalls }: Coming,
  originals: Originals,
): AsyncGenerator<Gathered[]> {
  let part: Gathered[] = []
  let pause = soonest
  let last = performance.now()
  for (const [index, path] of paths.entries()) {
    const name = basename(path).normalize('NFC')
    call.progress({ done: index, total: paths.length, step: name })
    try {
      const admit = (original: StoredOriginal) => {
        if (!recalls) requireUnforgotten(db, name, original)
      }
      const original = await storeFile(folder, path, { name, signal: call.signal, admit })
      originals.add(original.hash)
      part.push({ file: { name, original } })
    } catch (error) {
      const isOneFile = error instanceof Failure && error.code.startsWith('file.')
      if (!isOneFile) throw error
      part.push({ refusal: { name, outcome: 'refused', failure: error.toMessage() } })
    }
    if (!firstParts.includes(index + 1) && performance.now() - last < pause) continue
    yield part
    part = []
    if (index >= firstScreen) pause = Math.min(slowest, pause * 1.5)
    last = performance.now()
  }
  if (part.length > 0) yield part
}

export type NewEvidence = {
  place: Place | null
  links: readonly string[]
  files: readonly string[]
  /** One piece for every file, instead of one for all. */
  each: boolean
  /** The user was asked about files that are here already: what is a piece of its own is placed, not made once more. */
  placesTwins: boolean
  /** The user was asked about files that were forgotten once; otherwise they are refused. */
  recalls: boolean
} & Partial<EvidenceTexts>

/** The pieces that were made, and what became of each file. */
export type GatheredEvidence = { ids: string[]; files: FileOutcome[] }

/**
 * New evidence from files, links and texts, as one change; what is stored shows while the rest is on its way. No piece is
 * made when nothing came in. When it is cancelled or the disk is full, nothing of it stays.
 * Throws `place.unknown`, `link.invalid`, `disk.full`, `cancelled`; `gathering.kept` in place of these two when something was
 * built on it meanwhile, `gathering.cut` when the drive went half-way: what came in stays.
 */
export async function gatherEvidence(
  opened: Opened,
  { files: paths, each, placesTwins, recalls, ...input }: NewEvidence,
  reporting: Reporting,
): Promise<GatheredEvidence> {
  const { place, links, note } = input
  const placed = place && placeName(opened.db, place)
  for (const url of links) requireLink(url)
  const whole: GatheredEvidence = { ids: [], files: [] }
  const came: GatheredFile[] = []
  const isOneFile = paths.length === 1 && links.length === 0 && note === undefined
  const isApart = (each || isOneFile) && paths.length > 0
  const adding = isApart ? addEach(input, { placesTwins }) : addTogether(input)

  function add(growing: GrowingChange, part: readonly Gathered[]): void {
    came.push(...part.flatMap((one) => ('file' in one ? one.file : [])))
    const name = nameOfAdding(came, links.length, { note, place: placed })
    const { ids, files } = reporting.told(growing.add(name, (db) => adding(db, part, came)))
    whole.ids.push(...ids)
    whole.files.push(...files)
  }

  await inParts(
    opened,
    { paths, recalls, ...reporting },
    (growing, part) => {
      if (part.some((one) => 'file' in one)) add(growing, part)
      else whole.files.push(...refusalsOf(part))
    },
    (growing) => {
      const { title, shows } = input
      const hasWords = [title, shows, note].some((text) => text !== undefined && text !== '')
      if (whole.ids.length === 0 && (links.length > 0 || hasWords)) add(growing, [])
    },
  )
  return whole
}

/** Runs the parts of a gathering as one change, and takes them back when it does not come to its end. Throws `gathering.cut`, `.kept`. */
async function inParts(
  opened: Opened,
  { paths, recalls, call, told, catchUp, dropped }: Coming & Reporting,
  add: (growing: GrowingChange, part: readonly Gathered[]) => void,
  finish: (growing: GrowingChange) => void = () => undefined,
): Promise<void> {
  const growing = growingChange(opened.db)
  const originals: Originals = new Set()
  let stored = 0
  let came = 0
  try {
    for await (const part of storeFiles(opened, { paths, call, recalls }, originals)) {
      add(growing, part)
      stored += part.length
      came += part.filter((one) => 'file' in one).length
      if (stored === firstScreen && stored < paths.length) await catchUp()
    }
    finish(growing)
  } catch (error) {
    // What was confirmed stays, since a drive that is gone lets nothing be taken back; it can be undone when it is there again.
    if (isDriveGone(error) || !existsSync(opened.db.name))
      throw new Failure('gathering.cut', { came, left: paths.length - stored }, { cause: error })
    const isGone = told(growing.drop())
    for (const hash of originals) dropped.add(hash)
    const isKnown = error instanceof Failure && (error.code === 'cancelled' || error.code === 'disk.full')
    if (isGone || !isKnown) throw error
    throw new Failure('gathering.kept', { count: came, why: error.code }, { cause: error })
  }
}

type Texts = Pick<NewEvidence, 'place' | 'links'> & Partial<EvidenceTexts>
type Adding = (db: WritableDb, part: readonly Gathered[], came: readonly GatheredFile[]) => GatheredEvidence

/** One piece for all. Its title follows the files until a person writes one. */
function addTogether({ links, ...texts }: Texts): Adding {
  let id: string | null = null
  let title = texts.title ?? ''
  return (db, part, came) => {
    const better = texts.title ?? firstTitle(came)
    const isNew = id === null
    const evidence = (id ??= addEvidence(db, { ...texts, title: better }))
    if (!isNew && better !== title && findEvidence(db, evidence).title === title) {
      writeEvidence(db, { id: evidence, title: better })
    }
    title = better
    const files = part.map((one) => outcomeOf(one, (file) => attachFile(db, evidence, file)))
    if (isNew) for (const url of links) attachLink(db, { evidence, url, caption: '' })
    return { ids: isNew ? [evidence] : [], files }
  }
}

/** One piece a file. */
function addEach(
  { links: _links, ...texts }: Texts,
  { placesTwins }: Pick<NewEvidence, 'placesTwins'>,
): Adding {
  // A folder often holds the same photo twice: it becomes one piece.
  const twins = new Map<string, string>()
  return (db, part) => {
    const ids: string[] = []
    const files = part.map((one) =>
      outcomeOf(one, (file) => {
        const twin = twins.get(file.original.hash)
        if (twin !== undefined) return { id: twin, outcome: 'duplicate' }
        const known = placesTwins ? useTwin(db, file.original.hash, texts.place) : null
        if (known) {
          ids.push(known.evidence)
          twins.set(file.original.hash, known.attachment)
          return { id: known.attachment, outcome: 'added' }
        }
        const evidence = addEvidence(db, { ...texts, title: texts.title ?? firstTitle([file]) })
        ids.push(evidence)
        const attached = attachFile(db, evidence, file)
        twins.set(file.original.hash, attached.id)
        return attached
      }),
    )
    return { ids, files }
  }
}

/** Attaches files to a piece that is there, as one change. Throws `evidence.gone`, and as `gatherEvidence` does. */
export async function gatherAttachments(
  opened: Opened,
  { evidence, files: paths, recalls }: { evidence: string; files: readonly string[]; recalls: boolean },
  reporting: Reporting,
): Promise<{ files: FileOutcome[] }> {
  requireEvidence(opened.db, evidence)
  const files: FileOutcome[] = []
  let count = 0
  await inParts(opened, { paths, recalls, ...reporting }, (growing, part) => {
    count += part.filter((one) => 'file' in one).length
    const name: ChangeName = { kind: 'attachFiles', words: { count } }
    const outcomes = reporting.told(
      growing.add(name, (db) => {
        requireEvidence(db, evidence)
        return part.map((one) => outcomeOf(one, (file) => attachFile(db, evidence, file)))
      }),
    )
    files.push(...outcomes)
  })
  return { files }
}

function outcomeOf(
  each: Gathered,
  attach: (file: GatheredFile) => ReturnType<typeof attachFile>,
): FileOutcome {
  if ('refusal' in each) return each.refusal
  const { id, outcome } = attach(each.file)
  return { name: each.file.name, outcome, attachment: id }
}

function refusalsOf(part: readonly Gathered[]): FileOutcome[] {
  return part.flatMap((one) => ('refusal' in one ? one.refusal : []))
}

/** The name of the first document, else of the first photo that a person named. */
function firstTitle(files: readonly GatheredFile[]): string {
  const ordered = [...files.filter((file) => !isPhoto(file)), ...files.filter(isPhoto)]
  const titles = ordered.map(({ name }) => titleFromFileName(name)).filter((title) => title !== '')
  return (titles[0] ?? '').slice(0, longestName)
}

function nameOfAdding(
  files: readonly GatheredFile[],
  links: number,
  { place, note }: { place: string | null; note: string | undefined },
): ChangeName {
  if (place === null) return { kind: 'addUnplaced', words: {} }
  if (files.length > 0 && files.every(isPhoto))
    return { kind: 'addPhotos', words: { count: files.length, place } }
  if (files.length > 0) return { kind: 'addFiles', words: { count: files.length, place } }
  if (links > 0) return { kind: 'addLink', words: { place } }
  return { kind: note ? 'addNote' : 'addEvidence', words: { place } }
}
