import { readFileSync } from 'node:fs'
import Vips from 'wasm-vips'

let vips: ReturnType<typeof Vips> | null = null

/** A picture as it lies on the screen: three bytes a px. */
export type PixelGrid = { width: number; height: number; data: Uint8Array }

/** All px of a picture that libvips reads. */
export async function pixelsOf(path: string): Promise<PixelGrid> {
  vips ??= Vips({ printErr: () => undefined })
  const module = await vips
  const image = module.Image.newFromBuffer(readFileSync(path))
  try {
    if (image.bands !== 3) throw new Error(`${path} has ${image.bands} bands`)
    return { width: image.width, height: image.height, data: Uint8Array.from(image.writeToMemory()) }
  } finally {
    image.delete()
  }
}

/** The largest difference of a px in any of its bands, 0 to 255. */
export function differenceAt(one: PixelGrid, other: PixelGrid, x: number, y: number): number {
  const at = (y * one.width + x) * 3
  return Math.max(
    ...[0, 1, 2].map((band) => Math.abs((one.data[at + band] ?? 0) - (other.data[at + band] ?? 0))),
  )
}

/** The colour of a px. */
export function colourOf({ width, data }: PixelGrid, x: number, y: number): [number, number, number] {
  const at = (y * width + x) * 3
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}

/** Whether the middle of a picture is covered flat, from a quarter to three quarters. */
export async function isCovered(path: string): Promise<boolean> {
  const grid = await pixelsOf(path)
  const spots = [0.3, 0.4, 0.5, 0.6, 0.7].flatMap((x) => [0.3, 0.5, 0.7].map((y) => [x, y] as const))
  return spots.every(([x, y]) =>
    colourOf(grid, Math.floor(x * grid.width), Math.floor(y * grid.height)).every(
      (each) => each > 28 && each < 52,
    ),
  )
}
