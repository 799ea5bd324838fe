import LineBreaker from 'linebreak'
import { levelsOf, type Levels } from './bidi'
import type { Span, Target } from './blocks'
import type { FontRun, Fonts } from './fonts'
import type { Hyphenate } from './hyphenation'
import type { Ink, TextStyle } from './theme'

/** `level` is odd in what is written from the right. */
export type Fragment = { run: FontRun; color: Ink; target: Target | undefined; level: number }

/** A word that may be parted over lines, whole, with the marks and the space that stand with it. */
export type BrokenWord = { text: string }

/** What stands between two places where a line may end. */
export type Token = {
  fragments: Fragment[]
  /** With the space at its end, and without, in pt. */
  width: number
  visible: number
  /** Ends in the middle of what is read as one word: after a hyphen, in an address. */
  isInWord: boolean
  /** A word of one letter, which reads badly at the end of a line. */
  isSingle: boolean
  /** Shortened before a name: `Св.`, `Dr.` */
  isShortened: boolean
  /** Width in pt of the hyphen that is set when a line ends here; 0 where none is. */
  hyphen: number
  /** What it is a part of, where it is not a word of its own. */
  word: BrokenWord | null
}

/** How text is taken apart; without `hyphenate` its words are not. */
export type Setting = { style: TextStyle; fonts: Fonts; hyphenate: Hyphenate | null }

/** The tokens of a line that the writer has ended; `isRtl` when it begins at the right. */
export type Segment = { tokens: Token[]; isRtl: boolean }

/** None for white space alone. */
export function segmentsOf(spans: readonly Span[], setting: Setting): Segment[] {
  const parts = spans.map((span) => ({ span, text: printable(span.text) }))
  const text = parts.map((part) => part.text).join('')
  if (text.trim() === '') return []
  const paragraphs = levelsByLine(text)
  const segments: Segment[] = [{ tokens: [], isRtl: paragraphs[0]?.isRtl ?? false }]
  const hyphens = setting.hyphenate?.(text) ?? []
  let hyphen = 0
  const breaker = new LineBreaker(text)
  let from = 0
  let part = 0
  let partStart = 0
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    const start = from
    const fragments: Fragment[] = []
    while (from < next.position) {
      const current = parts[part]
      if (!current) break
      const end = Math.min(next.position, partStart + current.text.length)
      const line = paragraphs[segments.length - 1]
      fragments.push(...fragmentsOf(text.slice(from, end), current.span, { ...setting, line, from }))
      from = end
      if (end < partStart + current.text.length) continue
      partStart += current.text.length
      part += 1
    }
    const cuts: number[] = []
    for (let place = hyphens[hyphen]; place !== undefined && place < from; place = hyphens[++hyphen])
      cuts.push(place - start)
    segments.at(-1)?.tokens.push(...toTokens(fragments, cuts, setting))
    if (next.required === true && next.position < text.length) {
      segments.push({ tokens: [], isRtl: paragraphs[segments.length]?.isRtl ?? false })
    }
  }
  return segments
}

/** Directions of each line that the writer has ended, where there are any. `from` is where it begins in the text. */
type LineLevels = { from: number; levels: Levels | null; isRtl: boolean }

function levelsByLine(text: string): LineLevels[] {
  let from = 0
  return text.split('\n').map((line) => {
    const levels = levelsOf(line)
    const found = { from, levels, isRtl: levels?.isRtl ?? false }
    from += line.length + 1
    return found
  })
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

function fragmentsOf(
  text: string,
  span: Span,
  { style, fonts, line, from }: Setting & { line: LineLevels | undefined; from: number },
): Fragment[] {
  const look = { color: span.color ?? style.color, target: span.target }
  return partsByLevel(text, from, line).flatMap(({ part, level }) => {
    const visible = part.replace(/[\n\u200b]/g, '')
    return fonts.runs(visible, span.font ?? style.font).map((run) => ({ run, ...look, level }))
  })
}

function partsByLevel(
  text: string,
  from: number,
  line: LineLevels | undefined,
): { part: string; level: number }[] {
  if (!line?.levels) return [{ part: text, level: 0 }]
  const levelAt = (index: number) => line.levels?.at(from + index - line.from) ?? 0
  const parts: { part: string; level: number }[] = []
  for (let index = 0; index < text.length; index++) {
    const level = levelAt(index)
    const last = parts.at(-1)
    if (last?.level === level) last.part += text.charAt(index)
    else parts.push({ part: text.charAt(index), level })
  }
  return parts
}

/** A word in more than one look is not parted: its places are counted in one text. */
function toTokens(fragments: Fragment[], cuts: readonly number[], { style, fonts }: Setting): Token[] {
  const [only, ...others] = fragments
  const isParted = cuts.length > 0 && only !== undefined && others.length === 0
  return isParted ? partsOf(only, cuts, style.size, fonts) : [toToken(fragments, style.size, fonts)]
}

/**
 * The parts of a word. Each is as wide as it makes the word wider, so that a word that stays whole has the
 * width it has without its places: kerning goes over them.
 */
function partsOf({ run, ...look }: Fragment, cuts: readonly number[], size: number, fonts: Fonts): Token[] {
  const word: BrokenWord = { text: run.text }
  const widthTo = (end: number, more = '') =>
    fonts.width({ font: run.font, text: run.text.slice(0, end) + more }, size)
  const part = (from: number, to?: number): Fragment => ({
    run: { font: run.font, text: run.text.slice(from, to) },
    ...look,
  })
  let from = 0
  let before = 0
  const parts = cuts.map((cut): Token => {
    const width = widthTo(cut)
    const token = {
      ...emptyToken,
      fragments: [part(from, cut)],
      width: width - before,
      visible: width - before,
      isInWord: true,
      hyphen: widthTo(cut, '-') - width,
      word,
    }
    from = cut
    before = width
    return token
  })
  const last = toToken([part(from)], size, fonts)
  const width = widthTo(run.text.length) - before
  return [...parts, { ...last, width, visible: width - (last.width - last.visible), word }]
}

const emptyToken: Token = {
  fragments: [],
  width: 0,
  visible: 0,
  isInWord: false,
  isSingle: false,
  isShortened: false,
  hyphen: 0,
  word: null,
}

function toToken(fragments: Fragment[], size: number, fonts: Fonts): Token {
  const width = fragments.reduce((sum, { run }) => sum + fonts.width(run, size), 0)
  const last = fragments.at(-1)?.run
  const spaces = last ? last.text.length - last.text.trimEnd().length : 0
  const trailing = last && spaces > 0 ? fonts.width({ ...last, text: last.text.slice(-spaces) }, size) : 0
  return {
    ...emptyToken,
    fragments,
    width,
    visible: width - trailing,
    isInWord: last !== undefined && spaces === 0,
    isSingle: isAll(fragments, /^\p{L}\s+$/u),
    isShortened: isAll(fragments, /^\p{P}*\p{L}{1,3}\.\s+$/u),
  }
}

function isAll(fragments: readonly Fragment[], words: RegExp): boolean {
  return fragments.length === 1 && words.test(fragments[0]?.run.text ?? '')
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Tokens that lines of `width` pt can hold: what is wider is cut, and is no longer one word. */
export function fitTokens(tokens: readonly Token[], width: number, setting: Setting): Token[] {
  const tooWide = tokens.filter(({ visible, hyphen }) => visible + hyphen > width)
  if (tooWide.length === 0) return [...tokens]
  const cutWords = new Set(tooWide.map(({ word }) => word))
  return tokens
    .flatMap((token) => cutToFit(token, width, setting))
    .map((token) => (cutWords.has(token.word) ? { ...token, word: null } : token))
}

/** A token that no line can hold, in parts that fill lines. */
function cutToFit(token: Token, width: number, { style, fonts }: Setting): Token[] {
  if (token.visible + token.hyphen <= width) return [token]
  const parts: Token[] = []
  let fragments: Fragment[] = []
  let used = 0
  for (const { run, ...look } of token.fragments) {
    // Measured together: kerning makes letters in a row narrower or wider than each of them alone.
    let before = used
    let row = ''
    for (const { segment } of graphemes.segment(run.text)) {
      const widthWith = (text: string) => fonts.width({ font: run.font, text: text + segment }, style.size)
      let wider = before + widthWith(row)
      if (fragments.length > 0 && wider + token.hyphen > width && segment.trim() !== '') {
        parts.push({ ...emptyToken, fragments, width: used, visible: used, isInWord: true })
        fragments = []
        before = 0
        row = ''
        wider = widthWith('')
      }
      fragments.push({ run: { font: run.font, text: segment }, ...look })
      row += segment
      used = wider
    }
  }
  return [...parts, { ...toToken(fragments, style.size, fonts), hyphen: token.hyphen }]
}
