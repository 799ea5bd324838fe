import { isDay } from './evidence'
import { localeOf } from './language'
import { createMessages, type Say } from './messages'
import type { Language } from './portfolio'

/** How the book words what it is given, in the portfolio's language. */
export type Wording = {
  say: Say
  /** `BG` -> the country's name; the code itself when it is none. */
  country: (code: string) => string
  /** `nl` -> the language's name. */
  languageName: (code: string) => string
  /** The names of countries in the language's order, as a list. */
  countries: (codes: readonly string[]) => string
  /** A day or a period of `YYYY-MM-DD`s; text that is no day stays as it is. Empty when both are. */
  period: (from: string, until: string) => string
  /** The same for narrow places. */
  shortPeriod: (from: string, until: string) => string
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; any other text stays as it is. */
  partialDay: (text: string) => string
  /** ISO 8601 with time -> the day. */
  day: (moment: string) => string
  /** A day of `YYYY-MM-DD` for narrow places; any other text stays as it is. */
  shortDay: (text: string) => string
  number: (count: number) => string
  /** The language's own quotation marks, opening and closing. */
  quotes: readonly [string, string]
  /** Bytes in the unit that suits them, by thousands as systems show files. */
  size: (bytes: number) => string
  /** Joins `count` items the way the language does: their indices, and the texts between them. */
  list: (count: number) => (number | string)[]
}

/** Intl has none of them. */
const quotes: Readonly<Record<Language, readonly [string, string]>> = {
  bg: ['„', '“'],
  en: ['“', '”'],
  et: ['„', '“'],
  nl: ['‘', '’'],
  ro: ['„', '”'],
  tr: ['“', '”'],
}

export function createWording(language: Language): Wording {
  const locale = localeOf(language)
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const shortDates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const languages = new Intl.DisplayNames(locale, { type: 'language' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const { compare } = new Intl.Collator(locale)
  const country = (code: string) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code)
  const partialDates = {
    4: new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }),
    7: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    10: dates,
  } as const

  function period(from: string, until: string, format: Intl.DateTimeFormat): string {
    const [first = '', last = first] = [from, until].filter((text) => text !== '')
    if (!isDay(first) || !isDay(last)) return first === last ? first : `${first} – ${last}`
    return first === last
      ? unbroken(format.format(new Date(first)))
      : brokenAtDash(format.formatRange(new Date(first), new Date(last)))
  }

  return {
    say: createMessages(language),
    country,
    languageName: (code) => languages.of(code) ?? code,
    countries: (codes) => lists.format(codes.map(country).sort(compare)),
    period: (from, until) => period(from, until, dates),
    shortPeriod: (from, until) => period(from, until, shortDates),
    partialDay: (text) => {
      const written = text.trim()
      const format = /^\d{4}(-\d\d){0,2}$/.test(written) && partialDates[written.length as 4 | 7 | 10]
      const moment = new Date(written)
      return format && !Number.isNaN(moment.getTime()) ? unbroken(format.format(moment)) : written
    },
    shortDay: (text) => (isDay(text.trim()) ? unbroken(shortDates.format(new Date(text.trim()))) : text),
    day: (moment) => unbroken(dates.format(new Date(moment))),
    number: (count) => new Intl.NumberFormat(locale).format(count),
    quotes: quotes[language],
    size: (bytes) => {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
      const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
      const format = new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: steps[step],
        maximumFractionDigits: step < 2 ? 0 : 1,
      })
      return format.format(bytes / 1000 ** step)
    },
    list: (count) => {
      const keys = Array.from({ length: count }, (_, index) => String(index))
      return lists.formatToParts(keys).map(({ type, value }) => (type === 'element' ? Number(value) : value))
    },
  }
}

/**
 * A date stays on its line: `4` or `г.` alone on the next one would puzzle. The narrow spaces of Intl become
 * common ones, since readers of PDFs do not see them as spaces.
 */
function unbroken(date: string): string {
  return date.replace(/\s/g, '\u00a0')
}

/** Days of one month are `4–6 September`; in longer ranges a line may end behind the dash alone. */
function brokenAtDash(range: string): string {
  const closed = range.replace(/^(\d+)\u2009–\u2009(?=\d)/, '$1–')
  return unbroken(closed).replace('\u00a0–\u00a0', '\u00a0– ')
}

/**
 * What a reader calls a file's type: its extension, else the end of its media type. Both are ASCII of no
 * language: a `gif` is a `GIF` in Turkish, too.
 */
export function typeName(name: string, mediaType: string): string {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]
  if (extension) return extension.toLocaleUpperCase('en')
  return mediaType === 'application/octet-stream'
    ? ''
    : (mediaType.split('/')[1] ?? mediaType).toLocaleUpperCase('en')
}

/** An address as a person would type it: letters beyond ASCII that were escaped in it are shown. */
export function readableAddress(url: string): string {
  return url.replace(/%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3}/gi, (escaped) => {
    try {
      const text = decodeURIComponent(escaped)
      return /^[\p{L}\p{M}\p{N}]+$/u.test(text) ? text : escaped
    } catch {
      return escaped
    }
  })
}
