import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { fold } from '../../domain/fold'
import {
  isEmptyQuestion,
  readQuestion,
  snippetOf,
  type HitKind,
  type Question,
  type SearchHit,
  type Snippet,
} from '../../domain/search'
import type { ReadableDb } from '../database'
import { markAll, stampOf, takeDirty, watchDirty } from './dirty'
import { documentsOf, entryOf, sourceOf, type EntryKind } from './entries'
import { openIndex } from './index-file'

/** The engine is never kept from its other work longer than this at a time, in ms. */
const turn = 20

/** Entries that are indexed in one transaction. */
const batch = 50

/** Finds in everything that a portfolio holds. */
export type Search = {
  /** The best first. */
  find: (question: string, limit: number) => SearchHit[]
  /** The pieces of evidence in which all words are found, in themselves and their documents together. */
  findEvidence: (question: string) => string[]
  /** Keeps the text of a file, to be found by. */
  noteText: (hash: string, text: string) => void
  textOf: (hash: string) => string | null
  /** Resolves when nothing waits to be indexed. */
  ready: () => Promise<void>
  close: () => void
}

/** Opens the search over an open portfolio; its index lies in the cache and is made anew when it does not fit. */
export function openSearch({
  db,
  cache,
  onCaughtUp,
}: {
  db: ReadableDb
  cache: string
  /** What could not be found yet, since it was not indexed, can be found now. */
  onCaughtUp: () => void
}): Search {
  mkdirSync(cache, { recursive: true })
  const index = openIndex(join(cache, 'search.sqlite'))
  let isClosed = false
  let indexing: Promise<void> | null = null

  const statement = {
    number: index
      .prepare<[string, string], number>('SELECT number FROM entry WHERE kind = ? AND id = ?')
      .pluck(),
    forgetWords: index.prepare('DELETE FROM word WHERE rowid = ?'),
    forget: index.prepare('DELETE FROM entry WHERE number = ?'),
    add: index.prepare('INSERT INTO entry (kind, id) VALUES (?, ?)'),
    addWords: index.prepare('INSERT INTO word (rowid, title, text, document) VALUES (?, ?, ?, ?)'),
    document: index.prepare<[string], { text: string; folded: string }>(
      'SELECT text, folded FROM document WHERE hash = ?',
    ),
    keep: index.prepare('INSERT OR REPLACE INTO document (hash, text, folded) VALUES (?, ?, ?)'),
    found: index.prepare<[string, number], { kind: EntryKind; id: string }>(
      `SELECT kind, id FROM word JOIN entry ON entry.number = word.rowid WHERE word MATCH ?
       ORDER BY bm25(word, 10, 3, 1), entry.number LIMIT ?`,
    ),
    all: index.prepare<[string], { kind: EntryKind; id: string }>(
      'SELECT kind, id FROM word JOIN entry ON entry.number = word.rowid WHERE word MATCH ?',
    ),
  }

  watchDirty(db)
  if (index.prepare('SELECT value FROM stamp').pluck().get() !== stampOf(db)) {
    index.exec("DELETE FROM word WHERE rowid IN (SELECT number FROM entry WHERE kind <> 'file')")
    index.exec("DELETE FROM entry WHERE kind <> 'file'")
    markAll(db)
  }
  // Whatever ends the app before it is closed well: the index is made anew.
  index.exec("UPDATE stamp SET value = ''")

  function put(
    kind: EntryKind,
    id: string,
    words: { title: string; text: string; document: string } | null,
  ): void {
    const old = statement.number.get(kind, id)
    if (old !== undefined) {
      statement.forgetWords.run(old)
      if (!words) statement.forget.run(old)
    }
    if (!words) return
    const number = old ?? Number(statement.add.run(kind, id).lastInsertRowid)
    statement.addWords.run(number, words.title, words.text, words.document)
  }

  /** Indexes what was noted, for at most so long; true when nothing is left. */
  function indexFor(ms: number): boolean {
    const until = performance.now() + ms
    for (;;) {
      const rows = takeDirty(db, batch)
      if (rows.length === 0) return true
      index.transaction(() => {
        for (const { kind, id } of rows) {
          if (kind === 'file') continue
          const entry = entryOf(db, kind, id)
          put(kind, id, entry && { ...entry, document: '' })
        }
      })()
      if (performance.now() > until) return false
    }
  }

  async function indexAll(): Promise<void> {
    let turns = 0
    for (; !isClosed && !indexFor(turn); turns += 1) await new Promise((resolve) => setImmediate(resolve))
    if (turns > 0 && !isClosed) onCaughtUp()
  }

  function ready(): Promise<void> {
    indexing ??= indexAll().finally(() => {
      indexing = null
    })
    return indexing
  }

  function find(text: string, limit: number): SearchHit[] {
    const question = readQuestion(text)
    if (isEmptyQuestion(question)) return []
    indexFor(turn)
    const match = matchOf(question)
    const hits: SearchHit[] = []
    const seen = new Set<string>()
    const rows = statement.found.all(match, limit * 3)
    for (const { kind, id } of rows) {
      const found =
        kind === 'file'
          ? ownersOf(id).map((owner) => ({ kind: 'evidence' as const, id: owner }))
          : [{ kind, id }]
      for (const each of found) {
        if (seen.has(`${each.kind}:${each.id}`)) continue
        seen.add(`${each.kind}:${each.id}`)
        const hit = hitOf(each.kind, each.id, question)
        if (hit) hits.push(hit)
      }
      if (hits.length >= limit) return hits.slice(0, limit)
    }
    // Words that are parted between a piece and its documents.
    for (const id of hits.length < limit && wordCount(question) > 1 ? acrossOf(question) : []) {
      if (hits.length >= limit) break
      if (seen.has(`evidence:${id}`)) continue
      const hit = hitOf('evidence', id, question)
      if (hit) hits.push(hit)
    }
    return hits
  }

  /** Every part of the question on its own, and what has all of them. */
  function acrossOf(question: Question): string[] {
    const parts = [
      ...question.words.map((word) => ({ words: [word], phrases: [] })),
      ...question.phrases.map((phrase) => ({ words: [], phrases: [phrase] })),
    ]
    const [first = new Set<string>(), ...others] = parts.map((part) => {
      const owners = new Set<string>()
      for (const { kind, id } of statement.all.all(matchOf(part))) {
        if (kind === 'evidence') owners.add(id)
        else if (kind === 'file') for (const owner of ownersOf(id)) owners.add(owner)
      }
      return owners
    })
    return [...first].filter((id) => others.every((owners) => owners.has(id)))
  }

  function ownersOf(hash: string): string[] {
    return db
      .prepare<{ hash: string }, string>(
        `SELECT DISTINCT evidence_id FROM attachment JOIN evidence ON evidence.id = evidence_id
         WHERE (file_hash = @hash OR copy_hash = @hash) AND removed_at = '' ORDER BY evidence_id`,
      )
      .pluck()
      .all({ hash })
  }

  function hitOf(kind: HitKind, id: string, question: Question): SearchHit | null {
    const source = sourceOf(db, kind, id)
    if (!source) return null
    const { title, texts, section } = source
    const inTitle = snippetOf(title, question)
    for (const text of texts) {
      const snippet = snippetIn(text, fold(text), question)
      if (snippet) return { kind, id, title, section, snippet, field: inTitle ? 'title' : 'text' }
    }
    if (inTitle) return { kind, id, title, section, snippet: inTitle, field: 'title' }
    const documents = kind === 'evidence' ? documentsOf(db, id) : []
    for (const hash of documents) {
      const document = statement.document.get(hash)
      const snippet = document && snippetIn(document.text, document.folded, question)
      if (snippet) return { kind, id, title, section, snippet, field: 'document' }
    }
    return { kind, id, title, section, snippet: { text: '', marks: [] }, field: 'text' }
  }

  void ready()

  return {
    find,
    findEvidence: (text) => {
      const question = readQuestion(text)
      if (isEmptyQuestion(question)) return []
      indexFor(turn)
      return acrossOf(question)
    },
    noteText: (hash, text) => {
      const folded = fold(text)
      index.transaction(() => {
        statement.keep.run(hash, text, folded)
        put('file', hash, { title: '', text: '', document: folded })
      })()
    },
    textOf: (hash) => statement.document.get(hash)?.text ?? null,
    ready,
    close: () => {
      isClosed = true
      if (indexFor(1000)) index.prepare('UPDATE stamp SET value = ?').run(stampOf(db))
      index.close()
    },
  }
}

/** In a long text the place is looked for in its folded form, which is about as long. */
function snippetIn(text: string, folded: string, question: Question): Snippet | null {
  const wanted = [...question.words, ...question.phrases.flat()]
  const places = wanted.map((word) => placeOf(folded, word)).filter((place) => place >= 0)
  if (places.length === 0) return null
  const at = Math.round((Math.min(...places) * text.length) / Math.max(1, folded.length))
  return snippetOf(text, question, at)
}

/** Where a word of the folded text begins with this one; -1 where none does. */
function placeOf(folded: string, word: string): number {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}\p{M}]/u.test(folded.charAt(at - 1))) return at
  }
  return -1
}

function wordCount({ words, phrases }: Question): number {
  return words.length + phrases.length
}

/** The question in FTS5's language. A single letter is asked for as it is: half of all words begin with it. */
function matchOf({ words, phrases }: Question): string {
  return [
    ...words.map((word) => (word.length > 1 ? `"${word}"*` : `"${word}"`)),
    ...phrases.map((phrase) => `"${phrase.join(' ')}"`),
  ].join(' AND ')
}
