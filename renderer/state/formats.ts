import { isDay } from '../../electron/domain/evidence'
import { messages } from './messages.svelte'

/** A day as a person writes it, `4 Sept 2026`; as it is when it is none. */
function formatDay(day: string): string {
  if (!isDay(day)) return day
  const format = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** A day, or the first and last day of a period. */
export function formatPeriod(from: string, until: string): string {
  if (!isDay(from) || !isDay(until) || from === until) return formatDay(from || until)
  const format = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${until}T00:00:00Z`))
}

/** A moment (ISO 8601) with day and time. */
export function formatMoment(moment: string): string {
  const format = new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(new Date(moment))
}

/** A number with the language's separators. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(messages.locale).format(value)
}

/** An angle as `2.5°`. */
export function formatDegrees(degrees: number): string {
  const format = new Intl.NumberFormat(messages.locale, {
    style: 'unit',
    unit: 'degree',
    unitDisplay: 'narrow',
  })
  return format.format(degrees)
}

/** A size in bytes as `340 kB` or `2.1 MB`. */
export function formatBytes(bytes: number): string {
  const isLarge = bytes >= 1_000_000
  const value = isLarge ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000))
  const unit = isLarge ? 'megabyte' : 'kilobyte'
  const format = new Intl.NumberFormat(messages.locale, { style: 'unit', unit, maximumFractionDigits: 1 })
  return format.format(value)
}

/** The country's name in the window's language. */
export function countryName(code: string): string {
  return new Intl.DisplayNames([messages.locale], { type: 'region' }).of(code) ?? code
}

/** How many words a text has: letters and digits, with what joins them within a word. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}\p{M}]+(?:['’.,@-][\p{L}\p{N}\p{M}]+)*/gu)?.length ?? 0
}

/** A length in ms as `3:05`, or `1:02:03` from an hour on. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
