import type { BookSection } from '../domain/book'
import { planColumns, type PlanRow } from '../domain/plan'
import { planAnchor } from './anchors'
import type { Block, TableRow } from './blocks'
import { quietLine } from './compose-text'
import { addElement, type Element } from './elements'
import { hues, styles } from './theme'
import type { Wording } from './wording'

/**
 * Each principle asks for a plan, so that a missing one is said; for eSafety it is printed only where there
 * is one.
 */
export function hasPlan(section: BookSection): boolean {
  return section.number > 0 || writtenRows(section).length > 0
}

function writtenRows({ plan }: BookSection): PlanRow[] {
  return plan.filter((row) => planColumns.some((column) => row[column].trim() !== ''))
}

/** The two-year plan of a section as a table. */
export function composePlan(section: BookSection, { say, shortDay }: Wording, sect: Element): Block[] {
  const rows = writtenRows(section)
  const title = say('book.plan')
  const heading: Block = {
    kind: 'text',
    before: 9,
    indent: 0,
    style: styles.heading,
    spans: [{ text: title }],
    element: addElement(sect, 'H2'),
    keepWithNext: true,
    anchor: { name: planAnchor(section.id), bookmark: { title, level: 1 } },
  }
  if (rows.length === 0) return [heading, quietLine(say('book.plan.empty'), 0, sect)]
  const table = addElement(sect, 'Table')
  const tableRow = (tag: 'TH' | 'TD', texts: readonly string[]): TableRow => {
    const element = addElement(table, 'TR')
    return { element, cells: texts.map((text) => ({ text, element: addElement(element, tag) })) }
  }
  return [
    heading,
    {
      kind: 'table',
      before: 12,
      indent: 0,
      color: hues[section.id],
      head: tableRow(
        'TH',
        planColumns.map((column) => say(`book.plan.${column}`)),
      ),
      rows: rows.map((row) =>
        tableRow(
          'TD',
          planColumns.map((column) => (column === 'due' ? shortDay(row.due) : row[column])),
        ),
      ),
    },
  ]
}
