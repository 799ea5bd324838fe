import type { FileLook } from '../contract/workers'
import { pictureEdges, type PictureSize } from '../domain/evidence'
import { noEdit, readEdit } from '../domain/photo-edit'
import { brightness } from './brightness'
import { readRegions } from '../domain/redaction'
import { draw, type EdgeFor } from './draw'
import { fingerprint } from './fingerprint'
import { withImages, type Image, type VipsModule } from './libvips'
import { ownMemory } from './memory'
import { edgeBefore, withEdit } from './photo-edit'
import { pictureIn, type RawPicture } from './picture-in'
import { recordingFacts } from './recording'
import { burnIn, patchesOf, sampledEdge, type Patch } from './redact'
import { takenIn } from './taken'
import { writeAside } from './write-aside'

/** JPEG quality of the renditions. */
const quality: Readonly<Record<PictureSize, number>> = { thumbnail: 78, print: 82, large: 85 }

/**
 * Looks at a file of any kind, `type` being its media type by content, and writes its thumbnail where it has a picture:
 * a JPEG (sRGB, upright, on white, no metadata, longest edge 500 px), aside and renamed.
 * What cannot be read is told by `picture`; throws only when the file is gone or the disk takes no thumbnail.
 */
export async function lookAt(order: { source: string; type: string; thumbnail: string }): Promise<FileLook> {
  const { source, type, thumbnail } = order
  const edge = pictureEdges.thumbnail
  const { raw, pages, photo } = await pictureIn(source, type, { edge, page: 1 })
  const drawn = await drawIfThere(raw, () => edge, seenIn)
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
    brightness: drawn?.result.brightness ?? null,
    pages,
    duration: recording.duration,
    memory: ownMemory(),
  }
}

/** The thumbnail of a picture, and what is told by it. */
export function seenIn(picture: Image): { jpeg: Uint8Array; likeness: string; brightness: number } {
  return {
    jpeg: jpegOf(picture, quality.thumbnail),
    likeness: fingerprint(picture),
    brightness: brightness(picture),
  }
}

/**
 * Writes the renditions that are named of a file that has a picture, a photo as its edit says and with what is covered
 * in it: JPEGs (sRGB, upright, on white, no metadata, longest edge as `pictureEdges` says), aside and renamed. The file is
 * decoded once, for the largest; once more where something is covered. Tells and throws as `lookAt` does; throws also for a
 * redaction that says nothing: better no picture than one that shows too much.
 */
export async function drawPictures(order: {
  source: string
  type: string
  edit: string
  redaction: Redaction
  /** Of a document, from 1. */
  page: number
  pictures: { size: PictureSize; path: string }[]
}): Promise<Pick<FileLook, 'picture' | 'memory'>> {
  const { source, type, page, pictures } = order
  const edit = readEdit(order.edit) ?? noEdit
  const edge = Math.max(...pictures.map(({ size }) => pictureEdges[size]))
  const { raw } = await pictureIn(source, type, { edge, page })
  const patches = await patchesIn(raw, order.redaction)
  if (patches === null) return { picture: stateOf(raw, null), memory: ownMemory() }
  const drawn = await drawIfThere(raw, edgeBefore(edit, edge), (whole, module) => {
    burnIn(module, { picture: whole, patches })
    return withEdit(module, { picture: whole, edit }, (picture) =>
      pictures.map(({ size, path }) => ({ path, jpeg: jpegIn(picture, size) })),
    )
  })
  for (const { path, jpeg } of drawn?.result ?? []) await writeAside(path, jpeg)
  return { picture: stateOf(raw, drawn), memory: ownMemory() }
}

/** What is covered in a picture (domain/redaction.ts), and what the noise in its place comes of: the hash of the file. */
type Redaction = { regions: string; seed: string }

/** Null where the picture cannot be read. */
async function patchesIn(
  raw: MaybeRaw,
  { regions: text, seed }: Redaction,
): Promise<readonly Patch[] | null> {
  const regions = readRegions(text)
  if (regions === null) throw new Error('a redaction says nothing')
  if (regions.length === 0) return []
  const sampled = await drawIfThere(
    raw,
    () => sampledEdge,
    (picture) => patchesOf(picture, { regions, seed }),
  )
  return sampled?.result ?? null
}

function jpegIn(picture: Image, size: PictureSize): Uint8Array {
  return withImages((keep) => {
    const edge = pictureEdges[size]
    return jpegOf(keep(picture.thumbnailImage(edge, { height: edge, size: 'down' })), quality[size])
  })
}

type MaybeRaw = RawPicture | 'none' | 'unreadable'

function drawIfThere<Result>(
  raw: MaybeRaw,
  edgeFor: EdgeFor,
  work: (picture: Image, module: VipsModule) => Result,
): ReturnType<typeof draw<Result>> {
  return typeof raw === 'string' ? Promise.resolve(null) : draw(raw, edgeFor, work)
}

function stateOf(raw: MaybeRaw, drawn: { state: 'ready' | 'damaged' } | null): FileLook['picture'] {
  return drawn?.state ?? (raw === 'none' ? 'none' : 'unreadable')
}

function jpegOf(picture: Image, quality: number): Uint8Array {
  return picture.jpegsaveBuffer({ Q: quality, keep: 'none', optimize_coding: true })
}
