import { diffArrays } from 'diff'

/** A part of a text; changed: the other side does not have it. */
export type Piece = { text: string; isChanged: boolean }

/** Lines of two texts that stand beside each other. All `then` joined are the older text, all `now` the newer. */
export type ComparedRow = { then: Piece[]; now: Piece[] }

/**
 * How much may differ between two runs of words before they are taken as wholly different. The work grows with its
 * square: this is about a tenth of a second.
 */
const mostEdits = 1000

/** What all runs of a comparison may cost together, in squares of edits: texts of megabytes take half a second. */
const wholeBudget = 4 * mostEdits ** 2

/** A run of tokens that both have, or that each has for itself. */
type Run = { then: string[]; now: string[]; isChanged: boolean }

/**
 * Compares two plain texts: first line by line, then the lines that differ word by word. Words are those of the Unicode
 * standard (UAX 29), so that Cyrillic, Turkish and Estonian letters, marks and joined emoji stay whole. Where too much
 * differs, whole lines are shown as changed; the work has a limit, whatever the texts.
 */
export function compareTexts(then: string, now: string): ComparedRow[] {
  const budget = { left: wholeBudget }
  const runs = runsOf(linesOf(then), linesOf(now), budget).flatMap((run) =>
    run.isChanged && run.then.length > 0 && run.now.length > 0
      ? calmed(runsOf(wordsOf(run.then.join('')), wordsOf(run.now.join('')), budget))
      : run,
  )
  return rowsOf(runs)
}

/** Whether any piece of either side is changed. */
export function hasChanges(rows: readonly ComparedRow[]): boolean {
  return rows.some(({ then, now }) => [...then, ...now].some(({ isChanged }) => isChanged))
}

/** With the line feed at the end of each. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? []
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Run by run between the spaces: what the segmenter takes grows with the square of the length. */
function wordsOf(text: string): string[] {
  const runs = text.match(/\n|[^\S\n]+|\S{1,200}/gu) ?? []
  return runs.flatMap((run) =>
    /^[\s\p{L}]+$/u.test(run) ? run : Array.from(segmenter.segment(run), ({ segment }) => segment),
  )
}

/** The shortest way from one to the other; one changed run where that would take too long. */
function runsOf(then: string[], now: string[], budget: { left: number }): Run[] {
  const maxEditLength = Math.floor(Math.min(mostEdits, Math.sqrt(budget.left)))
  const parts = diffArrays(then, now, { maxEditLength })
  if (!parts) {
    budget.left -= maxEditLength ** 2
    return [{ then, now, isChanged: true }]
  }
  const edits = parts.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0)
  budget.left = Math.max(0, budget.left - edits ** 2)
  const runs: Run[] = []
  for (const { added, removed, value } of parts) {
    const isChanged = added || removed
    let run = runs.at(-1)
    if (run?.isChanged !== isChanged) {
      run = { then: [], now: [], isChanged }
      runs.push(run)
    }
    // One by one: a call with a hundred thousand arguments is more than the stack holds.
    if (!added) for (const token of value) run.then.push(token)
    if (!removed) for (const token of value) run.now.push(token)
  }
  return runs
}

/** A space alone between two changes is no common ground: what changed reads as one piece, and not as a stutter. */
function calmed(runs: readonly Run[]): Run[] {
  const calm: Run[] = []
  runs.forEach((run, index) => {
    const isBetween = index > 0 && index < runs.length - 1
    const isSpace = !run.isChanged && isBetween && run.then.every((token) => /^[^\S\n]*$/.test(token))
    const isChanged = run.isChanged || isSpace
    const last = calm.at(-1)
    if (last?.isChanged !== isChanged) {
      calm.push({ then: [...run.then], now: [...run.now], isChanged })
      return
    }
    for (const token of run.then) last.then.push(token)
    for (const token of run.now) last.now.push(token)
  })
  return calm.flatMap(trimmed)
}

/** Spaces that both sides of a change begin or end with are common ground after all. */
function trimmed(run: Run): Run[] {
  if (!run.isChanged) return [run]
  const { then, now } = run
  const shortest = Math.min(then.length, now.length)
  const isShared = (at: number): boolean => then.at(at) === now.at(at) && /^\s+$/.test(then.at(at) ?? '')
  let start = 0
  while (start < shortest && isShared(start)) start += 1
  let end = 0
  while (end < shortest - start && isShared(-1 - end)) end += 1
  const same = (tokens: string[]): Run => ({ then: tokens, now: tokens, isChanged: false })
  const middle = {
    then: then.slice(start, then.length - end),
    now: now.slice(start, now.length - end),
    isChanged: true,
  }
  return [same(then.slice(0, start)), middle, same(then.slice(then.length - end))]
}

/** A line that ends in both sides at once ends a row. */
function rowsOf(runs: readonly Run[]): ComparedRow[] {
  const rows: ComparedRow[] = []
  let row: ComparedRow = { then: [], now: [] }
  const endRow = (): void => {
    if (row.then.length > 0 || row.now.length > 0) rows.push(row)
    row = { then: [], now: [] }
  }
  for (const run of runs) {
    const then = run.then.join('')
    const now = run.now.join('')
    if (run.isChanged) {
      if (then !== '') row.then.push({ text: then, isChanged: true })
      if (now !== '') row.now.push({ text: now, isChanged: true })
      // Lines that one side alone has, when nothing of a line is before them, are rows of their own.
      if (/(^|\n)$/.test(then) && /(^|\n)$/.test(now) && startsLines(row)) endRow()
      continue
    }
    for (const line of linesOf(then)) {
      row.then.push({ text: line, isChanged: false })
      row.now.push({ text: line, isChanged: false })
      if (line.endsWith('\n')) endRow()
    }
  }
  endRow()
  return rows
}

function startsLines({ then, now }: ComparedRow): boolean {
  return then.length <= 1 && now.length <= 1
}
