import type { Language } from './portfolio'
import type { SectionId } from './section'

/*
 * Answers in two languages. Which of the two is behind is not kept but found out: both texts as they are now are compared
 * with both as they were when someone last said that they say the same. So it is right after an undo, too.
 */

/** In which of its languages a portfolio leaves the app: in the first, in the second, or each answer in both. */
export const editions = ['first', 'second', 'both'] as const
export type Edition = (typeof editions)[number]

/** An answer in the second language, and both texts as they were when they last said the same. */
export type SecondAnswer = { text: string; agreedFirst: string; agreedSecond: string }

/**
 * How the two texts of an answer stand to each other. `none`: nothing is written yet; `missing`: only the first is there;
 * `new`: both are there, and nobody has said yet that they say the same; `same`: as when someone said so;
 * `secondBehind`, `firstBehind`: the other one has changed since then; `unsure`: both have.
 */
export const answerStandings = [
  'none',
  'missing',
  'new',
  'same',
  'secondBehind',
  'firstBehind',
  'unsure',
] as const
export type AnswerStanding = (typeof answerStandings)[number]

/**
 * How an answer stands in its two languages. White space around a text is no change of it. A first translation is `new`,
 * not `unsure`: whoever writes it has the other text before their eyes, and is asked once, not warned.
 */
export function answerStanding(first: string, second: SecondAnswer | null): AnswerStanding {
  const hasFirst = first.trim() !== ''
  const hasSecond = second !== null && second.text.trim() !== ''
  if (!hasFirst && !hasSecond) return 'none'
  if (!second || !hasSecond) return 'missing'
  if (!hasFirst) return 'firstBehind'
  const isNew = second.agreedFirst.trim() === '' || second.agreedSecond.trim() === ''
  if (isNew) return 'new'
  const { isFirst, isSecond } = changedSinceAgreed(first, second)
  if (isFirst && isSecond) return 'unsure'
  if (isFirst) return 'secondBehind'
  return isSecond ? 'firstBehind' : 'same'
}

/** Which of the two texts is not as it was when they last said the same. */
export function changedSinceAgreed(
  first: string,
  { text, agreedFirst, agreedSecond }: SecondAnswer,
): { isFirst: boolean; isSecond: boolean } {
  return {
    isFirst: first.trim() !== agreedFirst.trim(),
    isSecond: text.trim() !== agreedSecond.trim(),
  }
}

/** How the answer of a strand stands in the two languages of its portfolio. */
export type StrandStanding = { section: SectionId; strand: string; standing: AnswerStanding }

/** What is to be done until all answers say the same in both languages: how many, and where to begin. */
export type TwoLanguages = {
  /** Not there in the second language, or in the first. */
  missing: number
  /** Overtaken by the other language. */
  behind: number
  /** Written or changed in both, and not compared. */
  unsure: number
  first: StrandStanding | null
}

const isMissing = ({ standing }: StrandStanding): boolean => standing === 'missing'
const isBehind = ({ standing }: StrandStanding): boolean =>
  standing === 'secondBehind' || standing === 'firstBehind'
const isUnsure = ({ standing }: StrandStanding): boolean => standing === 'new' || standing === 'unsure'

/** Counts what is missing, behind and not compared; begins with what is behind: it would be printed and be wrong. */
export function twoLanguages(strands: readonly StrandStanding[]): TwoLanguages {
  return {
    missing: strands.filter(isMissing).length,
    behind: strands.filter(isBehind).length,
    unsure: strands.filter(isUnsure).length,
    first: strands.find(isBehind) ?? strands.find(isMissing) ?? strands.find(isUnsure) ?? null,
  }
}

/** A text with its language. */
export type Told = { text: string; language: Language }

/** An answer as an edition tells it: what stands first, what stands below it, and the language that it lacks. */
export type ToldAnswer = { main: Told; other: Told | null; lacks: Language | null }

/**
 * An answer as it leaves the app. Where it is not there in the language that is asked for, the other one stands in: an
 * answer in another language tells more than none.
 */
export function toldAnswer(
  first: string,
  second: string,
  { edition, languages }: { edition: Edition; languages: { first: Language; second: Language | null } },
): ToldAnswer {
  const one: Told = { text: first, language: languages.first }
  if (languages.second === null) return { main: one, other: null, lacks: null }
  const two: Told = { text: second, language: languages.second }
  const [wanted, instead] = edition === 'second' ? [two, one] : [one, two]
  if (wanted.text.trim() === '') {
    return instead.text.trim() === ''
      ? { main: wanted, other: null, lacks: null }
      : { main: instead, other: null, lacks: wanted.language }
  }
  if (edition !== 'both') return { main: wanted, other: null, lacks: null }
  const isAlone = instead.text.trim() === ''
  return { main: wanted, other: isAlone ? null : instead, lacks: isAlone ? instead.language : null }
}
