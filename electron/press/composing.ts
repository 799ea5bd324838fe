import type { BookDocument, CitedEvidence } from '../domain/book'
import type { Language } from '../domain/portfolio'
import { addElement, type Element } from './elements'
import type { PhotoSizes } from './photo-files'
import type { Theme } from './theme'
import type { Wording } from '../domain/wording'

/** What all chapters are composed with. */
export type Composing = {
  /** The book's, and the one in which the school writes evidence and plans. */
  language: Language
  writtenIn: Language
  wording: Wording
  photos: PhotoSizes
  /** Numbers of all evidence in the book. */
  theme: Theme
  printed: ReadonlySet<string>
  /** The labels of the annexes, by the document: `A1`. */
  annexes: ReadonlyMap<BookDocument, string>
  /** Evidence that texts may cite, by its id. */
  cited: ReadonlyMap<string, CitedEvidence>
}

/** Names the language of a knot where it is not the book's. */
export function inLanguage(
  { language }: Pick<Composing, 'language'>,
  own: Language | undefined,
): Pick<Element, 'language'> {
  return own === undefined || own === language ? {} : { language: own }
}

/** The same for what the school writes; and for what the book itself says within that. */
export function asWritten({ language, writtenIn }: Composing): Pick<Element, 'language'> {
  return inLanguage({ language }, writtenIn)
}
export function asBook({ language, writtenIn }: Composing): Pick<Element, 'language'> {
  return inLanguage({ language: writtenIn }, language)
}

/** Where a text goes: a knot with its language, or what is around where that is the same. */
export function placeFor(composing: Composing, own: Language | undefined, parent: Element): Element {
  const facts = inLanguage(composing, own)
  return facts.language === undefined ? parent : addElement(parent, 'Div', facts)
}
