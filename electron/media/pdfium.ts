import type { PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import { noteFault } from './memory'

let library: Promise<PDFiumLibrary> | null = null

/** PDFium, loaded when it is first needed, and compiled once. */
function pdfium(): Promise<PDFiumLibrary> {
  library ??= import('@hyzyla/pdfium').then((module) => module.PDFiumLibrary.init())
  return library
}

/** The document asks for a password. */
export class PdfLocked extends Error {}

/**
 * Opens a PDF for the work and closes it afterwards.
 * Throws `PdfLocked` for one behind a password, other errors for what is no PDF.
 */
export async function withPdf<Result>(
  bytes: Uint8Array,
  work: (document: PDFiumDocument) => Result | Promise<Result>,
): Promise<Result> {
  try {
    const document = await load(bytes)
    try {
      return await work(document)
    } finally {
      document.destroy()
    }
  } catch (error) {
    if (noteFault(error)) library = null
    throw error
  }
}

async function load(bytes: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await (await pdfium()).loadDocument(bytes)
  } catch (error) {
    // The library tells its reasons in words only.
    if (error instanceof Error && /password|security/i.test(error.message)) {
      throw new PdfLocked(error.message, { cause: error })
    }
    throw error
  }
}
