import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { fold, secondHalvesOf } from '../../domain/fold'
import { isEmptyQuestion, readQuestion, type Question, type SearchHit } from '../../domain/search'
import type { ReadableDb } from '../database'
import { noteTextState } from '../stored-files'
import { errorCode } from '../system-errors'
import { markAll, stampOf, takeDirty, watchDirty } from './dirty'
import { prepareSources, type EntryKind } from './entries'
import { prepareHits } from './hits'
import { compact, openIndex, type IndexDb } from './index-file'

/** The engine is never kept from its other work longer than this at a time, in ms. */
const turn = 20

/** Entries that are indexed in one transaction. */
const batch = 50

/**
 * Where is looked, one after the other, the newest first in each: to weigh every match against all others (bm25) takes ten
 * times as long where a word is common, and a person takes the title for the best place anyway.
 */
const places = ['title', '{title text}', '{title text document}'] as const

/** Finds in everything that a portfolio holds. */
export type Search = {
  /** The best first. */
  find: (question: string, limit: number) => SearchHit[]
  /** The pieces of evidence in which all words are found, in themselves and their documents together. */
  findEvidence: (question: string) => string[]
  /** Keeps the text of a file, to be found by. */
  noteText: (hash: string, text: string) => void
  textOf: (hash: string) => string | null
  /**
   * Forgets the text of files, and every word that was indexed and is in the portfolio no more, to the last byte of the
   * index's file.
   */
  forget: (hashes: Iterable<string>) => void
  /** Resolves when nothing waits to be indexed. */
  ready: () => Promise<void>
  close: () => void
}

type Pieces = { ids: Map<number, string>; owners: Map<number, number[]> }

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
  const { index, isStale } = beginIndex(db, cache)
  let isClosed = false
  /** There was no room for what was to be indexed: the next opening indexes anew. */
  let isBehind = false
  let indexing: Promise<void> | null = null

  const statement = {
    number: index
      .prepare<[string, string], number>('SELECT number FROM entry WHERE kind = ? AND id = ?')
      .pluck(),
    forgetWords: index.prepare('DELETE FROM word WHERE rowid = ?'),
    forget: index.prepare('DELETE FROM entry WHERE number = ?'),
    add: index.prepare('INSERT INTO entry (kind, id) VALUES (?, ?)'),
    addWords: index.prepare('INSERT INTO word (rowid, title, text, document) VALUES (?, ?, ?, ?)'),
    text: index.prepare<[string], string>('SELECT text FROM document WHERE hash = ?').pluck(),
    forgetText: index.prepare('DELETE FROM document WHERE hash = ?'),
    keep: index.prepare('INSERT OR REPLACE INTO document (hash, text, folded) VALUES (?, ?, ?)'),
    found: index.prepare<[string, number], { kind: EntryKind; id: string }>(
      `SELECT kind, id FROM word JOIN entry ON entry.number = word.rowid WHERE word MATCH ?
       ORDER BY word.rowid DESC LIMIT ?`,
    ),
    all: index.prepare<[string], number>('SELECT rowid FROM word WHERE word MATCH ?').pluck(),
    entries: index.prepare<[], { number: number; kind: EntryKind; id: string }>(
      "SELECT number, kind, id FROM entry WHERE kind IN ('evidence', 'file')",
    ),
  }

  const sources = prepareSources(db)
  const { entryOf, ownersOf, allOwners } = sources
  const showHit = prepareHits(index, sources)
  /** Which piece a row of the index stands for, and to which pieces a file's belongs; null once something was indexed. */
  let pieces: Pieces | null = null

  if (!db.readonly) forgetLostTexts(db, index)
  watchDirty(db)
  if (isStale) markAll(db)

  function put(
    kind: EntryKind,
    id: string,
    words: { title: string; text: string; document: string } | null,
  ): void {
    pieces = null
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
      try {
        indexRows(rows)
      } catch (error) {
        if (!isBadDisk(error)) throw error
        isBehind = true
        return true
      }
      if (performance.now() > until) return false
    }
  }

  function indexRows(rows: ReturnType<typeof takeDirty>): void {
    index.transaction(() => {
      for (const { kind, id } of rows) {
        if (kind === 'file') continue
        const entry = entryOf(kind, id)
        put(kind, id, entry && { ...entry, document: '' })
      }
    })()
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
    for (const where of places) {
      const rows = statement.found.all(`${where} : (${match})`, limit * 2)
      for (const { kind, id } of rows) {
        const found =
          kind === 'file'
            ? ownersOf(id).map((owner) => ({ kind: 'evidence' as const, id: owner }))
            : [{ kind, id }]
        for (const each of found) {
          if (seen.has(`${each.kind}:${each.id}`)) continue
          seen.add(`${each.kind}:${each.id}`)
          const hit = showHit(each.kind, each.id, question)
          if (hit) hits.push(hit)
        }
        if (hits.length >= limit) return hits.slice(0, limit)
      }
    }
    // Words that are parted between a piece and its documents.
    for (const id of hits.length < limit && wordCount(question) > 1 ? acrossOf(question) : []) {
      if (hits.length >= limit) break
      if (seen.has(`evidence:${id}`)) continue
      const hit = showHit('evidence', id, question)
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
    pieces ??= readPieces()
    const { ids, owners } = pieces
    const [first = new Set<number>(), ...others] = parts
      .map((part) => {
        const found = new Set<number>()
        for (const row of statement.all.all(matchOf(part))) {
          for (const piece of owners.get(row) ?? [row]) found.add(piece)
        }
        return found
      })
      .sort((one, other) => one.size - other.size)
    return [...first]
      .filter((piece) => others.every((each) => each.has(piece)))
      .flatMap((piece) => ids.get(piece) ?? [])
  }

  function readPieces(): Pieces {
    const ids = new Map<number, string>()
    const numbers = new Map<string, number>()
    const owners = new Map<number, number[]>()
    for (const { number, kind, id } of statement.entries.all()) {
      numbers.set(id, number)
      if (kind === 'evidence') ids.set(number, id)
      else owners.set(number, [])
    }
    for (const { hash, evidence } of allOwners()) {
      const owner = numbers.get(evidence)
      if (owner !== undefined) owners.get(numbers.get(hash) ?? 0)?.push(owner)
    }
    return { ids, owners }
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
      try {
        index.transaction(() => {
          statement.keep.run(hash, text, folded)
          put('file', hash, { title: '', text: '', document: `${folded}\n${secondHalvesOf(text)}` })
        })()
      } catch (error) {
        if (!isBadDisk(error)) throw error
        isBehind = true
      }
    },
    textOf: (hash) => statement.text.get(hash) ?? null,
    forget: (hashes) => {
      index.pragma('secure_delete = ON')
      index.transaction(() => {
        for (const hash of hashes) {
          statement.forgetText.run(hash)
          put('file', hash, null)
        }
      })()
      indexFor(Infinity)
      compact(index)
    },
    ready,
    close: () => {
      isClosed = true
      try {
        const isDone = !db.readonly && indexFor(1000) && !isBehind
        if (isDone) index.prepare('UPDATE stamp SET value = ?').run(stampOf(db))
      } catch (error) {
        if (!isBadDisk(error)) throw error
      }
      index.close()
    },
  }
}

/** Opens the index on the disk, or in memory where there is no room for it, and says whether it is to be made anew. */
function beginIndex(db: ReadableDb, cache: string): { index: IndexDb; isStale: boolean } {
  const path = join(cache, 'search.sqlite')
  const inMemory = db.readonly || !isPlace(cache)
  const index = openIndex(path, { inMemory })
  try {
    return { index, isStale: emptyStale(index, db) }
  } catch (error) {
    index.close()
    if (inMemory || !isBadDisk(error)) throw error
    return { index: openIndex(path, { inMemory: true }), isStale: true }
  }
}

function emptyStale(index: IndexDb, db: ReadableDb): boolean {
  const isStale = index.prepare('SELECT value FROM stamp').pluck().get() !== stampOf(db)
  if (isStale) {
    index.exec("DELETE FROM word WHERE rowid IN (SELECT number FROM entry WHERE kind <> 'file')")
    index.exec("DELETE FROM entry WHERE kind <> 'file'")
  }
  // Whatever ends the app before it is closed well: the index is made anew.
  index.exec("UPDATE stamp SET value = ''")
  return isStale
}

/** Whether the folder is there, or can be made. */
function isPlace(cache: string): boolean {
  try {
    mkdirSync(cache, { recursive: true })
    return true
  } catch (error) {
    if (errorCode(error) === '') throw error
    return false
  }
}

/** A full disk, a drive that is gone, pages of the portfolio that cannot be read: searching is the least that is lost by it. */
function isBadDisk(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|CANTOPEN|CORRUPT|READONLY)/.test(errorCode(error))
}

/** Texts of documents that an index made anew does not have are read once more. */
function forgetLostTexts(db: ReadableDb, index: IndexDb): void {
  const kept = new Set(index.prepare<[], string>('SELECT hash FROM document').pluck().all())
  const ready = db.prepare<[], string>("SELECT hash FROM file WHERE text = 'ready'").pluck().all()
  for (const hash of ready) if (!kept.has(hash)) noteTextState(db, hash, 'waiting')
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
