import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import Vips from 'wasm-vips'
import type { PictureResult } from '../contract/workers'
import { printEdge, thumbnailEdge } from '../domain/evidence'

/** Pictures with more pixels than this are refused: a bomb, or more than an old laptop's memory holds. */
const mostPixels = 100_000_000

/** JPEG quality of the two renditions. */
const printQuality = 82
const thumbnailQuality = 78

type VipsModule = Awaited<ReturnType<typeof Vips>>
type Image = InstanceType<VipsModule['Image']>

let vips: Promise<VipsModule> | null = null

/** libvips, compiled once. One thread per worker: there is one worker per core. */
function libvips(): Promise<VipsModule> {
  vips ??= Vips({ dynamicLibraries: [] }).then((module) => {
    module.concurrency(1)
    module.Cache.max(0)
    return module
  })
  return vips
}

/**
 * Decodes a picture once and writes two JPEGs (sRGB, upright, on white, no metadata): for print, longest edge 1600 px,
 * and from it the thumbnail, 512 px. A picture of which only a part can be read is shown as far as it goes and told
 * `damaged`; one that cannot be read at all is `unreadable` and leaves no file.
 */
export async function renderPicture(paths: {
  source: string
  print: string
  thumbnail: string
}): Promise<PictureResult> {
  const bytes = await readFile(paths.source)
  const module = await libvips()
  const picture = decode(module, bytes)
  if (!picture) return { state: 'unreadable', width: null, height: null, memory: process.memoryUsage().rss }
  await writeAside(paths.print, picture.print)
  await writeAside(paths.thumbnail, picture.thumbnail)
  const { state, width, height } = picture
  return { state, width, height, memory: process.memoryUsage().rss }
}

type Decoded = {
  state: 'ready' | 'damaged'
  width: number
  height: number
  print: Uint8Array
  thumbnail: Uint8Array
}

/** Strict first; then leniently, since half a picture is better evidence than none. */
function decode(module: VipsModule, bytes: Uint8Array): Decoded | null {
  for (const mode of ['strict', 'lenient'] as const) {
    try {
      return { ...renditions(module, bytes, mode), state: mode === 'strict' ? 'ready' : 'damaged' }
    } catch {
      // The next way, or none.
    }
  }
  return null
}

function renditions(
  module: VipsModule,
  bytes: Uint8Array,
  mode: 'strict' | 'lenient',
): Omit<Decoded, 'state'> {
  const { width, height } = uprightSize(module, bytes)
  const failOn = mode === 'strict' ? 'warning' : 'none'
  const print = module.Image.thumbnailBuffer(bytes, Math.min(printEdge, Math.max(width, height)), {
    height: Math.min(printEdge, Math.max(width, height)),
    size: 'down',
    fail_on: failOn,
    output_profile: 'srgb',
  })
  try {
    const flat = onWhite(print)
    try {
      const small = flat.thumbnailImage(thumbnailEdge, { height: thumbnailEdge, size: 'down' })
      try {
        return {
          width,
          height,
          print: flat.jpegsaveBuffer({ Q: printQuality, keep: 'none', optimize_coding: true }),
          thumbnail: small.jpegsaveBuffer({ Q: thumbnailQuality, keep: 'none', optimize_coding: true }),
        }
      } finally {
        small.delete()
      }
    } finally {
      flat.delete()
    }
  } finally {
    print.delete()
  }
}

/** Three bands of sRGB, what is see-through shown on white, held in memory so that the picture is decoded once. */
function onWhite(image: Image): Image {
  const flat = image.hasAlpha() ? image.flatten({ background: [255, 255, 255] }) : image.copy()
  try {
    return flat.copyMemory()
  } finally {
    flat.delete()
  }
}

/** Size in px as seen, from the header alone. Throws for too many pixels. */
function uprightSize(module: VipsModule, bytes: Uint8Array): { width: number; height: number } {
  const header = module.Image.newFromBuffer(bytes)
  try {
    if (header.width * header.height > mostPixels) throw new Error('too many pixels')
    const isTurned = orientationOf(header) >= 5
    return isTurned
      ? { width: header.height, height: header.width }
      : { width: header.width, height: header.height }
  } finally {
    header.delete()
  }
}

/** The EXIF orientation, 1 to 8. 5 to 8 lie on their side. */
function orientationOf(image: Image): number {
  return image.getTypeof('orientation') === 0 ? 1 : image.getInt('orientation')
}

/** A reader never meets half a file. */
async function writeAside(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await writeFile(aside, bytes, { flag: 'wx' })
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}
