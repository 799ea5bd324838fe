import { readFile, stat } from 'node:fs/promises'
import type { DocumentText } from '../contract/workers'
import type { Language } from '../domain/portfolio'
import { decodeText } from './decode-text'
import { openDocumentText, wordText } from './office-text'
import { PdfLocked, pdfText } from './pdf-text'
import { readZipParts } from './zip-parts'

/** Larger files are not read, in bytes: a worker has to hold them whole. */
const largestFile = 200 * 1024 * 1024

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
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': readWord,
  'application/vnd.oasis.opendocument.text': readOpenDocument,
  'application/x-cfb': readCompound,
}

/**
 * Reads the text of a document: plain text in any of the usual encodings, PDF, DOCX, ODT. `type` is the media type of
 * its content. Whatever is wrong with the document is told by `state`; only a file that is gone throws.
 */
export async function documentText(order: {
  source: string
  type: string
  language: Language
}): Promise<DocumentText> {
  const { source, type, language } = order
  const reader = readers[type] ?? (type.startsWith('text/') ? readPlain : null)
  if (!reader || (await stat(source)).size > largestFile) return unreadable
  try {
    return await reader(source, language)
  } catch (error) {
    return error instanceof PdfLocked ? locked : unreadable
  }
}

async function readPlain(path: string, language: Language): Promise<DocumentText> {
  return found(decodeText(await readFile(path), language))
}

async function readPdf(path: string): Promise<DocumentText> {
  const { text, pages } = await pdfText(await readFile(path), longestText)
  return { ...found(text), pages }
}

async function readWord(path: string): Promise<DocumentText> {
  const part = 'word/document.xml'
  const xml = (await readZipParts(path, (name) => name === part)).get(part)
  return xml ? found(wordText(xml.toString('utf8'))) : unreadable
}

async function readOpenDocument(path: string): Promise<DocumentText> {
  const [content, manifest] = ['content.xml', 'META-INF/manifest.xml']
  const parts = await readZipParts(path, (name) => name === content || name === manifest)
  if (parts.get(manifest)?.includes('encryption-data')) return locked
  const xml = parts.get(content)
  return xml ? found(openDocumentText(xml.toString('utf8'))) : unreadable
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
