import type { BookDocument, CitedEvidence } from '../domain/book'
import type { PhotoSizes } from './photo-files'
import type { Theme } from './theme'
import type { Wording } from '../domain/wording'

/** What all chapters are composed with. */
export type Composing = {
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
