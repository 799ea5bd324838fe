import * as v from 'valibot'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { PictureState } from '../domain/evidence'
import { languages } from '../domain/portfolio'
import { row } from './table'

/** What the media worker made of a picture. Sizes in px, as seen (upright); `memory` is the worker's own, in bytes. */
export type PictureResult = {
  state: PictureState
  width: number | null
  height: number | null
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
  /**
   * Decodes once and writes two JPEGs (sRGB, upright, no metadata), each aside and renamed: for print and as thumbnail.
   */
  renderPicture: row(
    v.strictObject({ source: v.string(), print: v.string(), thumbnail: v.string() }),
  )<PictureResult>(),
  /** Reads the text of a document; `type` is its media type, `language` says which code page an old text may have. */
  documentText: row(
    v.strictObject({ source: v.string(), type: v.string(), language: v.picklist(languages) }),
  )<DocumentText>(),
} as const

/** Engine to press. The order is ours and large: its type is checked by the compiler, not by a schema. */
export const pressRequests = {
  print: row(v.custom<PrintOrder>((value) => typeof value === 'object' && value !== null))<PrintResult>(),
} as const

export const workerKinds = ['media', 'press'] as const
export type WorkerKind = (typeof workerKinds)[number]
