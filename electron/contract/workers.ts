import * as v from 'valibot'
import type { LaidBook, PrintOrder, PrintResult } from '../domain/book'
import { pictureSizes, type PictureState } from '../domain/evidence'
import { languages } from '../domain/portfolio'
import type { ListOrder } from '../domain/printed-list'
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
      edit: v.string(),
      redaction: v.strictObject({ regions: v.string(), seed: v.string() }),
      page: v.number(),
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
    v.strictObject({ source: v.string(), out: v.string(), edge: v.number(), quality: v.number() }),
  )<{ memory: number }>(),
  /** Reads the text of a document; `type` is its media type, `language` says which code page an old text may have. */
  documentText: row(
    v.strictObject({ source: v.string(), type: v.string(), language: v.picklist(languages) }),
  )<DocumentText>(),
} as const

const printOrder = v.custom<PrintOrder>((value) => typeof value === 'object' && value !== null)

const listOrder = v.custom<ListOrder>((value) => typeof value === 'object' && value !== null)

/** Engine to press. The order is ours and large: its type is checked by the compiler, not by a schema. */
export const pressRequests = {
  print: row(printOrder)<PrintResult>(),
  /** Prints a list for paper. Throws as `print` does. */
  printList: row(listOrder)<Pick<PrintResult, 'bytes' | 'pages'>>(),
  /** Lays a book out, to be looked at page by page. */
  layBook: row(printOrder)<LaidBook>(),
  /** Draws a page of the book that was laid out last as a PDF of its own; not when it has no such page. */
  drawPage: row(v.strictObject({ key: v.string(), out: v.string() }))<{ isDrawn: boolean }>(),
} as const

export const workerKinds = ['media', 'press'] as const
export type WorkerKind = (typeof workerKinds)[number]
