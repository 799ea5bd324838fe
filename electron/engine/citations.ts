import type { Citable } from '../contract/writing-requests'
import { evidenceNumbers } from '../domain/evidence'
import type { Place } from '../domain/section'
import type { ReadableDb } from './database'
import { listPlacements } from './evidence'
import type { Search } from './search/search'

/** A number as people type it: `P2-07`, `p2 7`, `2-07`, `2.7`. */
const typedNumber = /^p?\s*(\d)(?:\s*[-.–\s]\s*0*(\d*))?$/i

/**
 * Evidence that an answer may cite: what is found by the words or the number that were typed, what stands near the answer
 * first. Without a question what stands near it, then what was gathered last.
 */
export function findCitable(
  { db, search }: { db: ReadableDb; search: Search },
  { question, near, limit }: { question: string; near: Place | null; limit: number },
): Citable[] {
  const placements = listPlacements(db)
  const numbers = evidenceNumbers(placements)
  const distance = new Map<string, number>()
  for (const { evidence, section, strand } of placements) {
    const steps = section !== near?.section ? 2 : strand === near.strand ? 0 : 1
    distance.set(evidence, Math.min(steps, distance.get(evidence) ?? steps))
  }
  const ids = found()
  const order = new Map(ids.map((id, index) => [id, index]))
  const rank = (id: string): number => (distance.get(id) ?? 3) * ids.length + (order.get(id) ?? 0)
  const chosen = ids.sort((a, b) => rank(a) - rank(b)).slice(0, limit)
  const titles = titlesOf(db, chosen)
  return chosen.map((id) => ({ id, number: numbers.get(id) ?? null, title: titles.get(id)?.title ?? '' }))

  function found(): string[] {
    const number = typedNumber.exec(question.trim())
    if (number) {
      const [, section = '', count = ''] = number
      const byNumber = [...numbers].filter(([, each]) => {
        const [ofSection, ofCount = ''] = each.slice(1).split('-')
        return ofSection === section && ofCount.replace(/^0+/, '').startsWith(count)
      })
      if (byNumber.length > 0) return byNumber.map(([id]) => id)
    }
    if (question.trim() !== '') return search.findEvidence(question)
    return db
      .prepare<[], string>("SELECT id FROM evidence WHERE removed_at = '' ORDER BY created_at DESC, id DESC")
      .pluck()
      .all()
  }
}

/** Number and title of evidence as they are now; what is gone or in the trash is left out. */
export function listCited(db: ReadableDb, ids: readonly string[]): Citable[] {
  const numbers = evidenceNumbers(listPlacements(db))
  const titles = titlesOf(db, ids)
  return ids.flatMap((id) => {
    const row = titles.get(id)
    return row?.removed_at === '' ? { id, number: numbers.get(id) ?? null, title: row.title } : []
  })
}

function titlesOf(
  db: ReadableDb,
  ids: readonly string[],
): Map<string, { title: string; removed_at: string }> {
  const rows = db
    .prepare<[string], { id: string; title: string; removed_at: string }>(
      'SELECT id, title, removed_at FROM evidence WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map((row) => [row.id, row]))
}
