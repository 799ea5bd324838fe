import type {
  BookDeclaration,
  BookEvidence,
  BookFacts,
  BookPhoto,
  BookSection,
  BookSource,
  CitedEvidence,
} from '../domain/book'
import type { Evidence } from '../domain/evidence'
import { spokenSections, type SpokenSection } from '../domain/mission-translation'
import { planColumns } from '../domain/plan'
import { formatCycle } from '../domain/portfolio'
import { citedEvidence } from '../domain/rich-text'
import { isSample } from '../domain/sample'
import type { Place, SectionId } from '../domain/section'
import { toldAnswer, type Edition } from '../domain/two-languages'
import { application, introduction } from './application'
import { listAnswers } from './answers'
import { bookOptions } from './book'
import { evidenceForBook } from './book-evidence'
import type { ReadableDb } from './database'
import { listEvidence } from './evidence'
import type { Guard } from './guard'
import type { Opened } from './opened'
import { listPeople } from './people'
import { listEarlierPlans, listPlans } from './plan'
import { listSections, portfolio } from './portfolio'
import { listProjects } from './projects'
import { listSecondAnswers } from './second-answers'

/**
 * The part of a portfolio that is printed. Each piece of evidence is printed once, under the place that gave it its
 * number, and named where else it serves. Evidence that is placed nowhere is not printed. Of files that are held back
 * nothing comes in: the layout closes over their places, and no number changes.
 * @param which one section, or all of them; and the edition, where it is not as the portfolio keeps it
 * @param textOf the text of a document by its hash, null while not known
 */
export function bookSource(
  opened: Opened,
  { only, edition: wanted }: { only: SectionId | null; edition?: Edition | undefined },
  { guard, textOf }: { guard: Guard; textOf: (hash: string) => string | null },
): BookSource {
  const { db } = opened
  const facts = portfolio(db)
  const answers = listAnswers(db)
  const secondAnswers = listSecondAnswers(db)
  const plans = listPlans(db)
  const earlierPlans = listEarlierPlans(db)
  const evidence = listEvidence(db)
  const forBook = evidenceForBook(opened, textOf)
  const chosenBook = bookOptions(db)
  const { language: first, secondLanguage: second } = facts
  const edition = second === null ? 'first' : (wanted ?? chosenBook.edition)
  const language = edition === 'second' && second !== null ? second : first
  const chosen = spokenSections(listSections(db), first, language).filter(
    ({ id }) => only === null || id === only,
  )
  const printedIn = new Set(chosen.map(({ id }) => id))
  const sections = chosen.map((section) => bookSection(section))
  return {
    isWhole: only === null,
    isSample: isSample(facts),
    title: chosenBook.title,
    photo: coverPhoto(chosenBook.coverPhoto),
    logo: logo(chosenBook.logo),
    school: facts.school,
    country: facts.country,
    language,
    writtenIn: first,
    cycle: formatCycle(facts.cycle),
    introduction: only === null ? introduction(db) : '',
    facts: only === null ? bookFacts(db) : null,
    declaration: only === null ? bookDeclaration(db) : null,
    sections,
    cited: citedIn([
      ...answers.values(),
      ...[...secondAnswers.values()].map(({ text }) => text),
      ...evidence.flatMap(({ shows, note }) => [shows, note]),
      ...[...plans.values()].flat().flatMap((row) => planColumns.map((column) => row[column])),
      ...[...earlierPlans.values()].flatMap(({ rows }) => rows.map(({ outcome }) => outcome)),
    ]),
  }

  function coverPhoto(id: string): BookPhoto | null {
    const piece = evidence.find(({ attachments }) => attachments.some((each) => each.id === id))
    const chosen = piece?.attachments.find((each) => each.id === id)
    const photo = piece && chosen?.role === 'photo' ? guard.photo(chosen, piece) : null
    return photo && forBook.photo(photo)
  }

  function logo(hash: string | null): BookPhoto | null {
    const free = hash === null ? null : guard.logo(hash)
    return free && forBook.logo(free, facts.school)
  }

  function citedIn(texts: readonly string[]): CitedEvidence[] {
    const ids = new Set(texts.flatMap(citedEvidence))
    return evidence.flatMap(({ id, number, title }) =>
      ids.has(id) ? [{ id, number: number ?? '', title }] : [],
    )
  }

  function bookSection(section: SpokenSection): BookSection {
    return {
      id: section.id,
      number: section.number,
      title: section.title,
      titleIn: section.titleIn,
      claim: section.claim,
      claimIn: section.claimIn,
      strands: section.strands.map((strand) => {
        const { main, other, lacks } = toldAnswer(
          answers.get(strand.id) ?? '',
          secondAnswers.get(strand.id)?.text ?? '',
          { edition, languages: { first, second } },
        )
        return {
          number: strand.number,
          title: strand.title,
          titleIn: strand.titleIn,
          answer: main.text,
          answerIn: main.language,
          second: other,
          lacks,
          ...standing({ section: section.id, strand: strand.id }),
        }
      }),
      ...standing({ section: section.id, strand: null }),
      plan: plans.get(section.id) ?? [],
      wording: section.wording,
      earlierPlan: earlierPlans.get(section.id) ?? null,
    }
  }

  /** What is printed at a place, and the numbers of what is printed elsewhere. */
  function standing(place: Place): { evidence: BookEvidence[]; alsoShownBy: string[] } {
    const here = evidence.filter(({ places }) => places.some((other) => isSame(other, place)))
    const home = here.filter((piece) => isHome(piece, place))
    const away = here.filter((piece) => !isHome(piece, place))
    return {
      evidence: home.map((piece) => forBook.piece(guard.piece(piece))),
      alsoShownBy: away.flatMap(({ number }) => number ?? []),
    }
  }

  /** The first of its places that is printed: when only one section is asked for, the first in that. */
  function isHome({ places }: Evidence, place: Place): boolean {
    const first = places.find(({ section }) => printedIn.has(section))
    return first !== undefined && isSame(first, place)
  }
}

function bookFacts(db: ReadableDb): BookFacts {
  const { registeredOn, activeTeachers } = application(db)
  return {
    registeredOn,
    activeTeachers,
    people: listPeople(db).map(({ name, role }) => ({ name, role })),
    projects: listProjects(db).map(({ id: _id, ...project }) => project),
  }
}

/** The page to sign. Who signs is prefilled once the school has said so. */
function bookDeclaration(db: ReadableDb): BookDeclaration {
  const { signatory, ...facts } = application(db)
  const person = listPeople(db).find(({ id }) => id === signatory)
  return {
    text: facts.declarationText,
    place: facts.declarationPlace,
    date: facts.declarationOn,
    name: person?.name ?? '',
    role: person?.role ?? '',
    stamp: facts.declarationStamp,
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.section === b.section && a.strand === b.strand
}
