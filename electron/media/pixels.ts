import { pictureEdges } from '../domain/evidence'

/** Width and height in one unit. */
export type Size = { width: number; height: number }

/** A decoded picture outside of libvips: four bytes a pixel (red, green, blue, alpha), row by row from the top. */
export type Pixels = {
  /** px, upright */
  width: number
  height: number
  data: Uint8Array
  /** Its ICC profile; null: sRGB. */
  profile: Uint8Array | null
  /** Whether a part of it could not be read and is empty. */
  isDamaged: boolean
}

/** The size in px of what has no pixels of its own, a page or a drawing: as it is drawn for print. */
export function sizeInPrint({ width, height }: Size): Size {
  const scale = pictureEdges.print / Math.max(width, height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
