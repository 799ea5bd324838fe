import type { Attachment, PictureSize } from '../../electron/domain/evidence'
import { redactionMark } from '../../electron/domain/redaction'

/**
 * Where the window finds the picture of an attachment, of a link that of its kept copy. In place of a
 * print that is not made yet stands its thumbnail; those of edited and covered photos and later pages are made when they are asked for. Empty for what has no file.
 * @param page of a document, from 1
 */
export function pictureAddress(
  attachment: Attachment,
  { size, page = 1 }: { size: PictureSize; page?: number },
): string {
  const file = attachment.role === 'link' ? attachment.copy?.file : attachment.file
  if (!file) return ''
  const edit = attachment.role === 'link' ? '' : attachment.edit
  const view = page > 1 ? `/p${page}` : edit === '' ? '' : `/${edit}`
  // What is covered the engine sees to; it stands here so that the window asks anew once it is another.
  const mark = redactionMark(file.consent.redaction)
  const isWaiting = size === 'print' && view === '' && mark === '' && !file.hasPrint
  return `media://${isWaiting ? 'thumbnail' : size}/${file.hash}${view}${mark && `?${mark}`}`
}

/** A photo as it came, with nothing covered: only for where its faces are being covered. */
export function originalViewAddress(hash: string, size: 'print' | 'large'): string {
  return `media://original-view/${size}/${hash}`
}
