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
  vips ??= Vips({
    dynamicLibraries: [],
    // Its warnings about broken pictures would fill the terminal; what they mean is told by `damaged`.
    preRun: (module: { ENV: Record<string, string> }) => {
      module.ENV.VIPS_WARNING = '1'
    },
  }).then((module) => {
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
  const { width, height, shrink } = readHeader(module, bytes)
  const edge = Math.min(printEdge, Math.max(width, height))
  // Loaded whole before it is scaled: libvips' own thumbnailing passes over what is missing without a word.
  const loaded = module.Image.newFromBuffer(bytes, '', {
    fail_on: mode === 'strict' ? 'warning' : 'none',
    ...shrink,
  })
  return using(loaded.copyMemory(), loaded, (picture) =>
    using(
      picture.thumbnailImage(edge, { height: edge, size: 'down', output_profile: 'srgb' }),
      null,
      (print) =>
        using(onWhite(print), null, (flat) =>
          using(
            flat.thumbnailImage(thumbnailEdge, { height: thumbnailEdge, size: 'down' }),
            null,
            (small) => ({
              width,
              height,
              print: flat.jpegsaveBuffer({ Q: printQuality, keep: 'none', optimize_coding: true }),
              thumbnail: small.jpegsaveBuffer({ Q: thumbnailQuality, keep: 'none', optimize_coding: true }),
            }),
          ),
        ),
    ),
  )
}

/** Frees an image (and the one it was made from) when the work on it is done: wasm memory knows no collector. */
function using<Result>(image: Image, source: Image | null, work: (image: Image) => Result): Result {
  try {
    return work(image)
  } finally {
    image.delete()
    source?.delete()
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

type Header = { width: number; height: number; shrink: { shrink?: number } }

/**
 * Size in px as seen, from the header alone, and how far a JPEG can be shrunk while it is decoded (2, 4 or 8 times)
 * and still be large enough for print. Throws for too many pixels.
 */
function readHeader(module: VipsModule, bytes: Uint8Array): Header {
  const header = module.Image.newFromBuffer(bytes)
  try {
    const { width, height } = header
    if (width * height > mostPixels) throw new Error('too many pixels')
    const isJpeg =
      header.getTypeof('vips-loader') !== 0 && header.getString('vips-loader').startsWith('jpegload')
    const factor = [8, 4, 2].find((each) => Math.max(width, height) / each >= printEdge)
    const shrink = isJpeg && factor !== undefined ? { shrink: factor } : {}
    const isTurned = orientationOf(header) >= 5
    return isTurned ? { width: height, height: width, shrink } : { width, height, shrink }
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
