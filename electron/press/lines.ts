import LineBreaker from 'linebreak'
import type { Span, Target } from './blocks'
import type { FontRun, Fonts } from './fonts'
import type { FontName, TextStyle } from './theme'

/** A part of a line in one font and colour. `x` and `width` in pt, from the line's left. */
export type LineRun = {
  x: number
  width: number
  text: string
  font: FontName
  color: string
  target?: Target
}

export type Line = LineRun[]

type Fragment = { run: FontRun; color: string; target: Target | undefined; width: number }

/** What stands between two places where a line may end. */
type Token = { fragments: Fragment[]; width: number; isRequired: boolean }

/**
 * Breaks text into lines at the places of Unicode's line breaking algorithm (UAX 14, package `linebreak`); a word
 * that is wider than the line is cut between graphemes. Text that is empty has no lines.
 * @param width in pt
 */
export function breakLines(spans: readonly Span[], style: TextStyle, width: number, fonts: Fonts): Line[] {
  const lines: Line[] = []
  let current: Fragment[] = []
  let used = 0

  const flush = () => {
    lines.push(toLine(current, style.size, fonts))
    current = []
    used = 0
  }

  for (const token of tokens(spans, style, fonts)) {
    const visible = token.width - trailingSpace(token, style.size, fonts)
    if (current.length > 0 && used + visible > width) flush()
    if (visible > width) {
      for (const fragment of graphemesOf(token, style.size, fonts)) {
        if (current.length > 0 && used + fragment.width > width) flush()
        current.push(fragment)
        used += fragment.width
      }
    } else {
      current.push(...token.fragments)
      used += token.width
    }
    if (token.isRequired) flush()
  }
  if (current.length > 0) flush()
  return lines
}

function tokens(spans: readonly Span[], style: TextStyle, fonts: Fonts): Token[] {
  const text = spans.map((span) => span.text.normalize('NFC')).join('')
  if (text.trim() === '') return []
  const starts: { at: number; span: Span }[] = []
  let at = 0
  for (const span of spans) {
    starts.push({ at, span })
    at += span.text.normalize('NFC').length
  }
  const found: Token[] = []
  const breaker = new LineBreaker(text)
  let from = 0
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    found.push({
      ...tokenOf(from, next.position),
      isRequired: next.required === true && next.position < text.length,
    })
    from = next.position
  }
  return found

  function tokenOf(start: number, end: number): Omit<Token, 'isRequired'> {
    const fragments: Fragment[] = []
    starts.forEach(({ at: begin, span }, index) => {
      const stop = starts[index + 1]?.at ?? text.length
      const part = text.slice(Math.max(start, begin), Math.min(end, stop)).replace(/[\n\r\u2028\u2029]/g, '')
      if (begin >= end || stop <= start || part === '') return
      for (const run of fonts.runs(part.replace(/\t/g, ' '), span.font ?? style.font)) {
        fragments.push({
          run,
          color: span.color ?? style.color,
          target: span.target,
          width: fonts.width(run, style.size),
        })
      }
    })
    return { fragments, width: fragments.reduce((sum, fragment) => sum + fragment.width, 0) }
  }
}

function trailingSpace({ fragments }: Token, size: number, fonts: Fonts): number {
  const last = fragments.at(-1)
  if (!last) return 0
  const spaces = /\s*$/.exec(last.run.text)?.[0] ?? ''
  return spaces === '' ? 0 : fonts.width({ font: last.run.font, text: spaces }, size)
}

function graphemesOf({ fragments }: Token, size: number, fonts: Fonts): Fragment[] {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  return fragments.flatMap((fragment) =>
    [...graphemes.segment(fragment.run.text)].map(({ segment }) => {
      const run = { font: fragment.run.font, text: segment }
      return { ...fragment, run, width: fonts.width(run, size) }
    }),
  )
}

/** Joins neighbours of one look, so that a line is few boxes and its text is copied whole. */
function toLine(fragments: readonly Fragment[], size: number, fonts: Fonts): Line {
  const joined: { font: FontName; text: string; color: string; target: Target | undefined }[] = []
  for (const { run, color, target } of fragments) {
    const last = joined.at(-1)
    if (last?.font === run.font && last.color === color && last.target === target) last.text += run.text
    else joined.push({ ...run, color, target })
  }
  const last = joined.at(-1)
  if (last) last.text = last.text.trimEnd()
  let x = 0
  return joined
    .filter(({ text }) => text !== '')
    .map(({ font, text, color, target }) => {
      const width = fonts.width({ font, text }, size)
      const run: LineRun = { x, width, text, font, color, ...(target ? { target } : {}) }
      x += width
      return run
    })
}
