import type { Say } from '../domain/messages'

/** A day as the language writes it: `4 September 2026`. */
function formatDay(language: string, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** A day, a period, or nothing. */
export function formatPeriod(
  language: string,
  say: Say,
  { date, dateUntil }: { date: string; dateUntil: string },
): string {
  if (date === '') return dateUntil === '' ? '' : formatDay(language, dateUntil)
  const from = formatDay(language, date)
  return dateUntil === '' || dateUntil === date
    ? from
    : say('book.period', { from, until: formatDay(language, dateUntil) })
}

/** A size for the eye, in kB or MB of 1000, as file managers show it. */
export function formatBytes(language: string, bytes: number): string {
  const isLarge = bytes >= 1_000_000
  const amount = isLarge ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(amount)
}
