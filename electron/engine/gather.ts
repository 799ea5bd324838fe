import { basename } from 'node:path'
import type { FileOutcome } from '../contract/engine'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { titleFromFileName, type EvidenceTexts } from '../domain/evidence'
import type { ChangeName } from '../domain/history'
import { longestName } from '../domain/portfolio'
import type { Place } from '../domain/section'
import { attachFile, attachLink, isPhoto, requireLink, type GatheredFile } from './attachments'
import { change, type Changed } from './changes'
import { addEvidence, requireEvidence } from './evidence'
import { storeFile } from './files'
import type { WritableDb } from './database'
import type { Opened } from './opened'
import { placeName } from './rows'

/** One file that came in or was refused. */
type Gathered = { file: GatheredFile } | { refusal: FileOutcome }

/**
 * Stores files one after the other, before any transaction. A file that is refused is named and the others go on;
 * only a full disk, a vanished portfolio and a cancel end the whole.
 */
async function gatherFiles({ folder }: Opened, paths: readonly string[], call: Call): Promise<Gathered[]> {
  const gathered: Gathered[] = []
  for (const [index, path] of paths.entries()) {
    const name = basename(path).normalize('NFC')
    call.progress({ done: index, total: paths.length, step: name })
    try {
      gathered.push({
        file: { name, original: await storeFile(folder, path, { name, signal: call.signal }) },
      })
    } catch (error) {
      const isOneFile = error instanceof Failure && error.code.startsWith('file.')
      if (!isOneFile) throw error
      gathered.push({ refusal: { name, outcome: 'refused', failure: error.toMessage() } })
    }
  }
  return gathered
}

export type NewEvidence = {
  place: Place | null
  links: readonly string[]
  files: readonly string[]
  /** One piece for every file, instead of one for all. */
  each: boolean
} & Partial<EvidenceTexts>

/** The pieces that were made, and what became of each file. */
export type GatheredEvidence = { ids: string[]; files: FileOutcome[] }

/**
 * New evidence from files, links and texts, as one change. No piece is made when nothing came in.
 * Throws `place.unknown`, `link.invalid`, `disk.full`, `cancelled`.
 */
export async function gatherEvidence(
  opened: Opened,
  { place, links, files, each, ...texts }: NewEvidence,
  call: Call,
): Promise<Changed<GatheredEvidence>> {
  const name = place && placeName(opened.db, place)
  for (const url of links) requireLink(url)
  const gathered = await gatherFiles(opened, files, call)
  const came = gathered.flatMap((each) => ('file' in each ? each.file : []))
  const hasWords = Object.values(texts).some((text) => text !== '')
  if (came.length === 0 && links.length === 0 && !hasWords) {
    return { result: { ids: [], files: refusalsOf(gathered) }, nouns: [] }
  }
  return change(opened.db, { name: nameOfAdding(came, links.length, { ...texts, place: name }) }, (db) =>
    each && came.length > 0
      ? addEach(db, gathered, { ...texts, place })
      : addTogether(db, gathered, { ...texts, place, links }),
  )
}

type Texts = Partial<EvidenceTexts> & { place: Place | null }

function addTogether(
  db: WritableDb,
  gathered: readonly Gathered[],
  { links, ...texts }: Texts & { links: readonly string[] },
): GatheredEvidence {
  const came = gathered.flatMap((each) => ('file' in each ? each.file : []))
  const id = addEvidence(db, { ...texts, title: texts.title ?? firstTitle(came) })
  const files = gathered.map((each) => outcomeOf(each, (file) => attachFile(db, id, file)))
  for (const url of links) attachLink(db, { evidence: id, url, caption: '' })
  return { ids: [id], files }
}

function addEach(db: WritableDb, gathered: readonly Gathered[], texts: Texts): GatheredEvidence {
  const ids: string[] = []
  // A folder often holds the same photo twice: it becomes one piece.
  const twins = new Map<string, string>()
  const files = gathered.map((each) =>
    outcomeOf(each, (file) => {
      const twin = twins.get(file.original.hash)
      if (twin !== undefined) return { id: twin, outcome: 'duplicate' }
      const evidence = addEvidence(db, { ...texts, title: texts.title ?? firstTitle([file]) })
      ids.push(evidence)
      const attached = attachFile(db, evidence, file)
      twins.set(file.original.hash, attached.id)
      return attached
    }),
  )
  return { ids, files }
}

/** Attaches files to a piece that is there, as one change. Throws `evidence.gone`, `disk.full`, `cancelled`. */
export async function gatherAttachments(
  opened: Opened,
  { evidence, files }: { evidence: string; files: readonly string[] },
  call: Call,
): Promise<Changed<{ files: FileOutcome[] }>> {
  requireEvidence(opened.db, evidence)
  const gathered = await gatherFiles(opened, files, call)
  const count = gathered.filter((each) => 'file' in each).length
  return change(opened.db, { name: { kind: 'attachFiles', words: { count } } }, (db) => {
    requireEvidence(db, evidence)
    return { files: gathered.map((each) => outcomeOf(each, (file) => attachFile(db, evidence, file))) }
  })
}

function outcomeOf(
  each: Gathered,
  attach: (file: GatheredFile) => ReturnType<typeof attachFile>,
): FileOutcome {
  if ('refusal' in each) return each.refusal
  const { id, outcome } = attach(each.file)
  return { name: each.file.name, outcome, attachment: id }
}

function refusalsOf(gathered: readonly Gathered[]): FileOutcome[] {
  return gathered.flatMap((each) => ('refusal' in each ? each.refusal : []))
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
  { place, note }: { place: string | null; note?: string },
): ChangeName {
  if (place === null) return { kind: 'addUnplaced', words: {} }
  if (files.length > 0 && files.every(isPhoto))
    return { kind: 'addPhotos', words: { count: files.length, place } }
  if (files.length > 0) return { kind: 'addFiles', words: { count: files.length, place } }
  if (links > 0) return { kind: 'addLink', words: { place } }
  return { kind: note ? 'addNote' : 'addEvidence', words: { place } }
}
