import { withPdf } from './pdfium'
import type { Pixels, Size } from './pixels'

/**
 * A page (from 1) of a PDF as a picture whose longest edge is `edge` px, however large the page is, on white and with the
 * forms that were filled in; its own size in points, and how many pages there are.
 * Throws `PdfLocked` for one behind a password, other errors for what is no PDF or has no such page.
 */
export function drawPage(
  bytes: Uint8Array,
  { edge, page: number }: { edge: number; page: number },
): Promise<{ pixels: Pixels; size: Size; pages: number }> {
  return withPdf(bytes, async (document) => {
    const pages = document.getPageCount()
    if (pages < number) throw new Error('no page')
    const page = document.getPage(number - 1)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const scale = edge / Math.max(originalWidth, originalHeight)
    if (!Number.isFinite(scale)) throw new Error('a page without a size')
    const drawn = await page.render({
      width: Math.max(1, Math.round(originalWidth * scale)),
      height: Math.max(1, Math.round(originalHeight * scale)),
      renderFormFields: true,
    })
    const { width, height, data } = drawn
    const size = { width: originalWidth, height: originalHeight }
    return { pixels: { width, height, data, profile: null, isDamaged: false }, size, pages }
  })
}
