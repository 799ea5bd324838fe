/** Photos of one scene differ in at most this many of the 64 bits of their fingerprints; other photos do in more. */
export const likeness = 8

/** A photo with its fingerprint, 16 hex digits. */
export type Fingerprinted = { fingerprint: string }

/**
 * Groups photos that look alike: each is within `likeness` bits of the first of its group, so that a chain of small
 * differences does not join what has nothing in common. Photos without a fingerprint, and those that resemble no other, are
 * left out.
 * @returns groups of two or more, in the order in which the photos are given
 */
export function groupAlike<Photo extends Fingerprinted>(photos: readonly Photo[]): Photo[][] {
  const known = photos.filter(({ fingerprint }) => /^[0-9a-f]{16}$/.test(fingerprint))
  // The first photo of each group, in two halves of 32 bits: most photos resemble none, so this is the whole of the work.
  const high = new Int32Array(known.length)
  const low = new Int32Array(known.length)
  const groups: Photo[][] = []
  for (const photo of known) {
    const h = Number.parseInt(photo.fingerprint.slice(0, 8), 16)
    const l = Number.parseInt(photo.fingerprint.slice(8), 16)
    let group = 0
    for (; group < groups.length; group += 1) {
      const half = bits((high[group] ?? 0) ^ h)
      if (half <= likeness && half + bits((low[group] ?? 0) ^ l) <= likeness) break
    }
    const found = groups[group]
    if (found) found.push(photo)
    else {
      high[group] = h
      low[group] = l
      groups.push([photo])
    }
  }
  return groups.filter(({ length }) => length > 1)
}

/** How many of 32 bits are set (Warren, "Hacker's Delight", 5-1). */
function bits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
