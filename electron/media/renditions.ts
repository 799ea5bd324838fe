import type { FileLook } from '../contract/workers'
import { printEdge, thumbnailEdge } from '../domain/evidence'
import { draw } from './draw'
import { fingerprint } from './fingerprint'
import type { Image } from './libvips'
import { ownMemory } from './memory'
import { pictureIn, type RawPicture } from './picture-in'
import { recordingFacts } from './recording'
import { takenIn } from './taken'
import { writeAside } from './write-aside'

/** JPEG quality of the two renditions. */
const printQuality = 82
const thumbnailQuality = 78

/**
 * Looks at a file of any kind, `type` being its media type by content, and writes its thumbnail where it has a picture:
 * a JPEG (sRGB, upright, on white, no metadata, longest edge 512 px), aside and renamed.
 * What cannot be read is told by `picture`; throws only when the file is gone or the disk takes no thumbnail.
 */
export async function lookAt(order: { source: string; type: string; thumbnail: string }): Promise<FileLook> {
  const { source, type, thumbnail } = order
  const { raw, pages, photo } = await pictureIn(source, type, thumbnailEdge)
  const drawn = await drawIfThere(raw, thumbnailEdge, (picture) => ({
    jpeg: jpegOf(picture, thumbnailQuality),
    likeness: fingerprint(picture),
  }))
  if (drawn) await writeAside(thumbnail, drawn.result.jpeg)
  const recording = await recordingFacts(source, type)
  const taken = photo ? await takenIn(photo, type) : recording
  return {
    picture: stateOf(raw, drawn),
    width: drawn?.width ?? null,
    height: drawn?.height ?? null,
    takenAt: taken.takenAt,
    takenOffset: taken.takenOffset,
    fingerprint: drawn?.result.likeness ?? '',
    pages,
    duration: recording.duration,
    memory: ownMemory(),
  }
}

/**
 * Writes the rendition for print of a file that has a picture: a JPEG (sRGB, upright, on white, no metadata, longest
 * edge 1600 px), aside and renamed. Tells and throws as `lookAt` does.
 */
export async function preparePrint(order: {
  source: string
  type: string
  print: string
}): Promise<Pick<FileLook, 'picture' | 'memory'>> {
  const { source, type, print } = order
  const { raw } = await pictureIn(source, type, printEdge)
  const drawn = await drawIfThere(raw, printEdge, (picture) => jpegOf(picture, printQuality))
  if (drawn) await writeAside(print, drawn.result)
  return { picture: stateOf(raw, drawn), memory: ownMemory() }
}

type MaybeRaw = RawPicture | 'none' | 'unreadable'

function drawIfThere<Result>(
  raw: MaybeRaw,
  edge: number,
  work: (picture: Image) => Result,
): ReturnType<typeof draw<Result>> {
  return typeof raw === 'string' ? Promise.resolve(null) : draw(raw, edge, work)
}

function stateOf(raw: MaybeRaw, drawn: { state: 'ready' | 'damaged' } | null): FileLook['picture'] {
  return drawn?.state ?? (raw === 'none' ? 'none' : 'unreadable')
}

function jpegOf(picture: Image, quality: number): Uint8Array {
  return picture.jpegsaveBuffer({ Q: quality, keep: 'none', optimize_coding: true })
}
