import * as v from 'valibot'
import type { LaidBook, PrintOrder, PrintResult } from '../domain/book'
import { paperSizes } from '../domain/book-options'
import { pictureSizes, type PictureState } from '../domain/evidence'
import { languages } from '../domain/portfolio'
import type { ListOrder } from '../domain/printed-list'
import { photoEdit, regions } from './fields'
import type { SeenFace } from './redaction-requests'
import { row } from './table'

/** What the media worker sees in a file. */
export type FileLook = {
  /** `none`: a file of which no picture can be made. */
  picture: Exclude<PictureState, 'waiting'>
  /** px as seen (upright); null where there is no picture. */
  width: number | null
  height: number | null
  /** The camera's own clock as text, `2026-05-14T09:30:00`, and its distance from UTC, `+03:00`; empty when not told. */
  takenAt: string
  takenOffset: string
  /** A 64-bit perceptual hash (pHash of the thumbnail's cosine transform) as 16 hex digits; empty without a picture. */
  fingerprint: string
  /** Mean brightness of the picture, 0 (black) to 255; null without one. */
  brightness: number | null
  /** Pages of a document, null when not known. */
  pages: number | null
  /** Length of a film or sound in ms, null when not known. */
  duration: number | null
  /** The worker's own, in bytes. */
  memory: number
}

/** The text of a document: NFC, lines by line feeds, paragraphs by blank lines. */
export type DocumentText = {
  text: string
  pages: number | null
  /** `empty`: no text in it (a scan); `locked`: behind a password; `unreadable`: no document that we can read. */
  state: 'ready' | 'empty' | 'locked' | 'unreadable'
}

/**
 * What came of cleaning a file: written anew, copied since there is nothing to clean, or not written at all. Memory is the
 * worker's own, in bytes.
 */
export type CleanedFile = { state: 'cleaned' | 'asIs' | 'cannot'; memory: number }

const positive = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Engine to media worker. Paths are trusted here: both ends are ours. */
export const mediaRequests = {
  /** Makes ready for photos before the first comes. */
  warmUp: row(v.strictObject({}))<null>(),
  /** Looks at a file of any kind and writes the thumbnail, where it has a picture: a photo, a first page. */
  lookAt: row(v.strictObject({ source: v.string(), type: v.string(), thumbnail: v.string() }))<FileLook>(),
  /**
   * Writes the renditions that are named, where the file has a picture: a photo as its edit says, with what is covered in
   * it, or a page (from 1). `seed` is what the noise in place of the covered comes of.
   */
  drawPictures: row(
    v.strictObject({
      source: v.string(),
      type: v.string(),
      edit: photoEdit,
      redaction: v.strictObject({ regions, seed: v.string() }),
      page: positive,
      pictures: v.array(v.strictObject({ size: v.picklist(pictureSizes), path: v.string() })),
    }),
  )<Pick<FileLook, 'picture' | 'memory'>>(),
  /** Looks for faces in a photo. */
  findFaces: row(v.strictObject({ source: v.string(), type: v.string() }))<{
    faces: SeenFace[]
    memory: number
  }>(),
  /** Writes a JPEG again with a shorter longest edge in px and another quality; never larger than it is. */
  shrinkPicture: row(
    v.strictObject({
      source: v.string(),
      out: v.string(),
      edge: positive,
      quality: v.pipe(positive, v.maxValue(100)),
    }),
  )<{ memory: number }>(),
  /**
   * Reads the text of a document; `type` is its media type, `language` says which code page an old text may have, `isWhole` asks for
   * what stands around the text of a Word document as well.
   */
  documentText: row(
    v.strictObject({
      source: v.string(),
      type: v.string(),
      language: v.picklist(languages),
      isWhole: v.optional(v.boolean()),
    }),
  )<DocumentText>(),
  /** Writes a file anew without what it tells of people, places and programs beside what it shows. Throws `disk.full`. */
  cleanFile: row(v.strictObject({ source: v.string(), type: v.string(), out: v.string() }))<CleanedFile>(),
} as const

const path = v.pipe(v.string(), v.minLength(1))
const part = v.looseObject({})

/** Where an order is written to (nowhere when it is only laid out), and with what. What is in the book is ours and large: the compiler checks it, no schema. */
const orderFields = { fonts: path, out: v.string(), now: v.pipe(v.string(), v.isoTimestamp()) }

const printOrder = v.pipe(
  v.looseObject({ source: part, options: part, draft: v.boolean(), ...orderFields }),
  v.transform((order) => order as unknown as PrintOrder),
)

const listOrder = v.pipe(
  v.looseObject({ list: part, paper: v.picklist(paperSizes), ...orderFields }),
  v.transform((order) => order as unknown as ListOrder),
)

/** Engine to press. */
export const pressRequests = {
  print: row(printOrder)<PrintResult>(),
  /** Prints a list for paper. Throws as `print` does. */
  printList: row(listOrder)<Pick<PrintResult, 'bytes' | 'pages'>>(),
  /** Lays a book out, to be looked at page by page. */
  layBook: row(printOrder)<LaidBook>(),
  /** Draws a page of the book that was laid out last as a PDF of its own; not when it has no such page. */
  drawPage: row(v.strictObject({ key: v.string(), out: v.string() }))<{ isDrawn: boolean }>(),
} as const

/** What is in a copy of a database that is whole: pieces of evidence and answers written. */
export type CopyContents = { pieces: number; answers: number }

/** Engine to checker. Null: the copy is damaged, or no portfolio's. */
export const checkerRequests = {
  /** Copies a database that the engine has open into one file at rest, and checks it. Throws `disk.full`, `cancelled`. */
  takeCopy: row(v.strictObject({ from: path, to: path }))<CopyContents | null>(),
  /** Checks one that lies there; nothing is written. */
  checkCopy: row(v.strictObject({ path }))<CopyContents | null>(),
} as const

export const workerKinds = ['media', 'press', 'checker'] as const
export type WorkerKind = (typeof workerKinds)[number]

/**
 * How V8 is started in each. There is a media worker for every core, each with a heap of JavaScript for every thread of libvips:
 * small young generations and no code beforehand take 35 MB less of each, and what takes the time is WebAssembly, which they
 * do not slow down.
 */
export const workerFlags: Readonly<Record<WorkerKind, readonly string[]>> = {
  media: ['--optimize-for-size', '--max-semi-space-size=1'],
  press: [],
  checker: [],
}
