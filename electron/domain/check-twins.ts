import { found, type CheckFinding, type CheckSource } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import type { Evidence } from './evidence'

/** The same file in two pieces, and photos that look alike: an assessor leafs past the same thing twice. */
export function checkTwins(source: CheckSource): CheckFinding[] {
  return [...sameFiles(source), ...alikePhotos(source)]
}

function sameFiles({ evidence }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  const first = new Map<string, Evidence>()
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    for (const each of piece.attachments) {
      const what = each.role === 'link' ? each.url : each.file.hash
      const other = first.get(what)
      if (!other) {
        first.set(what, piece)
        continue
      }
      const { section, where } = headOfPiece(piece)
      findings.push(
        found('twin.file', each.id, {
          section,
          where: { ...where, file: each.role === 'link' ? each.url : each.name },
          place: { kind: 'attachment', evidence: piece.id, attachment: each.id, field: 'file' },
          words: { number: other.number ?? '', name: other.title },
        }),
      )
    }
  }
  return findings
}

/** A group is known by its first photo: one more of the same kind is no new finding. */
function alikePhotos({ alike, evidence }: CheckSource): CheckFinding[] {
  if (alike.length === 0) return []
  const pieces = new Map(evidence.map((piece) => [piece.id, piece]))
  return alike.flatMap((group) => {
    const piece = pieces.get(group[0]?.evidence ?? '')
    const inBook = group.filter((photo) => (pieces.get(photo.evidence)?.places.length ?? 0) > 0)
    if (!piece || inBook.length < 2) return []
    return found('twin.alike', group[0]?.attachment ?? '', {
      ...headOfPiece(piece),
      place: { kind: 'alike' },
      words: { count: inBook.length },
    })
  })
}
