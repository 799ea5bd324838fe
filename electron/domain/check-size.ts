import { annexPages } from './annex'
import { found, type CheckFinding, type CheckSource } from './check'
import { isInBook } from './check-evidence'

/** What text, fonts and structure weigh, in bytes; and a piece of evidence with its words, about half a page. */
const fixedBytes = 180_000
const bytesAPiece = 2100

/** The least that a photo can come to: the last step of the ladder that makes books smaller, as a share of its usual bytes. */
const leastShare = 0.12

/**
 * Whether the book will fit under the size that an upload takes, by an estimate: pictures for print as they lie there, annexes by
 * the share of their pages, and a lump for the rest. What fits once photos are made smaller is only worth knowing.
 */
export function checkSize({ target, evidence, hasAnnexes, printedBytes }: CheckSource): CheckFinding[] {
  if (target === null) return []
  let photos = 0
  let rest = fixedBytes
  // A picture is in the file once, however often it is shown.
  const seen = new Set<string>()
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    rest += bytesAPiece
    for (const each of piece.attachments) {
      if (each.role === 'link' || seen.has(each.file.hash + each.edit)) continue
      seen.add(each.file.hash + each.edit)
      if (each.role === 'photo') photos += printedBytes(each)
      else if (hasAnnexes && each.file.type === 'application/pdf') {
        const { bytes, pages } = each.file
        rest += pages === null ? bytes : (bytes * annexPages(each.annex, pages).length) / Math.max(1, pages)
      }
    }
  }
  const words = { size: Math.round(rest + photos), target }
  const finding = (rule: 'size.tooLarge' | 'size.large') =>
    found(rule, '', { section: null, place: { kind: 'target' }, words })
  if (rest + photos * leastShare > target) return [finding('size.tooLarge')]
  return rest + photos > target ? [finding('size.large')] : []
}
