import { PDFiumLibrary } from '@hyzyla/pdfium'

let library: Promise<PDFiumLibrary> | null = null

/** PDFium, compiled once. */
function pdfium(): Promise<PDFiumLibrary> {
  library ??= PDFiumLibrary.init()
  return library
}

/**
 * The text of a PDF page by page, until it has `most` characters. Lines end as on the page; a blank line parts pages.
 * Throws `PdfLocked` for one behind a password, other errors for what is no PDF.
 */
export async function pdfText(bytes: Uint8Array, most: number): Promise<{ text: string; pages: number }> {
  const document = await load(bytes)
  try {
    const pages = document.getPageCount()
    let text = ''
    for (let index = 0; index < pages && text.length < most; index += 1) {
      text += `${document.getPage(index).getText().replaceAll(cutWord, '-\n')}\n\n`
    }
    return { text, pages }
  } finally {
    document.destroy()
  }
}

/** PDFium's mark in a word that the end of a line cut in two, in place of hyphen and line end. */
const cutWord = '\ufffe'

/** The document asks for a password. */
export class PdfLocked extends Error {}

async function load(bytes: Uint8Array) {
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
