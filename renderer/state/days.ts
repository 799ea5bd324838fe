import { dayOf } from '../../electron/domain/application'
import { isDay } from '../../electron/domain/evidence'

/** The day on this computer's calendar, `YYYY-MM-DD`. */
export function today(): string {
  return dayOf(new Date())
}

type Part = 'day' | 'month' | 'year'

const numeric = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const

/** A day (`YYYY-MM-DD`) in figures as the locale writes it, `04.09.2026`; any other text as it is. */
export function dayInFigures(day: string, locale: string): string {
  return isDay(day) ? new Intl.DateTimeFormat(locale, numeric).format(new Date(`${day}T00:00:00Z`)) : day
}

/**
 * Reads a day that was typed in figures, in the locale's order or as `YYYY-MM-DD`, with anything between the figures or
 * nothing at all; two figures for the year are of this century.
 * @returns `YYYY-MM-DD`, or null when it is no day
 */
export function readDay(text: string, locale: string): string | null {
  const trimmed = text.trim()
  const order = /^\d{4}\D/.test(trimmed) ? (['year', 'month', 'day'] as const) : orderOf(locale)
  const figures = /^\d{8}$/.test(trimmed) ? cut(trimmed, order) : trimmed.match(/\d+/g)
  if (figures?.length !== 3) return null
  const found = Object.fromEntries(order.map((part, index) => [part, figures[index] ?? ''])) as Record<
    Part,
    string
  >
  const year = found.year.length === 2 ? `20${found.year}` : found.year
  const day = `${year}-${found.month.padStart(2, '0')}-${found.day.padStart(2, '0')}`
  return isDay(day) ? day : null
}

function orderOf(locale: string): Part[] {
  return new Intl.DateTimeFormat(locale, numeric)
    .formatToParts(new Date(0))
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []))
}

/** `04092026` in pieces. */
function cut(digits: string, order: readonly Part[]): string[] {
  let at = 0
  return order.map((part) => {
    const from = at
    at += part === 'year' ? 4 : 2
    return digits.slice(from, at)
  })
}
