import { inVisualOrder } from './bidi'
import type { Span, Target } from './blocks'
import type { Fonts } from './fonts'
import type { Hyphenate } from './hyphenation'
import { countSpaces, lineEnds, narrowestSpace, widestSpace } from './line-ends'
import type { FontName, Ink, TextStyle } from './theme'
import { fitTokens, segmentsOf, type BrokenWord, type Fragment, type Token } from './tokens'

/** A part of a line in one look. `x` and `width` in pt, from the line's left. */
export type LineRun = {
  x: number
  width: number
  text: string
  font: FontName
  color: Ink
  /** Added to each of its spaces where the line fills the width, in pt. */
  spacing?: number
  /** Written from the right: brackets look the other way. */
  isMirrored?: true
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
  return segmentsOf(spans, setting).flatMap(({ tokens, isRtl }) => {
    const fitting = fitTokens(tokens, width, setting)
    if (fitting.length === 0) return [[]]
    let from = 0
    return lineEnds(fitting, width, style).map((end) => {
      const part = fitting.slice(from, end)
      const isLast = end === fitting.length
      const line = part.some(({ fragments }) => fragments.some(({ level }) => level > 0))
        ? toMixedLine(part, { size: style.size, fonts, isRtl })
        : toLine(part, {
            broken: [fitting[from - 1], fitting[end - 1]].flatMap((token) => brokenBehind(token)),
            isLast,
            size: style.size,
            fonts,
          })
      from = end
      if (isRtl) return movedRight(line, width)
      return style.justified && !isLast ? stretched(line, width, style.size, fonts) : line
    })
  })
}

/** Fills the width by its spaces; a line with too few of them stays as it is. */
function stretched(line: Line, width: number, size: number, fonts: Fonts): Line {
  const spaces = line.map(({ text }, index) => countSpaces(index === line.length - 1 ? text.trimEnd() : text))
  const count = spaces.reduce((sum, each) => sum + each, 0)
  const spacing = (width - lineWidth(line)) / count
  const first = line[0]
  if (count === 0 || !first) return line
  const space = fonts.width({ font: first.font, text: ' ' }, size)
  if (spacing > space * widestSpace || spacing < -space * narrowestSpace - 0.01) return line
  let moved = 0
  return line.map((run, index) => {
    const more = spacing * (spaces[index] ?? 0)
    const set = { ...run, x: run.x + moved, width: run.width + more, spacing }
    moved += more
    return set
  })
}

function movedRight(line: Line, width: number): Line {
  const by = width - lineWidth(line)
  return line.map((run) => ({ ...run, x: run.x + by }))
}

/** The word that is broken when a line ends with `token`. */
function brokenBehind(token: Token | undefined): BrokenWord[] {
  return token?.word && token.hyphen > 0 ? [token.word] : []
}

/**
 * A line in which writing from the left and from the right meet, word by word in the order in which they are read, each at
 * the place where it stands. Words are not parted in it.
 */
function toMixedLine(
  tokens: readonly Token[],
  { size, fonts, isRtl }: { size: number; fonts: Fonts; isRtl: boolean },
): Line {
  const base = isRtl ? 1 : 0
  const parts = tokens
    .flatMap(({ fragments }) => fragments)
    .flatMap((fragment): Fragment[] =>
      fragment.run.text
        .split(/(\s+)/)
        .filter((text) => text !== '')
        .map((text) => ({ ...fragment, run: { ...fragment.run, text } })),
    )
  // The space at the end of a line stands at its end, whatever came before (rule L1).
  const end = parts.at(-1)
  if (end?.run.text.trim() === '') end.level = base
  const widths = new Map(parts.map((part) => [part, fonts.width(part.run, size)]))
  const isSpace = (part: Fragment | undefined) => part?.run.text.trim() === ''
  const places = new Map<Fragment, number>()
  let x = end && isRtl && isSpace(end) ? -(widths.get(end) ?? 0) : 0
  for (const part of inVisualOrder(parts)) {
    places.set(part, x)
    x += widths.get(part) ?? 0
  }
  // In the order in which they are read.
  const shown = isSpace(end) ? parts.slice(0, -1) : parts
  return shown.map((part): LineRun => {
    const { run, color, target, level } = part
    return {
      ...run,
      x: places.get(part) ?? 0,
      width: widths.get(part) ?? 0,
      color,
      ...(target && { target }),
      ...(level % 2 === 1 && { isMirrored: true }),
    }
  })
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
  return line.reduce((most, { x, width }) => Math.max(most, x + width), 0)
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
