import { readFile } from 'node:fs/promises'
import type { Document } from './document'

/** A page of an attached PDF as it is seen: upright, in pt. */
export type ForeignPage = { file: AnnexFile; index: number; width: number; height: number }

/** An attached PDF that is open, and what can be done with it. */
export type AnnexFile = {
  path: string
  pages: { width: number; height: number }[]
  /** Makes a page (from 0) part of the document, as a form XObject of that size. */
  graft: (document: Document, index: number) => unknown
}

export type OpenedAnnex = AnnexFile | 'locked' | 'damaged'

/** A page larger than this was made for no paper, in pt (200 inches, the largest that readers know). */
const largestEdge = 14_400

/** Opens a PDF; one that needs a password is `locked`, one that cannot be read `damaged`. Throws nothing. */
export async function openAnnex(path: string): Promise<OpenedAnnex> {
  // Loaded for the first annex: most books have none, and would wait for it at their start.
  const { EncryptedPDFError, PDFDocument: ForeignDocument } = await import('@cantoo/pdf-lib')
  const { graftPage } = await import('./graft')
  try {
    const bytes = await readFile(path)
    // Owner-locked files open with an empty password.
    const foreign = await ForeignDocument.load(bytes, {
      password: '',
      updateMetadata: false,
      throwOnInvalidObject: false,
    })
    const pages = foreign.getPages()
    const sizes = pages.map((page) => {
      const { width, height } = page.getCropBox()
      return page.getRotation().angle % 180 === 0 ? { width, height } : { width: height, height: width }
    })
    const isSound = ({ width, height }: { width: number; height: number }) =>
      width > 0 && height > 0 && width <= largestEdge && height <= largestEdge
    if (sizes.length === 0 || !sizes.every(isSound)) return 'damaged'
    // Of each document by itself: a book is printed more than once, and its pages are drawn alone.
    const copied = new WeakMap<Document, Map<object, unknown>>()
    return {
      path,
      pages: sizes,
      graft: (document, index) => {
        const page = pages[index]
        if (!page) throw new Error(`no page ${index} in the annex`)
        const known = copied.get(document) ?? new Map<object, unknown>()
        copied.set(document, known)
        return graftPage(document, page, known)
      },
    }
  } catch (error) {
    return error instanceof EncryptedPDFError || /password|encrypt/i.test(String(error))
      ? 'locked'
      : 'damaged'
  }
}
