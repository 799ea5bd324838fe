import type { BookSource, PrintOrder } from '../domain/book'
import type { Book, Cover } from './blocks'
import { composeChapter } from './compose-chapter'
import { composeContents } from './compose-contents'
import type { Composing } from './composing'
import { addElement, documentElement, type Element } from './elements'
import type { PhotoSizes } from './photo-files'
import { hues } from './theme'
import { createWording, type Wording } from './wording'

/**
 * Turns the source into a book: cover, contents, a chapter per section.
 * @param photos sizes in px of the photos that can be shown; all others get a place that says so
 */
export function composeBook(order: Pick<PrintOrder, 'source' | 'draft' | 'now'>, photos: PhotoSizes): Book {
  const { source } = order
  const wording = createWording(source.language)
  const root = documentElement()
  const { say } = wording
  const coverElement = addElement(root, 'Sect')
  const contentsElement = addElement(root, 'Sect', { title: say('book.contents') })
  const composing: Composing = { wording, photos, printed: printedNumbers(source) }
  return {
    language: source.language,
    title: `${say('book.title')} ${source.cycle}, ${source.school}`,
    author: source.school,
    cover: composeCover(order, wording, addElement(coverElement, 'P')),
    chapters: [
      composeContents(source, wording, contentsElement),
      ...source.sections.map((section) => composeChapter(section, composing, sectionElement(section.title))),
    ],
    root,
  }

  function sectionElement(title: string): Element {
    return addElement(root, 'Sect', { title })
  }
}

/** Numbers of the evidence that this book prints: only those can be referred to by page. */
function printedNumbers({ sections }: BookSource): Set<string> {
  const printed = sections.flatMap(({ strands, evidence }) => [
    ...strands.flatMap((each) => each.evidence),
    ...evidence,
  ])
  return new Set(printed.map(({ number }) => number))
}

function composeCover(
  { source, draft, now }: Pick<PrintOrder, 'source' | 'draft' | 'now'>,
  { say, country, day }: Wording,
  element: Element,
): Cover {
  return {
    eyebrow: say('book.title'),
    school: source.school,
    lines: [
      country(source.country),
      source.cycle,
      ...(draft ? [say('book.draftOf', { date: day(now) })] : []),
    ],
    sections: source.sections.map(({ id, number, title }) => ({
      label: String(number),
      title,
      color: hues[id],
    })),
    element,
  }
}
