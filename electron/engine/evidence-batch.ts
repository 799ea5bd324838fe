import type { EvidenceChange } from '../contract/evidence-requests'
import { isDay } from '../domain/evidence'
import type { ChangeName } from '../domain/history'
import type { WritableDb, ReadableDb } from './database'
import { placeEvidence, writeEvidence } from './evidence'
import { placeName, withoutUndefined } from './rows'
import { addTie, removeTie } from './ties'

/** The same change to many pieces. Throws `evidence.gone`, `place.unknown`, `person.gone`, `project.gone`. */
export function changeEvidence(db: WritableDb, { ids, ...what }: EvidenceChange): void {
  const { place, moveTo, tie, untie, ...fields } = what
  const to = moveTo ?? place
  for (const id of ids) {
    writeEvidence(db, { id, ...withoutUndefined(fields) })
    if (moveTo) db.prepare('DELETE FROM placement WHERE evidence_id = ?').run(id)
    if (to) placeEvidence(db, { id, place: to })
    if (tie) addTie(db, tie.to, { evidence: id, value: tie.value })
    if (untie) removeTie(db, untie.from, { evidence: id, value: untie.value })
  }
}

/** What the history calls such a change. */
export function nameOfChange(db: ReadableDb, { ids, place, moveTo, tie, untie }: EvidenceChange): ChangeName {
  const count = ids.length
  const to = moveTo ?? place
  if (to) return { kind: 'placeMany', words: { count, place: placeName(db, to) } }
  if (tie?.to === 'tags') {
    return count === 1
      ? { kind: 'addTag', words: { tag: tie.value } }
      : { kind: 'tagMany', words: { count, tag: tie.value } }
  }
  if (untie?.from === 'tags') return { kind: 'removeTag', words: { tag: untie.value } }
  return { kind: 'changeEvidence', words: { count } }
}

/** The days on which the files of pieces without a date were taken, as cameras told them; pieces of which none is told are left out. */
export function daysTaken(
  db: ReadableDb,
  ids: readonly string[],
): { id: string; date: string; dateUntil: string }[] {
  const days = db.prepare<[string], { first: string | null; last: string | null }>(
    `SELECT min(substr(file.taken_at, 1, 10)) AS first, max(substr(file.taken_at, 1, 10)) AS last
       FROM evidence JOIN attachment ON attachment.evidence_id = evidence.id JOIN file ON file.hash = attachment.file_hash
      WHERE evidence.id = ? AND evidence.date = '' AND evidence.date_until = '' AND file.taken_at <> ''`,
  )
  return ids.flatMap((id) => {
    const { first = null, last = null } = days.get(id) ?? {}
    if (first === null || last === null || !isDay(first) || !isDay(last)) return []
    return [{ id, date: first, dateUntil: last === first ? '' : last }]
  })
}
