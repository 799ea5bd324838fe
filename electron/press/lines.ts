import LineBreaker from 'linebreak'
import type { Span, Target } from './blocks'
import type { FontRun, Fonts } from './fonts'
import type { FontName, TextStyle } from './theme'

/** A part of a line in one look. `x` and `width` in pt, from the line's left. */
export type LineRun = {
  x: number
  width: number
  text: string
  font: FontName
  color: string
  target?: Target
}

export type Line = LineRun[]

type Fragment = { run: FontRun; color: string; target: Target | undefined }

/** What stands between two places where a line may end. */
type Token = {
  fragments: Fragment[]
  /** With the space at its end, and without, in pt. */
  width: number
  visible: number
  /** Ends in the middle of what is read as one word: after a hyphen, in an address. */
  isInWord: boolean
  /** A word of one letter, which reads badly at the end of a line. */
  isSingle: boolean
}

/**
 * Breaks text into lines: as few as possible, and as equal as possible among those (total fit after Knuth and
 * Plass, "Breaking paragraphs into lines", 1981, for ragged text). Lines may end where Unicode allows it (UAX
 * 14); a word wider than the line is cut between graphemes. Text of white space alone has no lines.
 * @param width in pt
 */
export function breakLines(spans: readonly Span[], style: TextStyle, width: number, fonts: Fonts): Line[] {
  const segments = segmentsOf(spans, style, fonts)
  return segments.flatMap((tokens) => {
    const fitting = tokens.flatMap((token) => cutToFit(token, width, style.size, fonts))
    if (fitting.length === 0) return [[]]
    const ends = lineEnds(fitting, width, style.balanced ?? false)
    let from = 0
    return ends.map((end) => {
      const line = toLine(fitting.slice(from, end), {
        isLast: end === fitting.length,
        size: style.size,
        fonts,
      })
      from = end
      return line
    })
  })
}

/** One line of text that is no longer than `width` pt; what does not fit is replaced by an ellipsis. */
export function oneLine(spans: readonly Span[], style: TextStyle, width: number, fonts: Fonts): Line {
  const whole = breakLines(spans, style, width, fonts)
  if (whole.length <= 1) return whole[0] ?? []
  const room = width - fonts.width({ font: style.font, text: '…' }, style.size)
  const [start = []] = breakLines(spans, { ...style, balanced: false }, room, fonts)
  const last = start.at(-1)
  if (!last) return start
  const text = `${last.text.trimEnd()}…`
  return [...start.slice(0, -1), { ...last, text, width: fonts.width({ font: last.font, text }, style.size) }]
}

/** In pt, from the line's left. */
export function lineWidth(line: Line): number {
  const last = line.at(-1)
  return last ? last.x + last.width : 0
}

/** Tokens by line that the writer has ended. */
function segmentsOf(spans: readonly Span[], style: TextStyle, fonts: Fonts): Token[][] {
  const parts = spans.map((span) => ({ span, text: printable(span.text) }))
  const text = parts.map((part) => part.text).join('')
  if (text.trim() === '') return []
  const segments: Token[][] = [[]]
  const breaker = new LineBreaker(text)
  let from = 0
  let part = 0
  let partStart = 0
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    const fragments: Fragment[] = []
    while (from < next.position) {
      const current = parts[part]
      if (!current) break
      const end = Math.min(next.position, partStart + current.text.length)
      fragments.push(...fragmentsOf(text.slice(from, end), current.span, style, fonts))
      from = end
      if (end < partStart + current.text.length) continue
      partStart += current.text.length
      part += 1
    }
    segments.at(-1)?.push(toToken(fragments, style.size, fonts))
    if (next.required === true && next.position < text.length) segments.push([])
  }
  return segments
}

/** Composed, so that a font has it; without what controls devices or hides, which would be drawn as boxes. */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '') // eslint-disable-line no-control-regex
}

function fragmentsOf(text: string, span: Span, style: TextStyle, fonts: Fonts): Fragment[] {
  const visible = text.replace(/[\n\u200b]/g, '')
  return fonts.runs(visible, span.font ?? style.font).map((run) => ({
    run,
    color: span.color ?? style.color,
    target: span.target,
  }))
}

function toToken(fragments: Fragment[], size: number, fonts: Fonts): Token {
  const width = fragments.reduce((sum, { run }) => sum + fonts.width(run, size), 0)
  const last = fragments.at(-1)?.run
  const spaces = last ? last.text.length - last.text.trimEnd().length : 0
  const trailing = last && spaces > 0 ? fonts.width({ ...last, text: last.text.slice(-spaces) }, size) : 0
  return {
    fragments,
    width,
    visible: width - trailing,
    isInWord: last !== undefined && spaces === 0,
    isSingle: isSingle(fragments),
  }
}

function isSingle(fragments: readonly Fragment[]): boolean {
  return fragments.length === 1 && /^\p{L}\s+$/u.test(fragments[0]?.run.text ?? '')
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A token that no line can hold, in parts that fill lines. */
function cutToFit(token: Token, width: number, size: number, fonts: Fonts): Token[] {
  if (token.visible <= width) return [token]
  const parts: Token[] = []
  let fragments: Fragment[] = []
  let used = 0
  for (const { run, ...look } of token.fragments) {
    for (const { segment } of graphemes.segment(run.text)) {
      const piece = { font: run.font, text: segment }
      const advance = fonts.width(piece, size)
      if (fragments.length > 0 && used + advance > width && segment.trim() !== '') {
        parts.push({ fragments, width: used, visible: used, isInWord: true, isSingle: false })
        fragments = []
        used = 0
      }
      fragments.push({ run: piece, ...look })
      used += advance
    }
  }
  return [...parts, toToken(fragments, size, fonts)]
}

/**
 * Where the lines end, as counts of tokens. Each line costs 1, so that none is made without need, and the
 * square of its empty share; an end within a word costs a little, and so do a word of one letter at the end
 * of a line and a last line of one short word.
 */
function lineEnds(tokens: readonly Token[], width: number, isBalanced: boolean): number[] {
  const costs = new Float64Array(tokens.length + 1).fill(Infinity)
  const starts = new Int32Array(tokens.length + 1)
  costs[0] = 0
  for (let end = 1; end <= tokens.length; end++) {
    const isLast = end === tokens.length
    const last = tokens[end - 1]
    if (!last) break
    const hanging = last.width - last.visible
    const penalty = isLast ? 0 : last.isInWord ? 0.06 : last.isSingle ? 0.012 : 0
    let used = 0
    for (let start = end - 1; start >= 0; start--) {
      used += tokens[start]?.width ?? 0
      if (used - hanging > width && start < end - 1) break
      const empty = Math.max(0, (width - used + hanging) / width)
      const isShort = isLast && start > 0 && empty > 0.85
      const ragged = isLast && !isBalanced ? (isShort ? 0.08 : 0) : empty * empty
      const cost = (costs[start] ?? Infinity) + 1 + ragged + penalty
      if (cost >= (costs[end] ?? Infinity)) continue
      costs[end] = cost
      starts[end] = start
    }
  }
  const ends: number[] = []
  for (let end = tokens.length; end > 0; end = starts[end] ?? 0) ends.unshift(end)
  return ends
}

/** Joins neighbours of one look, so that a line is few boxes and its text is copied whole. */
function toLine(
  tokens: readonly Token[],
  { isLast, size, fonts }: { isLast: boolean; size: number; fonts: Fonts },
): Line {
  const joined: LineRun[] = []
  for (const { fragments } of tokens) {
    for (const { run, color, target } of fragments) {
      const last = joined.at(-1)
      if (last?.font === run.font && last.color === color && last.target === target) last.text += run.text
      else joined.push({ ...run, color, ...(target ? { target } : {}), x: 0, width: 0 })
    }
  }
  let x = 0
  joined.forEach((run, index) => {
    const isEnd = index === joined.length - 1
    run.x = x
    run.width = fonts.width({ font: run.font, text: isEnd ? run.text.trimEnd() : run.text }, size)
    if (isEnd) run.text = run.text.trimEnd() + (!isLast && /\s$/.test(run.text) ? ' ' : '')
    x += run.width
  })
  return joined.filter(({ text }) => text !== '')
}
