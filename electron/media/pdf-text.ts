import { withPdf } from './pdfium'

/** PDFium's mark in a word that the end of a line cut in two, in place of hyphen and line end. */
const cutWord = '\ufffe'

/**
 * The text of a PDF page by page, until it has `most` characters. Lines end as on the page; a blank line parts pages.
 * Throws `PdfLocked` for one behind a password, other errors for what is no PDF.
 */
export function pdfText(bytes: Uint8Array, most: number): Promise<{ text: string; pages: number }> {
  return withPdf(bytes, (document) => {
    const pages = document.getPageCount()
    let text = ''
    for (let index = 0; index < pages && text.length < most; index += 1) {
      text += `${document.getPage(index).getText().replaceAll(cutWord, '-\n')}\n\n`
    }
    return { text, pages }
  })
}
