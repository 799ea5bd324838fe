import type { ReadableDb } from './database'

/*
 * The statements of the history, as the triggers of `changes.ts` write them: one row of one table, by literals alone. They are read
 * whole, so that they run with their values bound, from a few statements that are prepared once, and nothing else ever runs.
 */

/** A statement as it was read: with a `?` for each value, and the values as SQL literals with the column of each. */
export type HistoryStatement = { table: string; sql: string; values: [column: string, literal: string][] }

const word = /\w+/y
const plainLiteral = /NULL|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|X'[0-9A-F]*'/iy

/** Reads a statement of the history whole; null for one that the app never writes. */
export function readHistoryStatement(sql: string): HistoryStatement | null {
  const reader = createReader(sql)
  const statement = readDelete(reader) ?? readUpdate(reader) ?? readInsert(reader)
  return statement && reader.isAtEnd() ? statement : null
}

/** Runs a statement of the history. They differ in their values alone: a handful is compiled for ten thousand rows. */
export function runHistoryStatement(db: ReadableDb, inverse: string): void {
  const statement = readHistoryStatement(inverse)
  if (!statement) throw new Error('a statement of the history is not as the triggers write it')
  db.prepare(statement.sql).run(statement.values.map(([, literal]) => valueOf(literal)))
}

/** The value of a literal, as it is bound: whole numbers as 64 bits. */
function valueOf(literal: string): string | number | bigint | Buffer | null {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'")
  if (literal === 'NULL') return null
  if (/^X'/i.test(literal)) return Buffer.from(literal.slice(2, -1), 'hex')
  return /^-?\d+$/.test(literal) ? BigInt(literal) : Number(literal)
}

type Reader = ReturnType<typeof createReader>

function createReader(sql: string) {
  let at = 0

  function take(pattern: RegExp): string | null {
    pattern.lastIndex = at
    const [found = null] = pattern.exec(sql) ?? []
    if (found !== null) at += found.length
    return found
  }

  /** A text in quotation marks, which may be very long: looked through by its marks, not by a pattern. */
  function takeText(): string | null {
    if (sql[at] !== "'") return null
    for (let mark = sql.indexOf("'", at + 1); mark !== -1; mark = sql.indexOf("'", mark + 2)) {
      if (sql[mark + 1] === "'") continue
      const text = sql.slice(at, mark + 1)
      at = mark + 1
      return text
    }
    return null
  }

  return {
    isAtEnd: () => at === sql.length,
    /** Takes these very characters. */
    takes: (words: string): boolean => {
      const isNext = sql.startsWith(words, at)
      if (isNext) at += words.length
      return isNext
    },
    word: () => take(word),
    literal: () => takeText() ?? take(plainLiteral),
  }
}

function readDelete(reader: Reader): HistoryStatement | null {
  if (!reader.takes('DELETE FROM ')) return null
  const table = reader.word()
  const keys = readKeys(reader)
  return table !== null && keys ? { table, sql: `DELETE FROM ${table}${whereOf(keys)}`, values: keys } : null
}

function readUpdate(reader: Reader): HistoryStatement | null {
  if (!reader.takes('UPDATE ')) return null
  const table = reader.word()
  const written = table === null ? null : readAssignments(reader, ' SET ', ',')
  const keys = written && readKeys(reader)
  if (table === null || !written || !keys) return null
  const sets = written.map(([column]) => `${column}=?`).join(',')
  return { table, sql: `UPDATE ${table} SET ${sets}${whereOf(keys)}`, values: [...written, ...keys] }
}

function readInsert(reader: Reader): HistoryStatement | null {
  if (!reader.takes('INSERT INTO ')) return null
  const table = reader.word()
  const columns = readList(reader, '(', () => reader.word())
  const literals = readList(reader, ' VALUES(', () => reader.literal())
  if (table === null || !columns || columns.length !== literals?.length) return null
  const places = columns.map(() => '?').join(',')
  return {
    table,
    sql: `INSERT INTO ${table}(${columns.join(',')}) VALUES(${places})`,
    values: columns.map((column, index) => [column, literals[index] ?? '']),
  }
}

function readList(reader: Reader, head: string, next: () => string | null): string[] | null {
  if (!reader.takes(head)) return null
  const list: string[] = []
  do {
    const item = next()
    if (item === null) return null
    list.push(item)
  } while (reader.takes(','))
  return reader.takes(')') ? list : null
}

type Assignments = HistoryStatement['values']

function readKeys(reader: Reader): Assignments | null {
  return readAssignments(reader, ' WHERE ', ' AND ')
}

function whereOf(keys: Assignments): string {
  return ` WHERE ${keys.map(([column]) => `${column}=?`).join(' AND ')}`
}

function readAssignments(reader: Reader, head: string, between: string): Assignments | null {
  if (!reader.takes(head)) return null
  const list: Assignments = []
  do {
    const column = reader.word()
    const literal = column !== null && reader.takes('=') ? reader.literal() : null
    if (column === null || literal === null) return null
    list.push([column, literal])
  } while (reader.takes(between))
  return list
}
