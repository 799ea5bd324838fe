import type { BookDeclaration, BookSource, PrintOrder } from '../domain/book'
import type { Book, Chapter, Cover } from './blocks'
import { composeChapter } from './compose-chapter'
import { composeContents } from './compose-contents'
import { composeDeclaration } from './compose-declaration'
import { composeMission, hasMission } from './compose-mission'
import { composeSchool, hasSchool } from './compose-school'
import type { Composing } from './composing'
import { addElement, documentElement, type Element } from './elements'
import type { PhotoSizes } from './photo-files'
import { hues } from './theme'
import { createWording, type Wording } from './wording'

/**
 * Turns the source into a book: cover, contents, the school, the Mission, a chapter per section, the
 * declaration. Elements are made in that order, in which a screen reader reads them.
 * @param photos sizes in px of the photos that can be shown; all others get a place that says so
 */
export function composeBook(order: Pick<PrintOrder, 'source' | 'draft' | 'now'>, photos: PhotoSizes): Book {
  const { source } = order
  const wording = createWording(source.language)
  const root = documentElement()
  const { say } = wording
  const coverElement = addElement(root, 'Sect')
  const contentsElement = addElement(root, 'Sect', { title: say('book.contents') })
  const cited = new Map(source.cited.map((each) => [each.id, each]))
  const composing: Composing = { wording, photos, printed: printedNumbers(source), cited }
  return {
    language: source.language,
    title: `${say('book.title')} ${source.cycle}, ${source.school}`,
    author: source.school,
    cover: composeCover(order, wording, addElement(coverElement, 'P')),
    chapters: [
      composeContents(source, wording, contentsElement),
      ...(hasSchool(source.facts)
        ? [composeSchool(source.facts, wording, sectionElement(say('book.school')))]
        : []),
      ...(hasMission(source) ? [composeMission(source, wording, sectionElement(say('book.mission')))] : []),
      ...source.sections.map((section) => composeChapter(section, composing, sectionElement(section.title))),
      ...(source.declaration ? [declarationChapter(source.declaration)] : []),
    ],
    root,
  }

  function declarationChapter(declaration: BookDeclaration): Chapter {
    const sect = sectionElement(say('book.declaration'))
    return composeDeclaration(declaration, source, { wording, sect })
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
