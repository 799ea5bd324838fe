import type { PhotoLayout } from './book-options'
import { countConsent, type ConsentCounts, type ConsentStatus, type FileConsent } from './consent'
import { showsPeople } from './file-group'
import { problemOf, type FileProblem } from './file-problem'
import { hasMarks, plainText } from './rich-text'
import type { Place, SectionId } from './section'

/**
 * How far the pictures of a file have come: `none` (a document, it has none), `waiting` for the media worker, `ready`, `damaged` (only a part
 * could be read and is shown), `unreadable` (kept as it is, no picture can be made).
 */
export const pictureStates = ['none', 'waiting', 'ready', 'damaged', 'unreadable'] as const

export type PictureState = (typeof pictureStates)[number]

/** The same for the words in a file: `none` (it has none, as a photo), `empty` (a scan), `locked` (behind a password). */
export const textStates = ['waiting', 'none', 'ready', 'empty', 'locked', 'unreadable'] as const
export type TextState = (typeof textStates)[number]

/** The file behind an attachment, stored once under its SHA-256 and never changed. */
export type StoredFile = {
  hash: string
  bytes: number
  /** Media type by content, `application/octet-stream` when unknown. */
  type: string
  /** Width and height in px as seen, after orientation; null until known or when it has none. */
  width: number | null
  height: number | null
  picture: PictureState
  /** The large picture is made after all small ones. */
  hasPrint: boolean
  /** Pages of a document; null when not known or when it has none. */
  pages: number | null
  /** Length of a film or sound in ms; null for all else. */
  duration: number | null
  /** When a camera took it, its own clock as text, `2026-05-14T09:30:00`; empty when not told. */
  takenAt: string
  /** How far its text has come. */
  text: TextState
  /** Mean brightness of its picture, 0 (black) to 255; null while not known. */
  brightness: number | null
  consent: FileConsent
  /** Whether it may leave the app in an application for the label. */
  status: ConsentStatus
}

type AttachmentText = {
  id: string
  caption: string
  /** What a person who cannot see the picture needs to know. */
  alt: string
}

export type FileAttachment = AttachmentText & {
  role: 'photo' | 'document'
  /** The file's name when it was gathered. */
  name: string
  file: StoredFile
  /** How a photo is shown, as `writeEdit` writes it; empty for one as it came, and for documents. */
  edit: string
  /** Which of its pages come behind the book (domain/annex.ts). */
  annex: string
}

/** What was kept of a page, since pages vanish: a picture of the screen, a saved PDF or HTML file. */
export type KeptCopy = { name: string; file: StoredFile }

export type LinkAttachment = AttachmentText & {
  role: 'link'
  url: string
  /** The day on which someone last saw that the address leads there, `YYYY-MM-DD`; empty while not said. */
  checkedOn: string
  copy: KeptCopy | null
}

export type Attachment = FileAttachment | LinkAttachment

/** What a person writes about a piece of evidence. */
export type EvidenceTexts = {
  title: string
  /** What it shows: one or two sentences for the assessor. */
  shows: string
  /** Text that is itself the evidence: a quotation, an extract, a log. */
  note: string
  /** `YYYY-MM-DD`, or empty. */
  date: string
  /** The last day when it took longer than one, `YYYY-MM-DD`, or empty. */
  dateUntil: string
}

/** What sort of thing it is, in the words of the label's form and of what schools put forward. */
export const evidenceKinds = [
  'policy',
  'plan',
  'minutes',
  'certificate',
  'photos',
  'lesson',
  'product',
  'testimony',
  'survey',
  'press',
  'web',
  'event',
  'other',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** How far it reached. */
export const evidenceLevels = ['class', 'school', 'local', 'national', 'european'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]

/** What is said about a piece by choosing; empty: not said. */
export type EvidenceFacts = { kind: EvidenceKind | ''; level: EvidenceLevel | '' }

/** What a piece belongs to: ids of people and projects, in the order of their lists; tags sorted. */
type EvidenceTies = {
  people: string[]
  projects: string[]
  /** The school's own words, and letters of criteria. */
  tags: string[]
}

/** One thing shown. */
export type Evidence = EvidenceTexts &
  EvidenceFacts &
  EvidenceTies & {
    id: string
    /** When it was gathered, ISO 8601. */
    addedAt: string
    /** As in the book, `P3-02`; null while it is placed nowhere. */
    number: string | null
    places: Place[]
    attachments: Attachment[]
    /** The attachment chosen for its card; empty for the first photo. */
    cover: string
    /** How its photos stand in the book. */
    photoLayout: PhotoLayout
  }

/** A piece as lists show it: light enough for ten thousand of them. */
export type EvidenceSummary = Pick<
  Evidence,
  'id' | 'addedAt' | 'number' | 'title' | 'date' | 'dateUntil' | 'places'
> &
  EvidenceFacts &
  EvidenceTies & {
    /** What its card shows: what was chosen, else the first photo, else the first file or link. */
    cover: Attachment | null
    /** The beginning of the note, for a card without a cover. */
    excerpt: string
    photos: number
    /** Photos, files and links together. */
    items: number
    /** What is wrong with the first of its files with which something is; null where all is well. */
    problem: FileProblem | null
    /** How its photos and videos stand, and what else something was said of. */
    consent: ConsentCounts
    /** Ids of the persons and groups that are in its files. */
    subjects: string[]
    /** An answer or a plan names it. */
    isCited: boolean
  }

const nothing: ReadonlySet<string> = new Set()

const noFiles: ConsentCounts = { clear: 0, unsaid: 0, heldBack: 0 }

/**
 * What lists show of a piece. Field by field: it is done for ten thousand at once.
 * @param cited the ids of the evidence that answers and plans name, where that is asked
 */
export function summaryOf(evidence: Evidence, cited = nothing): EvidenceSummary {
  const { attachments } = evidence
  const seen = attachments.flatMap((attachment) => {
    const file = fileOf(attachment)
    return file && hasPeople(file) ? [file] : []
  })
  return {
    id: evidence.id,
    addedAt: evidence.addedAt,
    number: evidence.number,
    title: evidence.title,
    date: evidence.date,
    dateUntil: evidence.dateUntil,
    places: evidence.places,
    kind: evidence.kind,
    level: evidence.level,
    people: evidence.people,
    projects: evidence.projects,
    tags: evidence.tags,
    cover: coverOf(evidence),
    excerpt: excerptOf(evidence.note),
    photos: attachments.filter(({ role }) => role === 'photo').length,
    items: attachments.length,
    problem: firstProblem(attachments),
    consent: seen.length === 0 ? noFiles : countConsent(seen.map(({ status }) => status)),
    subjects: [...new Set(seen.flatMap(({ consent }) => consent.subjects))],
    isCited: cited.has(evidence.id),
  }
}

function firstProblem(attachments: readonly Attachment[]): FileProblem | null {
  for (const attachment of attachments) {
    const file = fileOf(attachment)
    const problem = file && problemOf(file)
    if (problem) return problem
  }
  return null
}

/** The first words of a note without their look. Only texts with marks are read: lists ask it of ten thousand pieces. */
function excerptOf(note: string): string {
  const start = note.slice(0, 400)
  return (hasMarks(start) ? plainText(start) : start).slice(0, 160)
}

/** The file behind an attachment: of a link its kept copy; null for a link without one. */
export function fileOf(attachment: Attachment): StoredFile | null {
  return attachment.role === 'link' ? (attachment.copy?.file ?? null) : attachment.file
}

/** An attachment as the file that it holds: of a link its kept copy, as the document that it is; null for a link without one. */
export function heldFile(attachment: Attachment): FileAttachment | null {
  if (attachment.role !== 'link') return attachment
  const { id, caption, alt, copy } = attachment
  return copy && { id, role: 'document', caption, alt, edit: '', annex: 'none', ...copy }
}

/** True for a file of which somebody has to say who can be seen in it, or has said it. */
export function hasPeople({
  type,
  consent,
  status,
}: Pick<StoredFile, 'type' | 'consent' | 'status'>): boolean {
  const isSaid = consent.people !== '' || consent.state !== '' || consent.subjects.length > 0
  return isSaid || status !== 'clear' || showsPeople(type)
}

/** True for a file of which a picture can be shown, now or soon. */
export function hasPicture(attachment: Attachment): attachment is FileAttachment {
  if (attachment.role === 'link') return false
  const { picture } = attachment.file
  return attachment.role === 'photo' || picture === 'ready' || picture === 'damaged'
}

/** The file of an attachment, or a link's kept copy, that can be looked at large; null for what has no picture. */
export function picturedFile(attachment: Attachment): FileAttachment | null {
  const file = heldFile(attachment)
  return file && hasPicture(file) ? file : null
}

/** What a piece's card shows: the attachment that was chosen while it is there, else the first photo, else the first of all. */
export function coverOf({ attachments, cover }: Pick<Evidence, 'attachments' | 'cover'>): Attachment | null {
  const chosen = attachments.find(({ id }) => id === cover)
  return chosen ?? attachments.find(({ role }) => role === 'photo') ?? attachments[0] ?? null
}

/** The order of places that decides the numbers: by section, strand, and position under it. */
export type PlacedEvidence = { evidence: string; section: SectionId; sectionNumber: number }

/**
 * Numbers evidence as the book does: each piece once, where it first stands, counted per section.
 * @param placed all placements, already in the book's order
 * @returns evidence id -> `P3-02`
 */
export function evidenceNumbers(placed: readonly PlacedEvidence[]): Map<string, string> {
  const numbers = new Map<string, string>()
  const counts = new Map<number, number>()
  for (const { evidence, sectionNumber } of placed) {
    if (numbers.has(evidence)) continue
    const count = (counts.get(sectionNumber) ?? 0) + 1
    counts.set(sectionNumber, count)
    numbers.set(evidence, `P${sectionNumber}-${String(count).padStart(2, '0')}`)
  }
  return numbers
}

const cameraName =
  /^(img|dsc|dscn|dscf|pxl|p|photo|image|foto|resim|whatsapp[ _-]image|screenshot|scan)?[ _-]*[\d _.()-]*(at[ \d.]*)?(am|pm)?[ _()\d-]*(copy)?$/i

/**
 * A first title from a file's name: its stem with underscores as spaces; empty where the name is only what a
 * camera or a scanner gives (`IMG_2041`), since that says nothing to an assessor.
 */
export function titleFromFileName(name: string): string {
  const stem = name
    .normalize('NFC')
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/_+/g, ' ')
    .trim()
  return cameraName.test(stem) ? '' : stem
}

/** True for a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The address as it is kept: http or https only, with `https://` put before a bare host; null when it is no address. */
export function parseLink(text: string): string | null {
  const trimmed = text.trim()
  const candidate =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/]+:\d+(\/|$)/.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(candidate)) return null
  const url = new URL(candidate)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  const hasHost = url.hostname.includes('.') && !/\s/.test(trimmed)
  return isWeb && hasHost && !url.username && !url.password ? url.href : null
}

/** An address as a person writes it: letters of any alphabet instead of their percent codes. */
export function readableLink(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

/** An address longer than this fills a dialog, and pushes its buttons off the screen. */
const longestShown = 400

/**
 * An address as it is asked about before it is opened: the host as the network knows it (`xn--…` for letters that may look
 * like others), signs that turn or hide text in their codes; of a very long one the middle is left out.
 * @param url as `parseLink` gives it
 */
export function shownLink(url: string): string {
  if (url.length <= longestShown) return url
  const end = longestShown / 4
  return `${url.slice(0, longestShown - end)} … ${url.slice(-end)}`
}

/** The renditions of a picture. */
export const pictureSizes = ['thumbnail', 'print', 'large'] as const
export type PictureSize = (typeof pictureSizes)[number]

/**
 * The longest edge of each rendition in px. For print: 220 dpi over the full width of the text of an A4 page. The large one
 * is made only when someone looks closer. Thumbnails are an eighth of what phones take (4000 or 4032 px): decoded so small, a
 * photo takes three quarters of the time that it takes at a quarter.
 */
export const pictureEdges: Readonly<Record<PictureSize, number>> = {
  thumbnail: 500,
  print: 1600,
  large: 4000,
}

/** The size of a picture once its longer edge is at most `edge` px; never larger than it was. */
export function fitInto(
  edge: number,
  { width, height }: { width: number; height: number },
): {
  width: number
  height: number
} {
  const scale = Math.min(1, edge / Math.max(width, height, 1))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
