import { createMessages, type Say } from '../domain/messages'
import type { Language } from '../domain/portfolio'
import { isDay } from '../domain/evidence'

/** How the book words what it is given, in the portfolio's language. */
export type Wording = {
  say: Say
  /** `BG` -> the country's name; the code itself when it is none. */
  country: (code: string) => string
  /** A day or a period of `YYYY-MM-DD`s; text that is no day stays as it is. Empty when both are. */
  period: (from: string, until: string) => string
  /** ISO 8601 with time -> the day. */
  day: (moment: string) => string
  /** A day of `YYYY-MM-DD` for narrow places; any other text stays as it is. */
  shortDay: (text: string) => string
  /** Bytes in the unit that suits them, by thousands as systems show files. */
  size: (bytes: number) => string
  /** Joins `count` items the way the language does: their indices, and the texts between them. */
  list: (count: number) => (number | string)[]
}

/** Schools that write English are in Europe: the day goes before the month. */
const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : language)

export function createWording(language: Language): Wording {
  const locale = localeOf(language)
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const shortDates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })

  return {
    say: createMessages(language),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    period: (from, until) => {
      const [first = '', last = first] = [from, until].filter((text) => text !== '')
      if (!isDay(first) || !isDay(last)) return first === last ? first : `${first} – ${last}`
      return first === last
        ? dates.format(new Date(first))
        : dates.formatRange(new Date(first), new Date(last))
    },
    shortDay: (text) =>
      isDay(text.trim()) ? shortDates.format(new Date(text.trim())).replaceAll(' ', '\u00a0') : text,
    day: (moment) => dates.format(new Date(moment)),
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

/** What a reader calls a file's type: its extension, else the end of its media type. */
export function typeName(name: string, mediaType: string): string {
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]
  if (extension) return extension.toUpperCase()
  return mediaType === 'application/octet-stream' ? '' : (mediaType.split('/')[1] ?? mediaType).toUpperCase()
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
