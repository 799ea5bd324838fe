import type { EvidenceChange } from '../contract/evidence-requests'
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
