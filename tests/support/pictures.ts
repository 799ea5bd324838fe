import { join } from 'node:path'
import Vips from 'wasm-vips'
import { temporaryFolder } from './temporary'

let vips: ReturnType<typeof Vips> | null = null

/**
 * Draws a picture with detail in every part into a folder of this test; the name's ending gives the format.
 * `seed` makes pictures that differ. Sizes in px.
 */
export async function drawPicture(
  name: string,
  {
    width,
    height,
    seed = 1,
    isClear = false,
  }: { width: number; height: number; seed?: number; isClear?: boolean },
): Promise<string> {
  vips ??= Vips({ dynamicLibraries: [] })
  const module = await vips
  const bands = isClear ? 4 : 3
  const pixels = Buffer.alloc(width * height * bands)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * bands
      pixels[at] = (x * 255) / width
      pixels[at + 1] = (y * 255) / height
      pixels[at + 2] = ((x ^ y) + seed * 37) % 256
      if (isClear) pixels[at + 3] = (x + y) % 256
    }
  }
  const image = module.Image.newFromMemory(pixels, width, height, bands, module.BandFormat.uchar)
  const path = join(temporaryFolder(), name)
  try {
    image.writeToFile(path)
  } finally {
    image.delete()
  }
  return path
}
