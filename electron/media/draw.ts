import { checkSize } from './limits'
import { libvips, withImages, type Image, type Keep, type VipsModule } from './libvips'
import type { RawPicture } from './picture-in'
import { sizeInPrint, type Size } from './pixels'

type Mode = 'strict' | 'lenient'

export type Drawn<Result> = {
  state: 'ready' | 'damaged'
  /** px as seen; of what has no pixels of its own (a page, a drawing) as drawn for print. */
  width: number
  height: number
  result: Result
}

/** How large a picture is needed: its longest edge in px, for its size as it is seen. */
export type EdgeFor = (size: Size) => number

/**
 * Decodes a picture once and hands it to the work: upright, three bands of sRGB, on white, longest edge at most what
 * `edgeFor` says. A picture of which only a part can be read is drawn as far as it goes and told `damaged`: half a picture is better
 * evidence than none. Null when nothing can be read, or when it is too large.
 */
export async function draw<Result>(
  raw: RawPicture,
  edgeFor: EdgeFor,
  work: (picture: Image, module: VipsModule) => Result,
): Promise<Drawn<Result> | null> {
  const module = await libvips(raw.is === 'pixels' ? 'plain' : raw.vips)
  for (const mode of modesOf(raw)) {
    try {
      return withImages((keep) => {
        const { image, width, height, isDamaged } = open(module, raw, { edgeFor, mode, keep })
        const picture = onWhite(fit(image, edgeFor({ width, height }), keep), keep)
        return { state: isDamaged ? 'damaged' : 'ready', width, height, result: work(picture, module) }
      })
    } catch {
      // The next way, or none.
    }
  }
  return null
}

/** Strict first: a lenient decoder passes over what is missing without a word. */
function modesOf({ is }: RawPicture): readonly Mode[] {
  return is === 'encoded' ? ['strict', 'lenient'] : ['strict']
}

type Opened = { image: Image; width: number; height: number; isDamaged: boolean }
type Opening = { edgeFor: EdgeFor; mode: Mode; keep: Keep }

function open(module: VipsModule, raw: RawPicture, opening: Opening): Opened {
  if (raw.is === 'pixels') return openPixels(module, raw, opening.keep)
  if (raw.is === 'drawing') return openDrawing(module, raw.bytes, opening)
  return openEncoded(module, raw.bytes, opening)
}

function openPixels(module: VipsModule, raw: RawPicture & { is: 'pixels' }, keep: Keep): Opened {
  const { data, width, height, profile, isDamaged } = raw.pixels
  const bare = keep(module.Image.newFromMemory(data, width, height, 4, module.BandFormat.uchar))
  const image = keep(bare.copy({ interpretation: 'srgb' }))
  if (profile) image.setBlob('icc-profile-data', profile)
  return { image, ...(raw.page ? sizeInPrint(raw.page) : { width, height }), isDamaged }
}

/** Lines have no pixels: they are drawn as large as they are needed, whatever size the drawing names. */
function openDrawing(module: VipsModule, bytes: Uint8Array, { edgeFor, keep }: Opening): Opened {
  const header = keep(module.Image.svgloadBuffer(bytes))
  const scale = edgeFor(sizeInPrint(header)) / Math.max(header.width, header.height)
  const image = keep(module.Image.svgloadBuffer(bytes, { scale }))
  checkSize(image)
  return { image, ...sizeInPrint(header), isDamaged: false }
}

function openEncoded(module: VipsModule, bytes: Uint8Array, { edgeFor, mode, keep }: Opening): Opened {
  // Its bytes go over once, and serve the header and the pixels.
  const source = keep(module.Source.newFromMemory(bytes))
  const { width, height, shrink } = readHeader(module, source, edgeFor)
  // Read row by row, so that a large picture is never in memory whole; what is missing is an error all the same.
  const image = keep(
    module.Image.newFromSource(source, '', {
      access: 'sequential',
      fail_on: mode === 'strict' ? 'warning' : 'none',
      ...shrink,
    }),
  )
  return { image, width, height, isDamaged: mode === 'lenient' }
}

type Source = InstanceType<VipsModule['Source']>
type Header = { width: number; height: number; shrink: { shrink?: number } }

/**
 * Size in px as seen, from the header alone, and how far a JPEG can be shrunk while it is decoded (2, 4 or 8 times)
 * and still be large enough. Throws for too many pixels.
 */
function readHeader(module: VipsModule, source: Source, edgeFor: EdgeFor): Header {
  return withImages((keep) => {
    const header = keep(module.Image.newFromSource(source))
    checkSize(header)
    const { width, height } = header
    const seen = orientationOf(header) >= 5 ? { width: height, height: width } : { width, height }
    const isJpeg =
      header.getTypeof('vips-loader') !== 0 && header.getString('vips-loader').startsWith('jpegload')
    const edge = edgeFor(seen)
    const factor = [8, 4, 2].find((each) => Math.max(width, height) / each >= edge)
    return { ...seen, shrink: isJpeg && factor !== undefined ? { shrink: factor } : {} }
  })
}

/** The EXIF orientation, 1 to 8. 5 to 8 lie on their side. */
function orientationOf(image: Image): number {
  return image.getTypeof('orientation') === 0 ? 1 : image.getInt('orientation')
}

/** Scales down and turns upright. */
function fit(image: Image, edge: number, keep: Keep): Image {
  // To convert colours takes four times as long as all the rest: only where a profile asks for it.
  const colours = hasOwnColours(image) ? { output_profile: 'srgb' } : {}
  return keep(image.thumbnailImage(edge, { height: edge, size: 'down', ...colours }))
}

/** Whether a profile says that the colours are not those of sRGB; cameras embed one that says they are. */
function hasOwnColours(image: Image): boolean {
  if (image.getTypeof('icc-profile-data') === 0) return false
  const profile = Buffer.from(image.getBlob('icc-profile-data')).toString('latin1')
  return !/sRGB|s\0R\0G\0B/.test(profile)
}

/** Three bands of sRGB; what is see-through is shown on white. Computed here, once, and kept in memory. */
function onWhite(image: Image, keep: Keep): Image {
  const colours = keep(image.colourspace('srgb'))
  const flat = colours.hasAlpha() ? keep(colours.flatten({ background: [255, 255, 255] })) : colours
  return keep(flat.copyMemory())
}
