import { createHash } from 'node:crypto'
import type {
  Contribution,
  Decision,
  SuggestedAnswer,
  SuggestedEvidence,
  SuggestedFile,
  SuggestedPlanRow,
  Suggestion,
} from '../domain/contribution'
import { evidenceNumbers, fileOf, type Evidence } from '../domain/evidence'
import { listAnswers } from './answers'
import type { ReadableDb } from './database'
import { listEvidence, listPlacements } from './evidence'
import { listPlans } from './plan'
import { addTo } from './rows'

/*
 * What a contribution suggests, read from the colleague's own portfolio and told beside what is here. What was decided is known
 * by a mark of what it said then: a piece that the colleague changed afterwards is suggested once more.
 */

type Decided = { decision: Exclude<Decision, ''>; mark: string; result: string }

/** What hangs on an id: `<contribution>:<kind>:<source>`. */
function suggestionId(contribution: string, kind: Suggestion['kind'], source: string): string {
  return `${contribution}:${kind}:${source}`
}

/** All that one contribution suggests: evidence in its book's order, answers and plans in the order of the sections. */
export function listSuggestions(here: ReadableDb, { id }: Contribution, there: ReadableDb): Suggestion[] {
  const decided = decisions(here)
  const known = knownPieces(here)
  const answers = listAnswers(here)

  /** What every suggestion has. */
  function head(kind: Suggestion['kind'], source: string, says: unknown) {
    const suggestion = suggestionId(id, kind, source)
    const before = decided.get(suggestion)
    return {
      id: suggestion,
      contribution: id,
      decision: before?.decision ?? ('' as const),
      isChanged: before !== undefined && before.mark !== markOf(says),
    }
  }

  const evidence = listEvidence(there).map((piece): SuggestedEvidence => {
    const { title, shows, note, date, dateUntil, places, tags } = piece
    const says = saidBy(piece)
    const facts = head('evidence', piece.id, says)
    const result = decided.get(facts.id)?.result ?? ''
    return {
      kind: 'evidence',
      ...facts,
      ...{ title, shows, note, date, dateUntil, places, tags },
      files: filesOf(piece),
      links: piece.attachments.flatMap((each) => (each.role === 'link' ? each.url : [])),
      known: known(result, piece),
    }
  })
  const strands = there
    .prepare<[], { id: string; section: SuggestedAnswer['section'] }>(
      `SELECT strand.id, section_id AS section FROM strand JOIN section ON section.id = section_id
       ORDER BY section.number, position, strand.id`,
    )
    .all()
  const written = listAnswers(there)
  const suggested = strands.flatMap(({ id: strand, section }): SuggestedAnswer[] => {
    const text = (written.get(strand) ?? '').trim()
    if (text === '') return []
    return [
      {
        kind: 'answer',
        ...head('answer', strand, text),
        ...{ section, strand, text, here: answers.get(strand) ?? '' },
      },
    ]
  })
  const rows = [...listPlans(there)].flatMap(([section, plan]) =>
    plan.flatMap(({ id: row, ...texts }): SuggestedPlanRow[] =>
      Object.values(texts).every((text) => text.trim() === '')
        ? []
        : [{ kind: 'plan', ...head('plan', row, texts), section, ...texts }],
    ),
  )
  return [...evidence, ...suggested, ...rows]
}

/** A hash of what a suggestion says, by which a later change of it is noticed. */
export function markOf(says: unknown): string {
  return createHash('sha256').update(JSON.stringify(says)).digest('hex')
}

/** What a piece says to whoever decides about it. */
export function saidBy(piece: Evidence): unknown {
  const { title, shows, note, date, dateUntil, places, tags, kind, level } = piece
  const attachments = piece.attachments.map((each) => [each.caption, fileOf(each)?.hash ?? ''])
  return [title, shows, note, date, dateUntil, places, tags, kind, level, attachments]
}

function filesOf(piece: Evidence): SuggestedFile[] {
  return piece.attachments.flatMap((each) => {
    const file = fileOf(each)
    if (!file) return []
    const name = each.role === 'link' ? (each.copy?.name ?? '') : each.name
    return { hash: file.hash, name, type: file.type, picture: file.picture, status: file.status }
  })
}

function decisions(db: ReadableDb): Map<string, Decided> {
  const rows = db
    .prepare<[], Decided & { id: string }>('SELECT id, decision, mark, result FROM suggestion')
    .all()
  return new Map(rows.map(({ id, ...decided }) => [id, decided]))
}

/** Finds the piece here that came of a suggestion, or that has all its files already; none that lies in the trash. */
function knownPieces(db: ReadableDb): (result: string, piece: Evidence) => SuggestedEvidence['known'] {
  const numbers = evidenceNumbers(listPlacements(db))
  const titles = new Map(
    db
      .prepare<[], { id: string; title: string }>("SELECT id, title FROM evidence WHERE removed_at = ''")
      .all()
      .map(({ id, title }) => [id, title]),
  )
  const owners = new Map<string, string[]>()
  const rows = db
    .prepare<[], { hash: string; evidence: string }>(
      `SELECT coalesce(file_hash, copy_hash) AS hash, evidence_id AS evidence FROM attachment
       WHERE coalesce(file_hash, copy_hash) IS NOT NULL`,
    )
    .all()
  for (const { hash, evidence } of rows) if (titles.has(evidence)) addTo(owners, hash, evidence)
  return (result, piece) => {
    const hashes = piece.attachments.flatMap((each) => fileOf(each)?.hash ?? [])
    const [first, ...others] = hashes.map((hash) => owners.get(hash) ?? [])
    const id = titles.has(result)
      ? result
      : first?.find((owner) => others.every((each) => each.includes(owner)))
    const title = id === undefined ? undefined : titles.get(id)
    return id === undefined || title === undefined ? null : { id, title, number: numbers.get(id) ?? null }
  }
}
