/** What stands in a cell as a block of its own, and ends a line there. */
const blocks =
  'p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, pre, dl, dt, dd, section, article, hr, br, table, caption, thead, tbody, tfoot, tr, td, th'

/**
 * Makes pasted tables into those that a text can hold: a head, as many cells in every row, one line a cell. Tables that
 * only hold a page in shape (one column, or other tables within) become what stands in them.
 */
export function plainTables(page: Document): void {
  // Those within others first.
  for (const table of [...page.querySelectorAll('table')].reverse()) {
    if (table.caption) table.before(paragraphOf(table.caption))
    const rows = gridOf(table).filter((row) => row.some((cell) => cell?.textContent.trim()))
    const isFrame = table.role === 'presentation' || table.querySelector('table') !== null
    if (isFrame || rows.every(({ length }) => length < 2)) table.replaceWith(...contentsOf(table))
    else table.replaceChildren(...rows.map((row, index) => rowOf(row, index === 0 ? 'th' : 'td')))
  }
}

/** The cells by row and column; null where a cell reaches into from above or from the left. */
function gridOf(table: HTMLTableElement): (HTMLTableCellElement | null)[][] {
  const grid: (HTMLTableCellElement | null | undefined)[][] = [...table.rows].map(() => [])
  for (const [row, { cells }] of [...table.rows].entries()) {
    for (const cell of cells) {
      let column = 0
      while (grid[row]?.[column] !== undefined) column += 1
      for (let down = 0; down < Math.max(1, cell.rowSpan); down += 1) {
        const line = grid[row + down]
        for (let right = 0; line && right < cell.colSpan; right += 1) {
          line[column + right] = down + right === 0 ? cell : null
        }
      }
    }
  }
  const width = Math.max(0, ...grid.map(({ length }) => length))
  return grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null))
}

function rowOf(cells: readonly (HTMLTableCellElement | null)[], tag: 'th' | 'td'): HTMLElement {
  const row = document.createElement('tr')
  for (const cell of cells) {
    const made = document.createElement(tag)
    for (const block of cell?.querySelectorAll(blocks) ?? []) block.replaceWith(' ', ...block.childNodes, ' ')
    made.append(...(cell?.childNodes ?? []))
    row.append(made)
  }
  return row
}

function contentsOf(table: HTMLTableElement): HTMLElement[] {
  return [...table.rows].flatMap(({ cells }) => [...cells].map(paragraphOf))
}

function paragraphOf(element: HTMLElement): HTMLElement {
  const made = document.createElement('div')
  made.append(...element.childNodes)
  return made
}
