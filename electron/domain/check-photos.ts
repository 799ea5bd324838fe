import type { PhotoLayout } from './book-options'
import { found, type CheckFinding, type CheckRule, type CheckSource } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import type { Evidence, FileAttachment } from './evidence'
import { shownSize } from './photo-edit'

/** A lit room has a mean brightness of 90 to 150; below this, people's faces run together with the wall on paper. */
export const darkest = 50

/** Dots an inch below which a face in a group is none any more: the last step of the ladder that makes books smaller. */
const fewestDots = 100

/**
 * Bytes a page below which a scan can hardly be read: an A4 page of text has 40,000 and more as a grey JPEG of 100 dpi,
 * and in pure black and white of 200 dpi still about as many as this.
 */
export const smallestScan = 20_000

/** Width of the text of an upright A4 page, and the largest height of a wide photo, in pt, as the press sets them. */
const textWidth = 470
const tallest = 300

/** Documents that the book prints by their pages or their words. */
const printedTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'application/rtf',
  'text/rtf',
  'text/plain',
  'text/markdown',
]

/** What is wrong with photos and documents, each file once for what is in it, each attachment for its words. */
export function checkPhotos({ evidence, missing }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  const seen = new Set<string>()
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    const photos = piece.attachments.reduce((sum, { role }) => sum + (role === 'photo' ? 1 : 0), 0)
    for (const each of piece.attachments) {
      if (each.role === 'link') continue
      const { hash } = each.file
      const rules = wordsMissing(each)
      if (!seen.has(hash)) {
        seen.add(hash)
        rules.push(...(missing.has(hash) ? (['file.missing'] as const) : fileFaults(each)))
      }
      if (each.role === 'photo' && isSmall(each, piece.photoLayout, photos)) rules.push('photo.small')
      for (const rule of rules) findings.push(findingOf(rule, piece, each))
    }
  }
  return findings
}

const fields: Readonly<Partial<Record<CheckRule, 'alt' | 'caption'>>> = {
  'photo.alt': 'alt',
  'attachment.caption': 'caption',
}

function findingOf(rule: CheckRule, piece: Evidence, { id, name }: FileAttachment): CheckFinding {
  const { section, where } = headOfPiece(piece)
  return found(rule, id, {
    section,
    where: { ...where, file: name },
    place: { kind: 'attachment', evidence: piece.id, attachment: id, field: fields[rule] ?? 'file' },
  })
}

function wordsMissing({ role, alt, caption }: FileAttachment): CheckRule[] {
  const rules: CheckRule[] = []
  if (role === 'photo' && alt.trim() === '') rules.push('photo.alt')
  if (caption.trim() === '') rules.push('attachment.caption')
  return rules
}

function fileFaults({ role, file, annex }: FileAttachment): CheckRule[] {
  const { picture, text, brightness, type, bytes, pages } = file
  if (role === 'photo') {
    if (picture === 'unreadable') return ['photo.unreadable']
    if (picture === 'damaged') return ['photo.damaged']
    return brightness !== null && brightness < darkest ? ['photo.dark'] : []
  }
  if (text === 'locked') return ['document.locked']
  const isPdf = type === 'application/pdf'
  if (text === 'unreadable' || (isPdf && picture === 'unreadable')) return ['document.unreadable']
  if (isPdf && text === 'empty') {
    return [bytes / Math.max(1, pages ?? 1) < smallestScan ? 'document.coarse' : 'document.scan']
  }
  // What is left out on purpose is not to be printed.
  return printedTypes.includes(type) || annex === 'none' ? [] : ['file.notPrinted']
}

/** Fewer dots an inch than can be seen as a picture, at the width at which the book sets it. */
function isSmall(photo: FileAttachment, layout: PhotoLayout, photos: number): boolean {
  const size = shownSize(photo)
  if (!size || size.width < 1 || size.height < 1) return false
  const width = printedWidth(size, layout, photos)
  return size.width / (width / 72) < fewestDots
}

const rowOf: Readonly<Record<Exclude<PhotoLayout, ''>, number>> = { one: 1, two: 2, three: 3, sheet: 6 }

/** About how wide a photo of so many stands, in pt. The press weighs more; within a few dots an inch it is the same. */
function printedWidth(
  { width, height }: { width: number; height: number },
  layout: PhotoLayout,
  photos: number,
): number {
  const usual = photos <= 3 ? photos : photos === 4 ? 2 : photos <= 9 ? 3 : 4
  const inRow = Math.min(photos, layout === '' ? usual : rowOf[layout])
  return Math.min(textWidth / Math.max(1, inRow), (tallest * width) / height)
}
