import {
  isHeldBack,
  type Consent,
  type ConsentState,
  type ConsentStatus,
  type FileConsent,
  type Subject,
} from './consent'
import { formatCycle, type Portfolio } from './portfolio'
import type { PrintedGroup, PrintedList, PrintedRow } from './printed-list'
import { plainText } from './rich-text'
import type { Wording } from './wording'

/** A picture of which the list says who can be seen and who agreed. */
export type ListedPicture = {
  consent: FileConsent
  status: ConsentStatus
  /** The numbers of the pieces that it belongs to, in the book's order; none while these stand nowhere. */
  numbers: string[]
  /** What the first of them is called; may be empty. */
  title: string
  /** Path of a small JPEG as it would leave the app, cut and covered; null when there is none. */
  picture: string | null
}

export type ConsentListSource = {
  portfolio: Portfolio
  /** The school's own words on who has to agree; Markdown. */
  rules: string
  subjects: readonly Subject[]
  /** Each picture once, in the book's order. */
  pictures: readonly ListedPicture[]
  /** The day of the list, `YYYY-MM-DD`. */
  day: string
  /** Who signs: the principal's name, or empty. */
  signatory: string
}

/**
 * Composes the list of consents that the principal signs: person by person and group by group, then the other pictures. A
 * picture that is held back stands there by its number, without the picture: whoever withdrew or did not agree is not copied
 * once more, onto a paper that lies in a folder for years.
 */
export function composeConsentList(source: ConsentListSource, wording: Wording): PrintedList {
  const { portfolio, rules, subjects, pictures, day, signatory } = source
  const { say } = wording
  const isOf =
    ({ id }: Subject) =>
    (picture: ListedPicture) =>
      picture.consent.subjects.includes(id)
  const alone = pictures.filter(({ consent }) => consent.subjects.length === 0)
  const seen = alone.filter(({ consent }) => consent.people !== 'none')
  const hasHeldBack = pictures.some(({ status }) => isHeldBack(status))
  return {
    language: portfolio.language,
    title: say('consentList.title'),
    lines: [portfolio.school, [formatCycle(portfolio.cycle), wording.period(day, '')].join(', ')],
    introduction: [plainText(rules).trim(), hasHeldBack ? say('consentList.heldBack') : '']
      .filter((text) => text !== '')
      .join('\n\n'),
    groups: [
      ...subjects.map((subject) =>
        composeGroup(
          {
            heading: subject.name,
            notes: notesOf(subject, wording),
            pictures: pictures.filter(isOf(subject)),
          },
          wording,
        ),
      ),
      ...(seen.length === 0
        ? []
        : [composeGroup({ heading: say('consentList.alone'), notes: [], pictures: seen }, wording)]),
      ...(alone.length === seen.length
        ? []
        : [
            {
              heading: say('consentList.nobody'),
              note: say('consentList.nobody.count', { count: alone.length - seen.length }),
              columns: [],
              rows: [],
            },
          ]),
    ],
    signatures: [
      signatory === '' ? say('consentList.principal') : `${say('consentList.principal')}: ${signatory}`,
    ],
  }
}

function composeGroup(
  { heading, notes, pictures }: { heading: string; notes: string[]; pictures: readonly ListedPicture[] },
  wording: Wording,
): PrintedGroup {
  const { say } = wording
  return {
    heading,
    note: [...notes, ...(pictures.length === 0 ? [say('consentList.none')] : [])].join(' · '),
    columns: [
      say('consentList.evidence'),
      say('consentList.people'),
      say('consentList.state'),
      say('consentList.given'),
      say('consentList.scope'),
      say('consentList.paper'),
      say('consentList.keep'),
    ],
    rows: pictures.map((picture) => rowOf(picture, wording)),
  }
}

function rowOf(listed: ListedPicture, wording: Wording): PrintedRow {
  const { say } = wording
  const { consent, status, numbers, title, picture } = listed
  const state = stateOf(listed)
  return {
    picture: isHeldBack(status) ? null : picture,
    cells: [
      [numbers.join(', '), title].filter((text) => text !== '').join(' · ') || say('consentList.untitled'),
      say(`consentList.people.${consent.people || 'unsaid'}`),
      state === null ? '' : say(`consentList.state.${state}`),
      wording.shortDay(consent.givenOn),
      consent.scope === '' ? '' : say(`consentList.scope.${consent.scope}`),
      [consent.paper, consent.reference].filter((text) => text !== '').join(', '),
      wording.shortDay(consent.keepUntil),
    ],
  }
}

/**
 * What the row says of consent; null where that of the person or group above it is all. One that is held back because of
 * somebody else in it says so.
 */
function stateOf({ consent, status }: ListedPicture): Exclude<ConsentState, ''> | 'unsaid' | null {
  if (consent.state !== '') return consent.state
  if (status === 'withdrawn' || status === 'missing') return status
  return consent.subjects.length === 0 ? 'unsaid' : null
}

/** What was said of a person or a group, in one line. */
function notesOf(consent: Consent, wording: Wording): string[] {
  const { say } = wording
  return [
    say('consentList.of', { state: say(`consentList.state.${consent.state || 'unsaid'}`) }),
    consent.givenOn === '' ? '' : say('consentList.of.given', { day: wording.period(consent.givenOn, '') }),
    consent.scope === '' ? '' : say(`consentList.scope.${consent.scope}`),
    consent.paper === '' ? '' : say('consentList.of.paper', { paper: consent.paper }),
    consent.reference === '' ? '' : say('consentList.of.reference', { reference: consent.reference }),
    consent.keepUntil === ''
      ? ''
      : say('consentList.of.keep', { day: wording.period(consent.keepUntil, '') }),
  ].filter((text) => text !== '')
}
