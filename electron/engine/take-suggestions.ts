import type { AnswerPlace, Contribution, SuggestedAnswer, Suggestion } from '../domain/contribution'
import { fileOf, type Attachment, type Evidence } from '../domain/evidence'
import { Failure } from '../domain/failure'
import type { Place } from '../domain/section'
import type { Call } from '../contract/table'
import { listAnswers, writeAnswer } from './answers'
import { attachFile, attachLink, findAttachment, keepCopy, writeAttachment } from './attachments'
import { change, type Changed } from './changes'
import { takeConsent } from './take-consent'
import type { ReadableDb, WritableDb } from './database'
import { addEvidence, findEvidence, placeEvidence, requireEvidence, writeEvidence } from './evidence'
import { storeFile, type StoredOriginal } from './files'
import { originalPath } from './folders'
import { requireUnforgotten } from './forgotten-files'
import type { Opened } from './opened'
import { addPlanRow } from './plan'
import { listSuggestions, markOf, saidBy } from './suggestions'
import { addTie } from './ties'

/** What could not be taken, by name: it was forgotten here, its file is gone, or its claim is not here any more. */
export type Refused = { name: string; reason: 'forgotten' | 'gone' | 'noPlace' }

type Coming = { contribution: Contribution; there: Opened; suggestions: Suggestion[] }

/**
 * Takes suggestions of one or several colleagues as one change; their files are stored before it. Throws `disk.full`,
 * `portfolio.notWritable`, `cancelled`.
 */
export async function takeSuggestions(
  here: Opened,
  coming: readonly Coming[],
  { answers, call }: { answers: AnswerPlace; call: Call },
): Promise<Changed<{ taken: number; refused: Refused[] }>> {
  const refused: Refused[] = []
  const stored = new Map<string, StoredOriginal>()
  for (const { there, suggestions } of coming) {
    const files = suggestions.flatMap((each) => (each.kind === 'evidence' ? each.files : []))
    for (const [done, { hash, name }] of files.entries()) {
      call.progress({ done, total: files.length, step: name })
      const outcome = await store(here, there, { hash, name, call })
      if (typeof outcome === 'string') refused.push({ name, reason: outcome })
      else stored.set(hash, outcome)
    }
  }
  const taking = coming.map(({ contribution, there, suggestions }) => {
    const placed = suggestions.filter((each) => each.kind !== 'answer' || isPlace(here.db, each))
    const lost = suggestions.filter((each): each is SuggestedAnswer => !placed.includes(each))
    for (const { strand } of lost) refused.push({ name: titleOf(there.db, strand), reason: 'noPlace' })
    return { contribution, there, suggestions: placed }
  })
  const count = taking.reduce((sum, { suggestions }) => sum + suggestions.length, 0)
  const name = [...new Set(coming.map(({ contribution }) => contribution.sender))].join(', ')
  return change(here.db, { name: { kind: 'takeSuggestions', words: { count, name } } }, (db) => {
    for (const { there, suggestions } of taking) {
      for (const suggestion of suggestions) takeOne(db, there.db, suggestion, { answers, stored })
    }
    return { taken: count, refused }
  })
}

async function store(
  here: Opened,
  there: Opened,
  { hash, name, call }: { hash: string; name: string; call: Call },
): Promise<StoredOriginal | Refused['reason']> {
  try {
    const original = await storeFile(here.folder, originalPath(there.folder, hash), {
      name,
      signal: call.signal,
      admit: (found) => {
        if (found.hash !== hash) throw new Failure('file.changed', { name })
        requireUnforgotten(here.db, name, found)
      },
    })
    return original
  } catch (error) {
    if (!(error instanceof Failure && error.code.startsWith('file.'))) throw error
    return error.code === 'file.forgotten' ? 'forgotten' : 'gone'
  }
}

/** The claim as the colleague reads it. */
function titleOf(db: ReadableDb, strand: string): string {
  return db.prepare<[string], string>('SELECT title FROM strand WHERE id = ?').pluck().get(strand) ?? ''
}

type Taking = { answers: AnswerPlace; stored: ReadonlyMap<string, StoredOriginal> }

function takeOne(db: WritableDb, there: ReadableDb, suggestion: Suggestion, taking: Taking): void {
  if (suggestion.kind === 'evidence') {
    const piece = findEvidence(there, sourceOf(suggestion))
    const before = suggestion.known?.id ?? null
    const result = takePiece(db, there, { piece, before, stored: taking.stored })
    decide(db, suggestion, { decision: 'taken', mark: markOf(saidBy(piece)), result })
    return
  }
  if (suggestion.kind === 'answer') {
    takeAnswer(db, suggestion, taking.answers)
    decide(db, suggestion, { decision: 'taken', mark: markOf(suggestion.text), result: '' })
    return
  }
  const { section, goal, action, who, due, indicator } = suggestion
  const texts = { goal, action, who, due, indicator }
  const { id } = addPlanRow(db, { section, ...texts })
  decide(db, suggestion, { decision: 'taken', mark: markOf(texts), result: id })
}

/** The id in the colleague's portfolio. */
function sourceOf({ id, contribution, kind }: Suggestion): string {
  return id.slice(`${contribution}:${kind}:`.length)
}

/** Says that suggestions are not wanted. */
export function leaveSuggestions(
  db: WritableDb,
  there: ReadableDb,
  suggestions: readonly Suggestion[],
): void {
  for (const suggestion of suggestions) {
    const says = saysNow(there, suggestion)
    decide(db, suggestion, { decision: 'left', mark: markOf(says), result: '' })
  }
}

function saysNow(there: ReadableDb, suggestion: Suggestion): unknown {
  if (suggestion.kind === 'evidence') return saidBy(findEvidence(there, sourceOf(suggestion)))
  if (suggestion.kind === 'answer') return suggestion.text
  const { goal, action, who, due, indicator } = suggestion
  return { goal, action, who, due, indicator }
}

function decide(
  db: WritableDb,
  { id }: Suggestion,
  decided: { decision: 'taken' | 'left'; mark: string; result: string },
): void {
  db.prepare(
    `INSERT INTO suggestion (id, decision, mark, result, updated_at, updated_by)
     VALUES (@id, @decision, @mark, @result, now(), author())
     ON CONFLICT (id) DO UPDATE SET decision = @decision, mark = @mark, result = @result, updated_at = now(),
       updated_by = author()`,
  ).run({ id, ...decided })
}

/**
 * A new piece; or one that is here already is completed: files and places that it lacks are added, texts that are empty are
 * filled, and nothing of it is written over. Gives its id.
 */
function takePiece(
  db: WritableDb,
  there: ReadableDb,
  { piece, before, stored }: { piece: Evidence; before: string | null; stored: Taking['stored'] },
): string {
  const { title, shows, note, date, dateUntil, kind, level, photoLayout } = piece
  const texts = { title, shows, note, date, dateUntil, kind, level, photoLayout }
  const id = before ?? addEvidence(db, { place: null, ...texts })
  if (before !== null) complete(db, id, texts)
  for (const place of piece.places) {
    if (isPlace(db, place)) placeEvidence(db, { id, place })
    else if (place.strand !== null) placeEvidence(db, { id, place: { ...place, strand: null } })
  }
  for (const tag of piece.tags) addTie(db, 'tags', { evidence: id, value: tag })
  for (const attachment of piece.attachments) attachTaken(db, id, attachment, stored)
  for (const attachment of piece.attachments) {
    const file = fileOf(attachment)
    if (file && stored.has(file.hash)) takeConsent(db, there, file.hash)
  }
  return id
}

type Texts = Pick<
  Evidence,
  'title' | 'shows' | 'note' | 'date' | 'dateUntil' | 'kind' | 'level' | 'photoLayout'
>

function complete(db: WritableDb, id: string, texts: Texts): void {
  requireEvidence(db, id)
  const here = findEvidence(db, id)
  const missing = Object.entries(texts).filter(([field]) => here[field as keyof Texts] === '')
  writeEvidence(db, { id, ...(Object.fromEntries(missing) as Partial<Texts>) })
}

function isPlace(db: ReadableDb, { section, strand }: Place): boolean {
  if (strand === null) return db.prepare('SELECT 1 FROM section WHERE id = ?').get(section) !== undefined
  return db.prepare('SELECT 1 FROM strand WHERE id = ? AND section_id = ?').get(strand, section) !== undefined
}

function attachTaken(
  db: WritableDb,
  evidence: string,
  attachment: Attachment,
  stored: Taking['stored'],
): void {
  if (attachment.role === 'link') {
    const isHere = db
      .prepare('SELECT 1 FROM attachment WHERE evidence_id = ? AND url = ?')
      .get(evidence, attachment.url)
    if (isHere) return
    const id = attachLink(db, { evidence, url: attachment.url, caption: attachment.caption })
    writeAttachment(db, { id, checkedOn: attachment.checkedOn })
    const copy = attachment.copy && stored.get(attachment.copy.file.hash)
    if (attachment.copy && copy) keepCopy(db, id, { name: attachment.copy.name, original: copy })
    return
  }
  const original = stored.get(attachment.file.hash)
  if (!original) return
  const { id, outcome } = attachFile(db, evidence, { name: attachment.name, original })
  if (outcome === 'duplicate' && findAttachment(db, id).caption !== '') return
  const { caption, alt, edit, annex } = attachment
  writeAttachment(db, { id, caption, alt, edit, annex })
}

/** In the place of what stands here, which is kept as a version, or below it. */
function takeAnswer(db: WritableDb, { strand, text }: SuggestedAnswer, place: AnswerPlace): void {
  const here = listAnswers(db).get(strand)?.trim() ?? ''
  if (here === text) return
  const whole = here === '' || place === 'instead' ? text : `${here}\n\n${text}`
  writeAnswer(db, { strand, text: whole })
}

/** The suggestions of these ids that are there. */
export function findSuggestions(
  here: ReadableDb,
  coming: Omit<Coming, 'suggestions'>,
  ids: ReadonlySet<string>,
): Coming {
  const all = listSuggestions(here, coming.contribution, coming.there.db)
  return { ...coming, suggestions: all.filter(({ id }) => ids.has(id)) }
}
