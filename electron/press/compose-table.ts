import type { Span, TableBlock, TableRow } from './blocks'
import { addElement, type Element } from './elements'
import type { Ink } from './theme'

/** A column: its head, and whether its words may be parted at the ends of lines. */
export type TableColumn = { head: string; isText?: boolean }

/** What is written in a cell. */
export type Cell = readonly Span[]

type Look = {
  parent: Element
  color: Ink
  before: number
  leaveOut: boolean
  /** Of what is written in it, and of its head, where they are not of what is around. */
  texts?: Pick<Element, 'language'>
  heads?: Pick<Element, 'language'>
}

/**
 * A table with a head. Columns in which nothing is written are left out where `leaveOut` is set.
 * @param rows row by row, as many cells as there are columns
 */
export function composeTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  { parent, color, before, leaveOut, texts: ofTexts = {}, heads = {} }: Look,
): TableBlock {
  const table = addElement(parent, 'Table', ofTexts)
  const isUsed = (index: number) => !leaveOut || rows.some((cells) => !isEmptyCell(cells[index] ?? []))
  const used = columns.map((column, index) => ({ column, index })).filter(({ index }) => isUsed(index))

  function row(tag: 'TH' | 'TD', cell: (index: number) => Cell): TableRow {
    const element = addElement(table, 'TR')
    const cells = used.map(({ column, index }) => ({
      spans: [...cell(index)],
      element: addElement(element, tag, tag === 'TH' ? heads : {}),
      hyphenate: tag === 'TD' && (column.isText ?? false),
    }))
    return { element, cells }
  }

  return {
    kind: 'table',
    before,
    indent: 0,
    color,
    head: row('TH', (index) => textCell(columns[index]?.head ?? '')),
    rows: rows.map((each) => row('TD', (index) => each[index] ?? [])),
  }
}

/** A cell of plain words. */
export function textCell(text: string): Cell {
  return [{ text }]
}

function isEmptyCell(cell: Cell): boolean {
  return cell.every(({ text, pageOf }) => text.trim() === '' && pageOf === undefined)
}
