import { fold } from './fold'
import type { Language } from './portfolio'
import type { SectionId } from './section'

/** The five principles; eSafety is no part of the Mission. */
export type PrincipleId = Exclude<SectionId, 'esafety'>

/** In the Mission's order. */
export const principleIds = ['leadership', 'collaboration', 'students', 'example', 'inclusion'] as const

/** How the Mission statement of one language can be told: by single terms, folded, never by its sentences. */
type Terms = {
  /** What a heading begins with. */
  begin: RegExp
  /** What the introduction begins with: that these schools are leaders. */
  introduction: RegExp
} & Record<PrincipleId, readonly RegExp[]>

/** Each heading has all the terms of its principle. Written as `fold` leaves them: õ is o, ș is s, ı is i. */
const terms: Readonly<Record<Language, Terms>> = {
  en: {
    begin: /^(?:(?:the )?(?:students|pupils) (?:in|of|at) )?etwinning schools?\b/,
    introduction: /^etwinning schools are (?:the )?leaders\b/,
    leadership: [/\bshared leadership|leadership .*\bshared/],
    collaboration: [/collaborat|cooperat/, /\bshar/, /team ?work/],
    students: [/students|pupils/, /\bchange/],
    example: [/\b(?:models?|examples?) .*\bother schools\b/],
    inclusion: [/inclusi/, /innovati/, /learning organi[sz]/],
  },
  nl: {
    begin: /^(?:(?:de )?leerlingen (?:op|in|van) )?etwinning[- ]?scholen\b/,
    introduction: /^etwinning[- ]?scholen zijn (?:de )?leiders\b/,
    leadership: [/\bgedeeld leiderschap/],
    collaboration: [/samenwerk/, /uitwissel|\bdelen/, /team/],
    students: [/leerlingen/, /verandering/],
    example: [/\b(?:modellen|modelscholen|voorbeelden|voorbeeld) voor (?:de )?andere scholen\b/],
    inclusion: [/inclusie/, /innovatie/, /leer|lerende/, /organisatie/],
  },
  et: {
    begin: /^(?:opilased )?etwinningu koolid/,
    introduction: /^etwinningu koolid on .*\bliidri/,
    leadership: [/\b(?:uhi|jagatud )\w* ?juhtimi/],
    collaboration: [/koosto/, /jagami/, /meeskon/],
    students: [/opila/, /muutus/],
    example: [/\bteis\w+ kool\w+ .*eeskuju|eeskuju\w* .*teis\w+ kool/],
    inclusion: [/kaasav/, /innovaa|innovat|uuendus/, /oppiv/, /organisatsioon/],
  },
  ro: {
    begin: /^(?:elevii (?:din|in|ai|de la) )?scolile etwinning\b/,
    introduction: /^scolile etwinning sunt liderii?\b/,
    leadership: [
      /\bconducer\w+ (?:in comun|comun|partajat|impartasit)|\bleadership\w* (?:comun|partajat|impartasit)/,
    ],
    collaboration: [/colabor|cooper/, /comuniun|impart|partaj|schimb/, /echip/],
    students: [/\belevi/, /schimbar/],
    example: [/\b(?:model|exempl)\w* (?:[^ ]+ ){0,3}pentru (?:alte|celelalte) scoli\b/],
    inclusion: [/incluziv/, /novat/, /invat/, /organizati/],
  },
  bg: {
    begin: /^(?:учениците (?:в|във|от|на) )?(?:etwinning училищата|училищата etwinning)/,
    introduction: /^(?:etwinning училищата|училищата etwinning) са лидери/,
    leadership: [/споделено(?:то)? лидерство/],
    collaboration: [/сътруднич/, /споделян/, /екип/],
    students: [/ученици/, /промяна/],
    example: [/пример за (?:другите|други|останалите) училища/],
    inclusion: [/приобщава/, /иновати/, /организаци/],
  },
  tr: {
    begin: /^etwinning okullari/,
    introduction: /^etwinning okullari\b.*\blider(?:leridir|leri|lerdir|dir)\b/,
    leadership: [/\b(?:ortak|paylasilan|paylasimci) liderli/],
    collaboration: [/is ?birlig/, /paylas/, /\b(?:ekip|takim)/],
    students: [/ogrenci/, /degisim/],
    example: [/\b(?:diger|baska) okullar/, /\b(?:model|ornek)/],
    inclusion: [/kapsayici/, /yenilikci/, /ogren/],
  },
}

/** The principle whose heading this is, in any of the languages; null for any other text. */
export function principleOf(heading: string): PrincipleId | null {
  const folded = fold(heading)
  for (const language of Object.values(terms)) {
    if (!language.begin.test(folded)) continue
    const found = principleIds.find((id) => language[id].every((term) => term.test(folded)))
    if (found) return found
  }
  return null
}

/** Whether a text begins as the introduction of the Mission does, in any of the languages. */
export function isIntroduction(text: string): boolean {
  const folded = fold(text)
  return Object.values(terms).some(({ introduction }) => introduction.test(folded))
}

const pageTitle =
  /^(?:the)?(?:etwinning)?(?:schools?|okulu|okullari|kooli?d?e?|scolilor|училища?)*(?:mission|missie|missioon|misiune|misiunea|misyon|мисия)(?:statement|verklaring|bildirisi)?$|^etwinningschools?(?:missie|mission)?$/

/** What stands on the pages of the statement and belongs to no part: titles, spaced or not, addresses, page numbers. */
export function isPageFurniture(line: string): boolean {
  const tight = fold(line).replace(/[^\p{L}\p{N}+./:]/gu, '')
  return (
    pageTitle.test(tight) ||
    /^erasmus\+?$/.test(tight) ||
    /^(?:https?:\/\/)?(?:www\.)?etwinning\.(?:net|eu)\/?$/.test(tight) ||
    /^\d{1,3}(?:\/\d{1,3})?$/.test(tight)
  )
}
