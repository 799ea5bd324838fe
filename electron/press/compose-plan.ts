import type { BookSection } from '../domain/book'
import { planColumns, type PlanRow } from '../domain/plan'
import { earlierPlanAnchor, planAnchor } from './anchors'
import type { Block } from './blocks'
import { composeCell } from './compose-rich-text'
import { composeTable, textCell, type Cell } from './compose-table'
import { quietLine } from './compose-text'
import { asBook, asWritten, type Composing } from './composing'
import { addElement, type Element } from './elements'
import { hues, styles } from './theme'
import type { Wording } from '../domain/wording'

/**
 * Each principle asks for a plan, so that a missing one is said; for eSafety it is printed only where there
 * is one.
 */
export function hasPlan(section: BookSection): boolean {
  return section.number > 0 || writtenRows(section).length > 0
}

/** Only a school that had a plan before has something to tell of it. */
export function hasEarlierPlan(section: BookSection): boolean {
  return earlierRows(section).length > 0
}

function writtenRows({ plan }: BookSection): PlanRow[] {
  return plan.filter((row) => planColumns.some((column) => row[column].trim() !== ''))
}

const earlierColumns = ['goal', 'action', 'outcome'] as const

function earlierRows({ earlierPlan }: BookSection): string[][] {
  return (earlierPlan?.rows ?? [])
    .map((row) => earlierColumns.map((column) => row[column]))
    .filter((texts) => texts.some((text) => text.trim() !== ''))
}

/** What stands over the plan of the cycle before. */
export function earlierPlanTitle({ earlierPlan }: BookSection, { say }: Wording): string {
  return say('book.earlierPlan', { cycle: earlierPlan?.cycle ?? '' })
}

/** The plan of the cycle before, with what came of it. */
export function composeEarlierPlan(section: BookSection, composing: Composing, sect: Element): Block[] {
  const { wording } = composing
  const { say } = wording
  const heading = planHeading(earlierPlanTitle(section, wording), earlierPlanAnchor(section.id), sect)
  const columns = [
    { head: say('book.plan.goal'), isText: true },
    { head: say('book.earlierPlan.action'), isText: true },
    { head: say('book.earlierPlan.outcome'), isText: true },
  ]
  const look = { ...ofPlan(section, composing, sect), leaveOut: true }
  const rows = earlierRows(section).map((texts) => texts.map(cellOf(section, composing)))
  return [heading, composeTable(columns, rows, look)]
}

/** The two-year plan of a section as a table. */
export function composePlan(section: BookSection, composing: Composing, sect: Element): Block[] {
  const { say, shortDay } = composing.wording
  const rows = writtenRows(section)
  const heading = planHeading(say('book.plan'), planAnchor(section.id), sect)
  if (rows.length === 0) return [heading, quietLine(say('book.plan.empty'), 0, sect)]
  const columns = planColumns.map((column) => ({
    head: say(`book.plan.${column}`),
    isText: column !== 'who' && column !== 'due',
  }))
  const write = cellOf(section, composing)
  const cells = rows.map((row) =>
    planColumns.map((column) => {
      const day = column === 'due' ? shortDay(row.due) : row.due
      return column === 'due' && day !== row.due ? textCell(day) : write(row[column])
    }),
  )
  const look = { ...ofPlan(section, composing, sect), leaveOut: false }
  return [heading, composeTable(columns, cells, look)]
}

function cellOf({ id }: BookSection, composing: Composing): (markdown: string) => Cell {
  return (markdown) => composeCell(markdown, { font: styles.tableCell.font, linkColor: hues[id], composing })
}

/** Plans are the school's own words, under heads that are the book's. */
function ofPlan(section: BookSection, composing: Composing, parent: Element) {
  const languages = { texts: asWritten(composing), heads: asBook(composing) }
  return { parent, color: hues[section.id], before: 12, ...languages }
}

function planHeading(title: string, name: string, sect: Element): Block {
  return {
    kind: 'text',
    before: 9,
    indent: 0,
    style: styles.heading,
    spans: [{ text: title }],
    element: addElement(sect, 'H2'),
    keepWithNext: true,
    anchor: { name, bookmark: { title, level: 1 } },
  }
}
