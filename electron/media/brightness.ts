import type { Image } from './libvips'
import { withImages } from './libvips'

/** The mean of a picture's grey levels, 0 (black) to 255 (white), as a whole number. */
export function brightness(picture: Image): number {
  return withImages((keep) => Math.round(keep(keep(picture.colourspace('b-w')).extractBand(0)).avg()))
}
