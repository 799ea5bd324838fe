import createBidi from 'bidi-js'

const bidi = createBidi()

/** Hebrew, Arabic and their kin, with their presentation forms. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** How deep each UTF-16 unit of a text is nested in writing from the left (even) and from the right (odd). */
export type Levels = { at: (index: number) => number; isRtl: boolean }

/** The levels of one paragraph by UAX 9; null where all of it is written from the left. */
export function levelsOf(text: string): Levels | null {
  if (!rightToLeft.test(text)) return null
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, 'auto')
  return { at: (index) => levels[index] ?? 0, isRtl: (paragraphs[0]?.level ?? 0) % 2 === 1 }
}

/**
 * Parts of a line as they stand from left to right (UAX 9, rule L2): from the deepest level to the lowest odd one,
 * whatever is at least so deep is turned round.
 */
export function inVisualOrder<Part extends { level: number }>(parts: readonly Part[]): Part[] {
  const ordered = [...parts]
  const levels = parts.map(({ level }) => level)
  const lowestOdd = Math.min(...levels.filter((level) => level % 2 === 1))
  for (let level = Math.max(0, ...levels); level >= lowestOdd; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start
      while ((ordered[end]?.level ?? -1) >= level) end++
      if (end > start + 1) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = Math.max(start, end)
    }
  }
  return ordered
}

/** Brackets and their like look the other way in writing from the right. */
export function mirrored(text: string): string {
  return Array.from(text, (char) => bidi.getMirroredCharacter(char) ?? char).join('')
}
