import type { Image } from './libvips'
import { withImages } from './libvips'

/** Edge of the small grey picture, in px, and of the square of its lowest frequencies. */
const edge = 32
const low = 8

/** Grey levels of 255 that a picture must span to have a likeness at all: a blank sheet resembles every other. */
const leastContrast = 8

const cosines = Array.from({ length: low }, (_, frequency) =>
  Float64Array.from({ length: edge }, (_, x) => Math.cos(((2 * x + 1) * frequency * Math.PI) / (2 * edge))),
)

/**
 * A picture's perceptual hash, 64 bits as 16 hex digits: which of the 8 x 8 lowest frequencies of its 32 x 32 grey
 * pixels are above their median (pHash: Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
 * 2010). Pictures of one scene differ in few bits. Empty for a picture without contrast.
 */
export function fingerprint(picture: Image): string {
  const grey = withImages((keep) => {
    const small = keep(picture.thumbnailImage(edge, { height: edge, size: 'force' }))
    return Uint8Array.from(keep(keep(small.colourspace('b-w')).extractBand(0)).writeToMemory())
  })
  const span =
    grey.reduce((most, each) => Math.max(most, each), 0) - grey.reduce((a, b) => Math.min(a, b), 255)
  return span < leastContrast ? '' : hashOf(grey)
}

function hashOf(grey: Uint8Array): string {
  // By rows first, then by columns: the transform is separable.
  const rows = cosines.map((cosine) =>
    Float64Array.from({ length: edge }, (_, y) =>
      cosine.reduce((sum, factor, x) => sum + factor * (grey[y * edge + x] ?? 0), 0),
    ),
  )
  const values = cosines.flatMap((cosine) =>
    rows.map((row) => cosine.reduce((sum, factor, y) => sum + factor * (row[y] ?? 0), 0)),
  )
  const sorted = values.toSorted((a, b) => a - b)
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2
  const bits = values.reduce((sum, value) => (sum << 1n) | (value > median ? 1n : 0n), 0n)
  return bits.toString(16).padStart(16, '0')
}
