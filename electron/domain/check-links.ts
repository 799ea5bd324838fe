import { daysUntil } from './application'
import { found, type CheckFinding, type CheckPlace, type CheckRule, type CheckSource } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import { readableLink, type LinkAttachment } from './evidence'
import { hostOf, linkKind } from './login-hosts'

/** A link that nobody has opened for so many days may lead nowhere by now: a term of school. */
const longUnseen = 90

const rulesOfKinds = {
  login: 'link.login',
  private: 'link.private',
  short: 'link.short',
  open: null,
} as const

/** Links that an assessor cannot open, or that may be gone when one tries. */
export function checkLinks(source: CheckSource): CheckFinding[] {
  return [...linksOfEvidence(source), ...linksInAnswers(source)]
}

function linksOfEvidence({ evidence, today }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    for (const each of piece.attachments) {
      if (each.role !== 'link') continue
      const { section, where } = headOfPiece(piece)
      for (const [rule, field] of faultsOf(each, today)) {
        findings.push(
          found(rule, each.id, {
            section,
            where: { ...where, file: readableLink(each.url) },
            place: { kind: 'attachment', evidence: piece.id, attachment: each.id, field },
            words: { host: hostOf(each.url), day: each.checkedOn },
          }),
        )
      }
    }
  }
  return findings
}

type LinkField = Extract<CheckPlace, { kind: 'attachment' }>['field']

function faultsOf({ url, copy, checkedOn }: LinkAttachment, today: string): [CheckRule, LinkField][] {
  const faults: [CheckRule, LinkField][] = []
  const ofKind = rulesOfKinds[linkKind(url)]
  if (ofKind !== null) faults.push([ofKind, 'url'])
  if (!copy) faults.push(['link.copy', 'copy'])
  if (checkedOn === '') faults.push(['link.unseen', 'checked'])
  else if (daysUntil(checkedOn, today) < -longUnseen) faults.push(['link.stale', 'checked'])
  return faults
}

/** Answers link as well; what is said of the kept copy is for evidence. */
function linksInAnswers({ sections, answers, seconds, read }: CheckSource): CheckFinding[] {
  return sections.flatMap(({ id: section, strands }) =>
    strands.flatMap(({ id: strand, number, title }) =>
      (['first', 'second'] as const).flatMap((edition) => {
        const text = (edition === 'first' ? answers : seconds).get(strand) ?? ''
        return [...new Set(read(text).urls)].flatMap((url) => {
          const rule = rulesOfKinds[linkKind(url)]
          if (rule === null) return []
          return found(rule, `${strand}:${edition}:${url.slice(0, 100)}`, {
            section,
            where: { number, title, file: readableLink(url) },
            place: { kind: 'answer', section, strand, edition },
            words: { host: hostOf(url), day: '' },
          })
        })
      }),
    ),
  )
}
