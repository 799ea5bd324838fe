import { readFile, stat } from 'node:fs/promises'
import type { DocumentText } from '../contract/workers'
import type { Language } from '../domain/portfolio'
import { decodeText } from './decode-text'
import { officeFormat } from './file-kinds'
import { htmlDocumentText, svgText } from './html-text'
import { largestFile } from './limits'
import { mailText } from './mail-text'
import { officeDocumentText, OfficeLocked } from './office-document'
import { pdfText } from './pdf-text'
import { PdfLocked } from './pdfium'
import { rtfText } from './rtf-text'

/** As much text as is kept of a document, in characters: a thick book. */
const longestText = 2_000_000

const unreadable: DocumentText = { text: '', pages: null, state: 'unreadable' }
const locked: DocumentText = { text: '', pages: null, state: 'locked' }

/** Office Open XML behind a password is a compound file with this part, named in UTF-16. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** Control characters but line feeds and tabs, halves of surrogate pairs, byte order marks. */
const unseen = /(?![\n\t])\p{Cc}|\p{Cs}|\ufeff/gu

type Reader = (path: string, language: Language) => Promise<DocumentText>

const readers: Readonly<Record<string, Reader>> = {
  'application/pdf': readPdf,
  'application/rtf': readRtf,
  'text/rtf': readRtf,
  'text/html': readHtml,
  'image/svg+xml': readSvg,
  'message/rfc822': readMail,
  'application/x-cfb': readCompound,
}

/**
 * Reads the text of a document: plain text, CSV and Markdown in any of the usual encodings, HTML, messages, PDF, RTF,
 * the office formats of Microsoft (since 2007) and of OASIS, SVG. `type` is the media type of its content.
 * Whatever is wrong with the document is told by `state`; only a file that is gone throws.
 */
export async function documentText(order: {
  source: string
  type: string
  language: Language
  /** With the headers, footers and notes of a Word document, which are found by but are no part of what it says. */
  isWhole?: boolean | undefined
}): Promise<DocumentText> {
  const { source, type, language, isWhole = false } = order
  const reader = readerOf(type, isWhole)
  if (!reader || (await stat(source)).size > largestFile) return unreadable
  try {
    return await reader(source, language)
  } catch (error) {
    return error instanceof PdfLocked || error instanceof OfficeLocked ? locked : unreadable
  }
}

function readerOf(type: string, isWhole: boolean): Reader | null {
  const format = officeFormat(type)
  if (format)
    return async (path) => found(await officeDocumentText(path, { format, most: longestText, isWhole }))
  return readers[type] ?? (type.startsWith('text/') ? readPlain : null)
}

async function readPlain(path: string, language: Language): Promise<DocumentText> {
  return found(decodeText(await readFile(path), language))
}

async function readPdf(path: string): Promise<DocumentText> {
  const { text, pages } = await pdfText(await readFile(path), longestText)
  return { ...found(text), pages }
}

async function readRtf(path: string): Promise<DocumentText> {
  return found(rtfText(await readFile(path), longestText))
}

async function readHtml(path: string, language: Language): Promise<DocumentText> {
  return found(htmlDocumentText(await readFile(path), language))
}

async function readSvg(path: string, language: Language): Promise<DocumentText> {
  return found(svgText(await readFile(path), language))
}

async function readMail(path: string): Promise<DocumentText> {
  return found(await mailText(await readFile(path)))
}

/** A compound file is an old Word document, which we cannot read, or a new one behind a password. */
async function readCompound(path: string): Promise<DocumentText> {
  return (await readFile(path)).includes(encryptedPackage) ? locked : unreadable
}

function found(raw: string): DocumentText {
  const text = raw
    .slice(0, longestText)
    .replace(/\r\n?|[\f\v\u2028]/g, '\n')
    .replace(/\u2029/g, '\n\n')
    .replace(unseen, '')
    .normalize('NFC')
  return text.trim() === ''
    ? { text: '', pages: null, state: 'empty' }
    : { text, pages: null, state: 'ready' }
}
