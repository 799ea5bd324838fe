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
  /** Is the last and has one short word. */
  short: 0.08,
  /** Ends in one hyphen too many: worse than any other choice of lines. */
  tooMany: 10,
} as const

/**
 * Where the lines end, as counts of tokens: as few lines as possible, and as equal as possible among those
 * (total fit after Knuth and Plass, "Breaking paragraphs into lines", 1981, for ragged text). The best way to
 * each place is kept once for each count of hyphens that its last lines end in.
 * @param width in pt
 */
export function lineEnds(tokens: readonly Token[], width: number, isBalanced: boolean): number[] {
  const states = hyphensInRow + 1
  const best = new Float64Array((tokens.length + 1) * states).fill(Infinity)
  const cameFrom = new Int32Array((tokens.length + 1) * states)
  best[0] = 0
  for (let end = 1; end <= tokens.length; end++) {
    const last = tokens[end - 1]
    if (!last) break
    const isLast = end === tokens.length
    const hanging = last.width - last.visible - (isLast ? 0 : last.hyphen)
    const penalty = isLast ? 0 : endPenalty(last)
    const isHyphen = !isLast && endsInHyphen(last)
    let used = 0
    for (let start = end - 1; start >= 0; start--) {
      used += tokens[start]?.width ?? 0
      if (used - hanging > width && start < end - 1) break
      const empty = Math.max(0, (width - used + hanging) / width)
      const isShort = isLast && start > 0 && empty > 0.85
      const ragged = isLast && !isBalanced ? (isShort ? costs.short : 0) : empty * empty
      for (let before = 0; before < states; before++) {
        const from = start * states + before
        const cost = (best[from] ?? Infinity) + 1 + ragged + penalty
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

function endPenalty({ hyphen, isInWord, isSingle }: Token): number {
  if (hyphen > 0) return costs.hyphenated
  if (isInWord) return costs.inWord
  return isSingle ? costs.single : 0
}

/** With a hyphen of its own, too: the eye counts them all. */
function endsInHyphen({ hyphen, fragments }: Token): boolean {
  return hyphen > 0 || /[-\u2010\u2011]$/.test(fragments.at(-1)?.run.text ?? '')
}
