/** The languages that the app is written in. A portfolio is written in one of them. */
export const languages = ['en', 'tr', 'et', 'ro', 'bg', 'nl'] as const

export type Language = (typeof languages)[number]

/** ISO 3166-1 codes of the countries whose schools take part in eTwinning (XK is Kosovo's user-assigned code). */
export const countries = [
  'AL', 'AM', 'AT', 'AZ', 'BA', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GE', 'GR', 'HR',
  'HU', 'IE', 'IS', 'IT', 'JO', 'LB', 'LI', 'LT', 'LU', 'LV', 'MD', 'ME', 'MK', 'MT', 'NL', 'NO', 'PL', 'PT',
  'RO', 'RS', 'SE', 'SI', 'SK', 'TN', 'TR', 'UA', 'XK',
] as const // prettier-ignore

export type Country = (typeof countries)[number]

/** The language that most schools of a country write in, where it is one of the app's. */
export function languageOf(country: string): Language | null {
  const spoken: Readonly<Record<string, Language>> = {
    BE: 'nl',
    BG: 'bg',
    EE: 'et',
    IE: 'en',
    MD: 'ro',
    MT: 'en',
    NL: 'nl',
    RO: 'ro',
    TR: 'tr',
  }
  return spoken[country] ?? null
}

/** The two calendar years for which the label is asked, both included. */
export type Cycle = { from: number; to: number }

/** What identifies a portfolio to its school. */
export type PortfolioFacts = {
  school: string
  country: Country
  language: Language
  cycle: Cycle
  /** Answers can be written in it, too; null for none. Where it is not said, it stays as it is. */
  secondLanguage?: Language | null | undefined
}

export type Portfolio = PortfolioFacts & { id: string; secondLanguage: Language | null }

/** The longest school name or title that is kept, in UTF-16 units. */
export const longestName = 300

/** Reads `2027-2028` (hyphen or en dash) as a cycle; null when it is not two years in order. */
export function parseCycle(text: string): Cycle | null {
  const match = /^\s*(\d{4})\s*[-–]\s*(\d{4})\s*$/.exec(text)
  if (!match) return null
  const cycle = { from: Number(match[1]), to: Number(match[2]) }
  return isCycle(cycle) ? cycle : null
}

/** A cycle runs forward, over ten years at most, in a century that has schools with labels. */
export function isCycle({ from, to }: Cycle): boolean {
  return from >= 2000 && to >= from && to - from < 10 && to < 2100
}

/** `2027–2028`, with the en dash that ranges take. */
export function formatCycle({ from, to }: Cycle): string {
  return from === to ? String(from) : `${from}–${to}`
}

/** The cycle that a school applying at `today` would most likely ask for: the two years after this one. */
export function nextCycle(today: Date): Cycle {
  const year = today.getFullYear()
  return { from: year + 1, to: year + 2 }
}
