import { parseLink } from '../../electron/domain/evidence'

/** What lies on the clipboard: files and pictures first, then an address, then words. */
export type Pasted = { files: File[] } | { link: string } | { note: string }

/** Null when there is nothing that could be evidence, or when the text is meant for the field that has the focus. */
export function readPasted({ clipboardData, target }: ClipboardEvent): Pasted | null {
  if (!clipboardData) return null
  // What lies under a question or the light table is not where the user is.
  if (document.querySelector('[role="dialog"]')) return null
  const files = [...clipboardData.files]
  const text = clipboardData.getData('text/plain').trim()
  // Office programs put a picture of the copied words beside them: in a field, the words are meant.
  if (isField(target) && text !== '') return null
  if (files.length > 0) return { files }
  if (text === '' || isField(target)) return null
  const link = /^https?:\/\/\S+$/i.test(text) ? parseLink(text) : null
  return link === null ? { note: text } : { link }
}

/** The strand that is meant: the one around the focus, else the one under the pointer. */
export function strandAt(target: EventTarget | null): string | null {
  const around = target instanceof Element ? target.closest<HTMLElement>('[data-strand]') : null
  const found = around ?? document.querySelector<HTMLElement>('[data-strand]:hover')
  return found?.dataset.strand ?? null
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
