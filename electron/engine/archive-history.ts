import { isLoggedTable } from './changes'

/*
 * The history of a portfolio is SQL that an undo runs. In a database that came from elsewhere it is only taken when every statement
 * is one that the triggers of `changes.ts` could have written: one row of one logged table, by literals alone.
 */

/** A statement as it was read: the values in it as SQL literals, by column. */
export type HistoryStatement = { table: string; values: [column: string, literal: string][] }

const word = /\w+/y
const plainLiteral = /NULL|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|X'[0-9A-F]*'/iy

/** Reads a statement of the history whole; null for one that the app never writes. */
export function readHistoryStatement(sql: string): HistoryStatement | null {
  const reader = createReader(sql)
  const statement = readDelete(reader) ?? readUpdate(reader) ?? readInsert(reader)
  return statement && reader.isAtEnd() && isLoggedTable(statement.table) ? statement : null
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
  const key = reader.takes(' WHERE ') ? readAssignment(reader) : null
  return table !== null && key ? { table, values: [key] } : null
}

function readUpdate(reader: Reader): HistoryStatement | null {
  if (!reader.takes('UPDATE ')) return null
  const table = reader.word()
  if (table === null || !reader.takes(' SET ')) return null
  const values: [string, string][] = []
  do {
    const value = readAssignment(reader)
    if (!value) return null
    values.push(value)
  } while (reader.takes(','))
  const key = reader.takes(' WHERE ') ? readAssignment(reader) : null
  return key ? { table, values: [...values, key] } : null
}

function readInsert(reader: Reader): HistoryStatement | null {
  if (!reader.takes('INSERT INTO ')) return null
  const table = reader.word()
  const columns = readList(reader, '(', () => reader.word())
  const literals = readList(reader, ' VALUES(', () => reader.literal())
  if (table === null || !columns || columns.length !== literals?.length) return null
  return { table, values: columns.map((column, index) => [column, literals[index] ?? '']) }
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

function readAssignment(reader: Reader): [column: string, literal: string] | null {
  const column = reader.word()
  const literal = column !== null && reader.takes('=') ? reader.literal() : null
  return column !== null && literal !== null ? [column, literal] : null
}
