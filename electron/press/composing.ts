import type { CitedEvidence } from '../domain/book'
import type { PhotoSizes } from './photo-files'
import type { Wording } from './wording'

/** What all chapters are composed with. */
export type Composing = {
  wording: Wording
  photos: PhotoSizes
  /** Numbers of all evidence in the book. */
  printed: ReadonlySet<string>
  /** Evidence that texts may cite, by its id. */
  cited: ReadonlyMap<string, CitedEvidence>
}
