import { basename } from 'node:path'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { BookPart } from '../domain/book-options'
import { isHeldBack } from '../domain/consent'
import type { Departure, NamedFile } from '../domain/export'
import type { Asked } from './guard'

/* What an export says of itself: what was left out, what went, and which files are in it. */

/** What there is to say of what was asked: every file once, where it comes first. */
export function departure(asked: readonly Asked[]): Departure<Asked> {
  const once = [...new Map(asked.toReversed().map((each) => [each.file, each])).values()].reverse()
  return {
    heldBack: once.filter(({ goes }) => !goes),
    unsaid: once.filter(({ status }) => status === 'unsaid'),
    knowingly: once.filter(({ goes, status }) => goes && isHeldBack(status)),
  }
}

/** The files that are in a book, by hash: the pictures that stand on its pages, and the documents that it names or holds. */
export function takenBy({ source, options }: PrintOrder, { pictures }: PrintResult): Set<string> {
  const isShown = (wanted: BookPart) => options.parts.some(({ part, isShown }) => part === wanted && isShown)
  const pieces = source.sections.flatMap(({ strands, evidence }) => [
    ...strands.flatMap((strand) => strand.evidence),
    ...evidence,
  ])
  const documents = pieces
    .flatMap(({ attachments }) => attachments)
    .filter((each) => each.role === 'document')
    .filter(({ annex }) => isShown('sections') || (isShown('annexes') && annex !== null))
  return hashesOf([...pictures.map(({ path }) => path), ...documents.map(({ original }) => original)])
}

/** Originals and renditions are named by the hash of their file (folders.ts). */
export function hashesOf(paths: readonly string[]): Set<string> {
  return new Set(paths.map((path) => basename(path).slice(0, 64)))
}

/** What there is to say of an export: of what goes only what is in it. */
export function named(asked: readonly Asked[], taken: ReadonlySet<string>): Departure {
  const { heldBack, unsaid, knowingly } = departure(
    asked.filter(({ file, goes }) => !goes || taken.has(file)),
  )
  return { heldBack: heldBack.map(nameOf), unsaid: unsaid.map(nameOf), knowingly: knowingly.map(nameOf) }
}

export function nameOf({ file, name, evidence, number, title, attachment, status }: Asked): NamedFile {
  return { file, name, evidence, number, title, attachment, status }
}
