/*
 * The rows that stand in the history's statements, as the triggers of `changes.ts` write them with SQLite's own `quote()`:
 *   UPDATE attachment SET id='…',name='…' WHERE id='…'
 *   INSERT INTO attachment(id,name) VALUES('…','…')
 * A `DELETE` names a key alone: it holds no row.
 */

/** A statement with the row in it: literals by column, in SQL. */
export type LoggedRow = { columns: Map<string, string>; write: (columns: Map<string, string>) => string }

// A text may be very long: the pattern takes what has no quotation mark in one piece.
const literal = `'[^']*(?:''[^']*)*'|[^',()\\s]+`
const updateHead = /^UPDATE (\w+) SET /
const insertHead = /^INSERT INTO (\w+)\(([\w,]*)\) VALUES\(/

/** Reads a statement of the history; null for one that holds no row. */
export function readLoggedRow(statement: string): LoggedRow | null {
  const insert = insertHead.exec(statement)
  if (insert) {
    const [head, table = '', list = ''] = insert
    const names = list.split(',')
    const values = readAll(statement, head.length, new RegExp(`()(${literal})([,)])`, 'y')).read
    const columns = new Map(names.map((name, index) => [name, values[index]?.[1] ?? 'NULL']))
    return {
      columns,
      write: (written) =>
        `INSERT INTO ${table}(${[...written.keys()].join(',')}) VALUES(${[...written.values()].join(',')})`,
    }
  }
  const update = updateHead.exec(statement)
  if (!update) return null
  const [head, table = ''] = update
  const { read, end } = readAll(statement, head.length, new RegExp(`(\\w+)=(${literal})([, ])`, 'y'))
  const rest = statement.slice(end)
  return {
    columns: new Map(read.map(([name, value]) => [name, value])),
    write: (written) =>
      `UPDATE ${table} SET ${[...written].map(([name, value]) => `${name}=${value}`).join(',')} ${rest}`,
  }
}

/** Reads one thing after the other, as long as a comma follows. */
function readAll(
  statement: string,
  from: number,
  pattern: RegExp,
): { read: (readonly [name: string, value: string])[]; end: number } {
  const read: (readonly [string, string])[] = []
  pattern.lastIndex = from
  for (let found = pattern.exec(statement); found; found = pattern.exec(statement)) {
    const [, name = '', value = '', after] = found
    read.push([name, value])
    if (after !== ',') return { read, end: pattern.lastIndex }
  }
  throw new Error('a statement of the history is not as the triggers write it')
}

/** The text of a literal; empty for NULL and numbers. */
export function textOf(value: string | undefined): string {
  return value?.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : ''
}
