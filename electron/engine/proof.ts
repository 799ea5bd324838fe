import type { ProofFacts, ProofPlace } from '../domain/proof'
import { citationsIn } from '../domain/rich-text-parts'
import { listAnswers } from './answers'
import type { ReadableDb } from './database'
import { listSections } from './portfolio'
import { addTo } from './rows'
import { listSecondTexts } from './second-answers'

/** What the answers and plans cite. Kept by the texts, since it is asked for at every change and few texts differ. */
export type Citations = {
  /** The ids of all evidence that is cited, also of what is in the trash or gone. */
  all: (db: ReadableDb) => Set<string>
  /** What each strand's answer cites, in both languages. */
  byStrand: (db: ReadableDb) => Map<string, string[]>
}

export function createCitations(): Citations {
  let known = new Map<string, string[]>()

  function read(db: ReadableDb): { strand: string | null; cited: string[] }[] {
    const before = known
    known = new Map()
    return listCiting(db).map(({ strand, text }) => {
      const cited = before.get(text) ?? citationsIn(text)
      known.set(text, cited)
      return { strand, cited }
    })
  }

  return {
    all: (db) => new Set(read(db).flatMap(({ cited }) => cited)),
    byStrand: (db) => {
      const cited = new Map<string, string[]>()
      for (const each of read(db)) {
        for (const id of each.cited) if (each.strand !== null) addTo(cited, each.strand, id)
      }
      return cited
    },
  }
}

/** The texts that may cite something: only these are worth reading. A hidden strand says nothing. */
function listCiting(db: ReadableDb): { strand: string | null; text: string }[] {
  const plan = ['goal', 'action', 'who', 'due', 'indicator'].map(
    (column) => `SELECT NULL, ${column} FROM plan_row`,
  )
  return db
    .prepare<[], { strand: string | null; text: string }>(
      `SELECT strand, text FROM (
         SELECT strand_id AS strand, text FROM answer
         UNION ALL SELECT strand_id, text FROM second_answer
           WHERE (SELECT second_language FROM portfolio) <> ''
         UNION ALL ${plan.join(' UNION ALL ')}
         UNION ALL SELECT NULL, outcome FROM earlier_plan_row)
       WHERE instr(text, 'evidence:') > 0
         AND (strand IS NULL OR strand IN (SELECT id FROM strand WHERE is_hidden = 0))`,
    )
    .all()
}

/** Claims that nothing proves, citations that lead nowhere, and all that is cited. */
export function proofFacts(db: ReadableDb, citations: Citations): ProofFacts {
  const cited = citations.byStrand(db)
  const evidence = statesOf(db, [...cited.values()].flat())
  const isThere = (id: string): boolean => evidence.get(id)?.isInTrash === false
  const answered = answeredStrands(db)
  const proved = strandsWithEvidence(db)
  const places: ProofPlace[] = listSections(db).flatMap(({ id: section, strands }) =>
    strands.map(({ id, number, title }) => ({ strand: id, section, number, title })),
  )
  return {
    bare: places
      .filter(({ strand }) => !proved.has(strand) && !(cited.get(strand) ?? []).some(isThere))
      .map((place) => ({ ...place, isAnswered: answered.has(place.strand) })),
    lost: places.flatMap((place) => {
      const lost = new Set((cited.get(place.strand) ?? []).filter((id) => !isThere(id)))
      const named = [...lost].map((id) => ({
        evidence: id,
        title: evidence.get(id)?.title ?? '',
        isInTrash: evidence.has(id),
      }))
      return named.length === 0 ? [] : { ...place, citations: named }
    }),
    cited: citations.all(db),
  }
}

function statesOf(
  db: ReadableDb,
  ids: readonly string[],
): Map<string, { title: string; isInTrash: boolean }> {
  const rows = db
    .prepare<[string], { id: string; title: string; removed: string }>(
      'SELECT id, title, removed_at AS removed FROM evidence WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map(({ id, title, removed }) => [id, { title, isInTrash: removed !== '' }]))
}

function answeredStrands(db: ReadableDb): Set<string> {
  const second = listSecondTexts(db)
  const texts = [...listAnswers(db), ...second]
  return new Set(texts.filter(([, text]) => text.trim() !== '').map(([strand]) => strand))
}

function strandsWithEvidence(db: ReadableDb): Set<string> {
  const strands = db
    .prepare<[], string>('SELECT DISTINCT strand_id FROM standing WHERE strand_id IS NOT NULL')
    .pluck()
    .all()
  return new Set(strands)
}
