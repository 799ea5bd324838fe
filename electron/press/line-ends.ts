import type { TextStyle } from './theme'
import type { Token } from './tokens'

/** No more lines than this end in a hyphen one after the other, unless one word takes them all. */
const hyphensInRow = 2

/** What a line costs, added to its 1 and the square of its empty share. */
const costs = {
  /** Ends within an address or behind a hyphen that was written. */
  inWord: 0.06,
  /** Ends in a hyphen that was not written: better than a fifth of the line left empty. */
  hyphenated: 0.04,
  /** Ends in a word of one letter. */
  single: 0.012,
  /** A title's line ends in a word that was shortened before a name: the two are read as one. */
  shortened: 2,
  /** Is the last and has one short word. */
  short: 0.08,
  /** Ends in one hyphen too many: worse than any other choice of lines. */
  tooMany: 1000,
} as const

/** A space of justified text grows by at most so much of its width, and shrinks by at most so much. */
export const widestSpace = 2.2
export const narrowestSpace = 0.22

/** What a justified line costs: the cube of how far its spaces are stretched or shrunk, as TeX has it. */
const justifiedCosts = {
  /** A space that has become twice as wide, and one that is as narrow as it may be, cost 1. */
  stretch: 1,
  /** Added to each line, so that a good line more is better than a bad one. */
  line: 0.1,
  hyphenated: 0.45,
  inWord: 0.4,
  /** Its spaces would have to grow too far: it is left ragged. */
  ragged: 12,
  /** Times the square of the share of the line that is left empty so: half a line is worse than any loose one. */
  empty: 500,
} as const

/** Spaces that may grow: those that may end a line, and those that may not. */
export function countSpaces(text: string): number {
  return text.match(/[ \u00a0]/g)?.length ?? 0
}

/**
 * Where the lines end, as counts of tokens: of ragged text as few lines as possible, and as equal as possible
 * among those; of justified text with spaces as near to their own width as possible over the whole paragraph
 * (total fit after Knuth and Plass, "Breaking paragraphs into lines", 1981). The best way to
 * each place is kept once for each count of hyphens that its last lines end in.
 * @param width in pt
 */
export function lineEnds(
  tokens: readonly Token[],
  width: number,
  { balanced: isBalanced = false, justified: isJustified = false, size }: TextStyle,
): number[] {
  const states = hyphensInRow + 1
  const best = new Float64Array((tokens.length + 1) * states).fill(Infinity)
  const cameFrom = new Int32Array((tokens.length + 1) * states)
  best[0] = 0
  const spaces = isJustified ? tokens.map(spacesIn) : []
  // The narrowest faces have spaces of a fifth of their size.
  const space = size * 0.2
  for (let end = 1; end <= tokens.length; end++) {
    const last = tokens[end - 1]
    if (!last) break
    const isLast = end === tokens.length
    const hanging = last.width - last.visible - (isLast ? 0 : last.hyphen)
    const penalty = isLast ? 0 : isJustified ? justifiedPenalty(last) : endPenalty(last, isBalanced)
    const isHyphen = !isLast && endsInHyphen(last)
    let used = 0
    let room = 0
    for (let start = end - 1; start >= 0; start--) {
      used += tokens[start]?.width ?? 0
      if (isJustified) room += (spaces[start] ?? 0) * space
      // The space at the end of the line does not count.
      const shrinks = isJustified && !isLast ? Math.max(0, room - (hanging > 0 ? space : 0)) : 0
      if (used - hanging > width + shrinks * narrowestSpace && start < end - 1) break
      const empty = Math.max(0, (width - used + hanging) / width)
      const isShort = isLast && start > 0 && empty > 0.85
      const loose = isLast && !isBalanced ? (isShort ? costs.short : 0) : empty * empty
      const ragged = isJustified && !isLast ? justifiedCost(width - used + hanging, shrinks, width) : loose
      for (let before = 0; before < states; before++) {
        const from = start * states + before
        const cost = (best[from] ?? Infinity) + (isJustified ? 0 : 1) + ragged + penalty
        if (cost === Infinity) continue
        const isTooMany = isHyphen && before === hyphensInRow
        const to = end * states + (isHyphen ? Math.min(hyphensInRow, before + 1) : 0)
        const whole = cost + (isTooMany ? costs.tooMany : 0)
        if (whole >= (best[to] ?? Infinity)) continue
        best[to] = whole
        cameFrom[to] = from
      }
    }
  }
  const ends: number[] = []
  // The last line ends in no hyphen.
  for (let at = tokens.length * states; at >= states; at = cameFrom[at] ?? 0) {
    ends.unshift(Math.floor(at / states))
  }
  return ends
}

/** @param left what the words leave of the width, less than nothing where they are too many; `room` all spaces; in pt */
function justifiedCost(left: number, room: number, width: number): number {
  const ragged = justifiedCosts.ragged + justifiedCosts.empty * (left / width) ** 2
  if (room <= 0) return Math.abs(left) < 0.5 ? 0 : ragged
  const grown = left / room
  if (grown > widestSpace) return ragged
  const ratio = grown >= 0 ? grown / justifiedCosts.stretch : -grown / narrowestSpace
  return (justifiedCosts.line + ratio ** 3) ** 2
}

function justifiedPenalty({ hyphen, isInWord, isSingle }: Token): number {
  if (hyphen > 0) return justifiedCosts.hyphenated
  if (isInWord) return justifiedCosts.inWord
  return isSingle ? costs.single : 0
}

function spacesIn({ fragments }: Token): number {
  return fragments.reduce((sum, { run }) => sum + countSpaces(run.text), 0)
}

function endPenalty({ hyphen, isInWord, isSingle, isShortened }: Token, isBalanced: boolean): number {
  if (hyphen > 0) return costs.hyphenated
  if (isInWord) return costs.inWord
  if (isShortened && isBalanced) return costs.shortened
  return isSingle ? costs.single : 0
}

/** With a hyphen of its own, too: the eye counts them all. */
function endsInHyphen({ hyphen, fragments }: Token): boolean {
  return hyphen > 0 || /[-\u2010\u2011]$/.test(fragments.at(-1)?.run.text ?? '')
}
