import type { Span, Target } from './blocks'
import type { Fonts } from './fonts'
import type { Hyphenate } from './hyphenation'
import { lineEnds } from './line-ends'
import type { FontName, TextStyle } from './theme'
import { fitTokens, segmentsOf, type BrokenWord, type Token } from './tokens'

/** A part of a line in one look. `x` and `width` in pt, from the line's left. */
export type LineRun = {
  x: number
  width: number
  text: string
  font: FontName
  color: string
  target?: Target
  /** Ends in a hyphen that stands at the end of the line alone: it was not written. */
  isHyphenated?: true
  /** The word of which this is the part that stands on this line. */
  word?: BrokenWord
}

export type Line = LineRun[]

/**
 * Breaks text into lines. Lines may end where Unicode allows it (UAX 14), and with `hyphenate` within words;
 * a word wider than the line is cut between graphemes. Text of white space alone has no lines.
 * @param width in pt
 */
export function breakLines(
  spans: readonly Span[],
  style: TextStyle,
  width: number,
  fonts: Fonts,
  hyphenate: Hyphenate | null = null,
): Line[] {
  const setting = { style, fonts, hyphenate }
  return segmentsOf(spans, setting).flatMap((tokens) => {
    const fitting = fitTokens(tokens, width, setting)
    if (fitting.length === 0) return [[]]
    let from = 0
    return lineEnds(fitting, width, style.balanced ?? false).map((end) => {
      const line = toLine(fitting.slice(from, end), {
        broken: [fitting[from - 1], fitting[end - 1]].flatMap((token) => brokenBehind(token)),
        isLast: end === fitting.length,
        size: style.size,
        fonts,
      })
      from = end
      return line
    })
  })
}

/** The word that is broken when a line ends with `token`. */
function brokenBehind(token: Token | undefined): BrokenWord[] {
  return token?.word && token.hyphen > 0 ? [token.word] : []
}

/** Whether a line ends in a hyphen that was not written. */
export function isHyphenated(line: Line): boolean {
  return line.at(-1)?.isHyphenated === true
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

/**
 * Joins neighbours of one look, so that a line is few boxes and its text is copied whole; the parts of a
 * broken word stand for themselves.
 */
function toLine(
  tokens: readonly Token[],
  { broken, isLast, size, fonts }: { broken: BrokenWord[]; isLast: boolean; size: number; fonts: Fonts },
): Line {
  const joined: LineRun[] = []
  for (const { fragments, word: ofToken } of tokens) {
    const word = ofToken && broken.includes(ofToken) ? ofToken : undefined
    for (const { run, color, target } of fragments) {
      const last = joined.at(-1)
      const isAlike = last?.font === run.font && last.color === color && last.target === target
      if (isAlike && last.word === word) last.text += run.text
      else joined.push({ ...run, color, ...(target && { target }), ...(word && { word }), x: 0, width: 0 })
    }
  }
  const end = joined.at(-1)
  if (end && !isLast && (tokens.at(-1)?.hyphen ?? 0) > 0) {
    end.text += '-'
    end.isHyphenated = true
  }
  let x = 0
  for (const run of joined) {
    const isEnd = run === end
    run.x = x
    run.width = fonts.width({ font: run.font, text: isEnd ? run.text.trimEnd() : run.text }, size)
    if (isEnd) run.text = run.text.trimEnd() + (!isLast && /\s$/.test(run.text) ? ' ' : '')
    x += run.width
  }
  return joined.filter(({ text }) => text !== '')
}
