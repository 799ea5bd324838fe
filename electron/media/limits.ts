/** Larger files are not read whole, in bytes: a worker has to hold them. */
export const largestFile = 200 * 1024 * 1024

/** Pictures with more pixels than this are refused: a bomb, or more than an old laptop's memory holds. */
const mostPixels = 100_000_000

/** Throws for a picture of more than 100 megapixels, or of none. Sizes in px, from its header. */
export function checkSize({ width, height }: { width: number; height: number }): void {
  if (width < 1 || height < 1) throw new Error('no pixels')
  if (width * height > mostPixels) throw new Error('too many pixels')
}
