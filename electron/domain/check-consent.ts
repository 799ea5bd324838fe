import { found, type CheckFinding, type CheckRule, type CheckSource } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import { isHeldBack } from './consent'
import { fileOf, type Attachment, type Evidence, type StoredFile } from './evidence'

/**
 * Photos and films, and kept copies of pages, that are held back, of which nobody has said who can be seen, or that should no longer be kept. Consent
 * belongs to a file: each is named once, where it stands first. A piece of which nothing would be left in the book stands
 * for all of its files.
 */
export function checkConsent({ evidence, today }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  const seen = new Set<string>()
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    const isBare = isLeftBare(piece)
    let isNamed = false
    for (const each of piece.attachments) {
      const file = fileOf(each)
      if (!file || seen.has(file.hash)) continue
      const rule = ruleFor(file, today)
      if (rule === null) continue
      if (rule === 'consent.heldBack' && isBare) {
        if (!isNamed) findings.push(findingOf('consent.bare', piece.id, piece, each))
        isNamed = true
        continue
      }
      seen.add(file.hash)
      findings.push(findingOf(rule, file.hash, piece, each))
    }
  }
  return findings
}

function ruleFor({ status, consent }: StoredFile, today: string): CheckRule | null {
  if (isHeldBack(status)) return 'consent.heldBack'
  if (consent.keepUntil !== '' && consent.keepUntil < today) return 'consent.overdue'
  return status === 'unsaid' ? 'consent.unsaid' : null
}

/** Every one of its files is held back, and there is neither a note nor a link. */
function isLeftBare({ attachments, note }: Evidence): boolean {
  return (
    attachments.length > 0 &&
    note.trim() === '' &&
    attachments.every((each) => each.role !== 'link' && isHeldBack(each.file.status))
  )
}

function findingOf(rule: CheckRule, about: string, piece: Evidence, attachment: Attachment): CheckFinding {
  const { section, where } = headOfPiece(piece)
  const { id } = attachment
  const name = attachment.role === 'link' ? (attachment.copy?.name ?? '') : attachment.name
  return found(rule, about, {
    section,
    where: { ...where, file: rule === 'consent.bare' ? '' : name },
    place: { kind: 'attachment', evidence: piece.id, attachment: id, field: 'people' },
    words: { day: fileOf(attachment)?.consent.keepUntil ?? '' },
  })
}
