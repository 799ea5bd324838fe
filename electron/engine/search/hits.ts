import { fold } from '../../domain/fold'
import {
  snippetMargin,
  snippetOf,
  type HitKind,
  type Question,
  type SearchHit,
  type Snippet,
} from '../../domain/search'
import type { Sources } from './entries'
import type { IndexDb } from './index-file'

/** Shows a thing that was found, with the words around the first match; null when it is gone. */
export type ShowHit = (kind: HitKind, id: string, question: Question) => SearchHit | null

export function prepareHits(index: IndexDb, { sourceOf, documentsOf }: Sources): ShowHit {
  const statement = {
    folded: index.prepare<[string], string>('SELECT folded FROM document WHERE hash = ?').pluck(),
    lengths: index.prepare<[string], { text: number; folded: number }>(
      'SELECT length(text) AS text, length(folded) AS folded FROM document WHERE hash = ?',
    ),
    placeOf: index
      .prepare<[string, string], number>('SELECT instr(folded, ?) FROM document WHERE hash = ?')
      .pluck(),
    part: index
      .prepare<[number, number, string], string>('SELECT substr(text, ?, ?) FROM document WHERE hash = ?')
      .pluck(),
  }

  function showHit(kind: HitKind, id: string, question: Question): SearchHit | null {
    const source = sourceOf(kind, id)
    if (!source) return null
    const { title, texts, section } = source
    const inTitle = snippetOf(title, question)
    for (const text of texts) {
      const snippet = snippetIn(text, fold(text), question)
      if (snippet) return { kind, id, title, section, snippet, field: inTitle ? 'title' : 'text' }
    }
    if (inTitle) return { kind, id, title, section, snippet: inTitle, field: 'title' }
    const documents = kind === 'evidence' ? documentsOf(id) : []
    for (const hash of documents) {
      const snippet = documentSnippet(hash, question)
      if (snippet) return { kind, id, title, section, snippet, field: 'document' }
    }
    return { kind, id, title, section, snippet: { text: '', marks: [] }, field: 'text' }
  }

  /** Only the part around the match is fetched: to read whole documents takes five times as long. */
  function documentSnippet(hash: string, question: Question): Snippet | null {
    const lengths = statement.lengths.get(hash)
    if (!lengths) return null
    const wanted = [...question.words, ...question.phrases.flat()]
    const places = wanted
      .map((word) => (statement.placeOf.get(` ${word}`, hash) ?? 0) || placeInText(hash, word))
      .filter((place) => place > 0)
    if (places.length === 0) return null
    const at = Math.round((Math.min(...places) * lengths.text) / Math.max(1, lengths.folded))
    const from = Math.max(0, at - snippetMargin)
    const part = statement.part.get(from + 1, 3 * snippetMargin, hash) ?? ''
    const cut = { before: from > 0, after: from + part.length < lengths.text }
    return snippetOf(part, question, 0, cut)
  }

  /** Where a word stands that no space comes before, from 1; 0 where none does. */
  function placeInText(hash: string, word: string): number {
    return 1 + placeOf(statement.folded.get(hash) ?? '', word)
  }

  return showHit
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
