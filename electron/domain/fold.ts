/**
 * Folding: text as it is compared in search, so that `isik` finds `IŞIK`, `scoala` finds `școală` and `şcoala`, `strasse`
 * finds `Straße`. Turkish dotted and dotless i count as one letter, since nobody types both ways at will. Marks are only
 * stripped from Latin letters: й is no и, and Greek readers type their accents.
 */

const letters: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
}

/**
 * What parts a word for the eye only: soft hyphens, marks without width, and a hyphen at the end of a line with its end. It folds
 * to nothing.
 */
const parting =
  /[\u00ad\u200b-\u200d\u2060\ufeff]|(?<=\p{L}\p{M}*[\u00ad\u200b-\u200d\u2060\ufeff]*)-\n(?=\p{L})/u

/** That, or a base character with the marks on it. */
const clusters = new RegExp(`${parting.source}|\\P{M}\\p{M}*|\\p{M}+`, 'gu')

/** The folded text, in composed letters (NFC). */
export function fold(text: string): string {
  return text.replace(clusters, foldCluster).normalize('NFC')
}

/** Folded text with the way back: `starts[i]` is where in the source (UTF-16 units) the unit `i` of it comes from. */
export type Folded = { text: string; starts: number[] }

/** Folds and keeps where everything came from, for marking what was found. */
export function foldWithSource(source: string): Folded {
  let text = ''
  const starts: number[] = []
  for (const match of source.matchAll(clusters)) {
    const folded = foldCluster(match[0])
    let left = folded.length
    while (left-- > 0) starts.push(match.index)
    text += folded
  }
  return { text, starts }
}

/** Most texts are made of some hundred characters: each is folded once. */
const known = new Map<string, string>()
const mostKnown = 10_000

function foldCluster(cluster: string): string {
  const found = known.get(cluster)
  if (found !== undefined) return found
  const folded = foldAnew(cluster)
  if (known.size < mostKnown) known.set(cluster, folded)
  return folded
}

function foldAnew(cluster: string): string {
  if (cluster === '-\n' || parting.test(cluster)) return ''
  const decomposed = cluster.normalize('NFKD').toLowerCase().normalize('NFKD')
  const bare = /^\p{Script=Latin}/u.test(decomposed) ? decomposed.replace(/\p{M}/gu, '') : decomposed
  return bare.replace(/[ıßøđłæœ]/g, (letter) => letters[letter] ?? letter).normalize('NFC')
}

/** The words of a question, folded; what is between them does not count. */
export function wordsOf(question: string): string[] {
  return fold(question).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
}

/**
 * The second halves, folded, of what a hyphen at the end of a line parts: it may have been a word of its own, as in `school-` and
 * `plan`. With the word as one they make all that it can be found by.
 */
export function secondHalvesOf(text: string): string {
  return Array.from(text.matchAll(/(?<=\p{L})-\n([\p{L}\p{M}\p{N}]+)/gu), ([, half = '']) => fold(half)).join(
    ' ',
  )
}
