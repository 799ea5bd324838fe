import type { BookDeclaration, BookGap, BookPhoto, PrintOrder } from '../domain/book'
import type { BookPart } from '../domain/book-options'
import { languageName } from '../domain/language'
import {
  declarationAnchor,
  listAnchor,
  mapAnchor,
  missionAnchor,
  peopleAnchor,
  schoolAnchor,
} from './anchors'
import type { Book, Chapter, Cover, CoverPicture } from './blocks'
import { composeAnnexes, type Annex } from './compose-annexes'
import { composeChapter } from './compose-chapter'
import { composeContents, type Entry } from './compose-contents'
import { composeDeclaration } from './compose-declaration'
import { composeList, printedEvidence } from './compose-list'
import { composeMap } from './compose-map'
import { composeMission, hasMission } from './compose-mission'
import { composePeopleChapter, composeSchool, hasFacts, hasPeople } from './compose-school'
import type { Composing } from './composing'
import { addElement, documentElement, type Element } from './elements'
import type { PhotoSizes } from './photo-files'
import { hues, themes } from './theme'
import { createWording, type Wording } from '../domain/wording'

type Order = Pick<PrintOrder, 'source' | 'options' | 'draft' | 'now'>

/** A part as it stands in the book: what the contents say of it, and how its chapters are made. */
type Part = { entries: Entry[]; chapters: () => Chapter[] }

/**
 * Turns the source into a book: the cover, and the parts that were chosen, in their order. Elements are made in that
 * order, in which a screen reader reads them.
 * @param photos sizes in px of the photos that can be shown; all others get a place that says so
 * @param annexes what comes behind the book, in the order of the evidence
 */
export function composeBook(
  order: Order,
  photos: PhotoSizes,
  annexes: readonly Annex[] = [],
): Book & { cover: Cover } {
  const { source, options } = order
  const wording = createWording(source.language)
  const root = documentElement()
  const { say } = wording
  const coverElement = addElement(root, 'Sect')
  const theme = themes[options.theme]
  const shown = options.parts.filter(({ isShown }) => isShown).map(({ part }) => part)
  const composing: Composing = {
    language: source.language,
    writtenIn: source.writtenIn ?? source.language,
    wording,
    photos,
    theme,
    printed: new Set(
      shown.includes('sections') ? printedEvidence(source).map(({ piece }) => piece.number) : [],
    ),
    cited: new Map(source.cited.map((each) => [each.id, each])),
    annexes: new Map(shown.includes('annexes') ? annexes.map((each) => [each.document, each.label]) : []),
  }
  const cover = composeCover(order, { wording, photos }, coverElement)
  // Before any chapter is made: the contents name them all.
  const parts = shown.flatMap((part, index) => makePart(part, shown[index - 1], shown[index + 1]) ?? [])
  return {
    language: source.language,
    theme: options.theme,
    title: `${cover.eyebrow} ${source.cycle}, ${source.school}`,
    author: source.school,
    cover,
    chapters: parts.flatMap(({ chapters }) => chapters()),
    gaps: [
      ...(shown.includes('sections') ? [...lackingAnswers(), ...gonePhotos()] : []),
      ...(shown.includes('annexes') ? unopenedAnnexes(annexes) : []),
    ],
    root,
  }

  function lackingAnswers(): BookGap[] {
    return source.sections.flatMap(({ id, strands }) =>
      strands.flatMap(({ number, lacks }): BookGap[] =>
        lacks ? [{ kind: 'answerMissing', section: id, number, name: languageName(lacks) }] : [],
      ),
    )
  }

  function gonePhotos(): BookGap[] {
    return printedEvidence(source).flatMap(({ piece: { id, number, attachments } }) =>
      attachments.flatMap((each): BookGap[] =>
        each.role === 'photo' && !photos.has(each)
          ? [{ kind: 'photoGone', evidence: id, number, name: each.name }]
          : [],
      ),
    )
  }

  function makePart(part: BookPart, before: BookPart | undefined, after: BookPart | undefined): Part | null {
    const { facts, declaration } = source
    switch (part) {
      case 'contents':
        return {
          entries: [],
          chapters: () => [
            composeContents(
              parts.flatMap(({ entries }) => entries),
              composing,
              sectionElement(say('book.contents')),
            ),
          ],
        }
      case 'map':
        return source.isWhole && source.sections.length > 0
          ? one(say('book.map'), mapAnchor, (sect) => composeMap(source, composing, sect))
          : null
      case 'school': {
        const withPeople = after === 'people'
        if (!hasFacts(facts)) return null
        return one(say('book.school'), schoolAnchor, (sect) =>
          composeSchool(facts, { composing, sect, withPeople }),
        )
      }
      case 'people':
        // They stand in the chapter of the school where that comes right before.
        if (!hasPeople(facts) || (before === 'school' && hasFacts(facts))) return null
        return one(say('book.peopleAndProjects'), peopleAnchor, (sect) =>
          composePeopleChapter(facts, composing, sect),
        )
      case 'mission':
        return hasMission(source)
          ? one(say('book.mission'), missionAnchor, (sect) => composeMission(source, composing, sect))
          : null
      case 'sections':
        return {
          entries: source.sections.map((section) => ({ section })),
          chapters: () =>
            source.sections.map((section) =>
              composeChapter(section, composing, sectionElement(section.title)),
            ),
        }
      case 'declaration':
        return declaration && declarationPart(declaration)
      case 'list':
        return source.isWhole && printedEvidence(source).length > 0
          ? one(say('book.list'), listAnchor, (sect) => composeList(source, composing, sect))
          : null
      case 'annexes':
        return composeAnnexes(annexes, composing, sectionElement)
    }
  }

  function declarationPart(declaration: BookDeclaration): Part {
    return one(say('book.declaration'), declarationAnchor, (sect) =>
      composeDeclaration(declaration, source, { composing, sect }),
    )
  }

  function one(title: string, anchor: string, chapter: (sect: Element) => Chapter): Part {
    return { entries: [{ title, anchor }], chapters: () => [chapter(sectionElement(title))] }
  }

  function sectionElement(title: string): Element {
    return addElement(root, 'Sect', { title, language: source.language })
  }
}

function unopenedAnnexes(annexes: readonly Annex[]): BookGap[] {
  return annexes.flatMap(({ content, document: { name }, piece: { id, number } }): BookGap[] => {
    if (content.kind !== 'locked' && content.kind !== 'damaged') return []
    const kind = content.kind === 'locked' ? 'annexLocked' : 'annexDamaged'
    return [{ kind, evidence: id, number, name }]
  })
}

function composeCover(
  { source, draft, now }: Order,
  { wording: { say, country, day }, photos }: { wording: Wording; photos: PhotoSizes },
  sect: Element,
): Cover {
  const picture = (photo: BookPhoto | null): CoverPicture | null => {
    const size = photo && photos.get(photo)
    if (!photo?.path || !size) return null
    const alt = photo.alt.trim() || photo.caption.trim() || source.school
    return { path: photo.path, ...size, element: addElement(sect, 'Figure', { alt }) }
  }
  return {
    eyebrow: source.title.trim() || say('book.title'),
    school: source.school,
    lines: [
      country(source.country),
      source.cycle,
      ...(draft ? [say('book.draftOf', { date: day(now) })] : []),
      ...(source.isSample ? [say('book.sample.lede')] : []),
    ],
    photo: picture(source.photo),
    logo: picture(source.logo),
    sections: source.sections.map(({ id, number, title }) => ({
      label: String(number),
      title,
      color: hues[id],
    })),
    element: addElement(sect, 'P'),
  }
}
