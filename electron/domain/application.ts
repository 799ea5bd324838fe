import type { Cycle } from './portfolio'

/** What a school tells in its application beside answers and evidence, and what the call asks of it. */
export type Application = {
  /** Since when the school is registered: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or empty while not known. */
  registeredOn: string
  /** Teachers who are active in eTwinning; null while not known. */
  activeTeachers: number | null
  /** The last day to hand in, `YYYY-MM-DD`, or empty. */
  deadline: string
  /** First and last day of the evidence, `YYYY-MM-DD`; empty follows the cycle. */
  windowFrom: string
  windowUntil: string
  /** The rules of the call: years of registration, active teachers, European projects with a National Quality Label. */
  ruleYears: number
  ruleTeachers: number
  ruleLabels: number
  /** The person who signs the declaration; null while not chosen. */
  signatory: string | null
  /** The declaration's words; empty prints the app's own. */
  declarationText: string
  declarationPlace: string
  /** `YYYY-MM-DD`, or empty to be filled in by hand. */
  declarationOn: string
  /** Whether a place for the school's stamp is printed. */
  declarationStamp: boolean
  /** Whether the criteria A to F of older forms are offered as tags. */
  usesCriteria: boolean
  /** The school's own words on who has to agree to pictures, and how. */
  consentRules: string
}

/** A first and a last day, both included, `YYYY-MM-DD`. */
export type Period = { from: string; until: string }

/**
 * The days that evidence should come from: the two calendar years before the cycle, and on to the deadline when that
 * is later. What the user set goes before what is derived.
 */
export function evidenceWindow(
  { windowFrom, windowUntil, deadline }: Pick<Application, 'windowFrom' | 'windowUntil' | 'deadline'>,
  cycle: Cycle,
): Period {
  const lastDay = `${cycle.from - 1}-12-31`
  return {
    from: windowFrom || `${cycle.from - 2}-01-01`,
    until: windowUntil || (deadline > lastDay ? deadline : lastDay),
  }
}

/** Whether something that happened on a day, or from a first to a last day, touches the window. Undated: null. */
export function isInWindow({ from, until }: Period, date: string, dateUntil: string): boolean | null {
  if (date === '' && dateUntil === '') return null
  return (date || dateUntil) <= until && (dateUntil || date) >= from
}

/** A moment's day in the user's own time zone, `YYYY-MM-DD`. */
export function dayOf(moment: Date): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1, 2)}-${pad(moment.getDate(), 2)}`
}

/** Whole days from one day to another (`YYYY-MM-DD`): 0 on the day itself, negative when it is past. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
}

/** True for `YYYY`, `YYYY-MM` and `YYYY-MM-DD` that exist. */
export function isPartialDay(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text)
  if (!match) return false
  const [year = 0, month = 1, day = 1] = match.slice(1).map((part?: string) => Number(part ?? 1))
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** The first and the last day that a partly known day can be: `2024` -> all of 2024. */
export function possibleDays(text: string): Period {
  const [year = '', month, day] = text.split('-')
  if (day !== undefined) return { from: text, until: text }
  const lastMonth = month ?? '12'
  const lastDay = new Date(Date.UTC(Number(year), Number(lastMonth), 0)).getUTCDate()
  return { from: `${year}-${month ?? '01'}-01`, until: `${year}-${lastMonth}-${lastDay}` }
}
