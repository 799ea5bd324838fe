import { readFile, stat } from 'node:fs/promises'
import { decodeBmp } from './bmp'
import { fileKind, photoReader } from './file-kinds'
import { decodeHeic } from './heic'
import { largestFile } from './limits'
import type { VipsKind } from './libvips'
import { officeThumbnail } from './office-thumbnail'
import { drawPage } from './pdf-page'
import type { Pixels, Size } from './pixels'
import { closedSvg } from './svg'

/** A picture as it lies in a file: still encoded for libvips, or decoded already. */
export type RawPicture =
  | { is: 'encoded'; bytes: Uint8Array; vips: VipsKind }
  | { is: 'drawing'; bytes: Uint8Array; vips: VipsKind }
  /** `page`: its own size, where the pixels are a drawing of it. */
  | { is: 'pixels'; pixels: Pixels; page: Size | null }

export type PictureIn = {
  /** `none`: the file is of a kind without a picture; `unreadable`: it should have one. */
  raw: RawPicture | 'none' | 'unreadable'
  /** Pages of a PDF, null for all else. */
  pages: number | null
  /** The bytes of a photo, where else is read in them; null for all else. */
  photo: Uint8Array | null
}

const none: PictureIn = { raw: 'none', pages: null, photo: null }
const unreadable: PictureIn = { raw: 'unreadable', pages: null, photo: null }

/**
 * The picture in a file of this media type: a photo itself, a page (from 1) of a PDF (drawn with a longest edge of `edge`
 * px), the thumbnail that an office program left. Files above 200 MB are not read. Throws only when the file is gone.
 */
export async function pictureIn(
  path: string,
  type: string,
  { edge, page }: { edge: number; page: number },
): Promise<PictureIn> {
  const { size } = await stat(path)
  const kind = fileKind(type)
  if (kind === 'office') return size > largestFile ? none : officePicture(path)
  if (kind !== 'photo' && kind !== 'pdf') return none
  if (size > largestFile) return unreadable
  const bytes = await readFile(path)
  return kind === 'pdf' ? pdfPicture(bytes, { edge, page }) : photoPicture(bytes, type)
}

/** A document without a thumbnail, or with one in a format of Windows' own, is whole all the same. */
async function officePicture(path: string): Promise<PictureIn> {
  const bytes = await officeThumbnail(path).catch(() => null)
  return bytes ? { ...none, raw: { is: 'encoded', bytes, vips: 'plain' } } : none
}

async function pdfPicture(bytes: Uint8Array, wanted: { edge: number; page: number }): Promise<PictureIn> {
  try {
    const { pixels, size, pages } = await drawPage(bytes, wanted)
    return { raw: { is: 'pixels', pixels, page: size }, pages, photo: null }
  } catch {
    return unreadable
  }
}

async function photoPicture(bytes: Uint8Array, type: string): Promise<PictureIn> {
  try {
    return { raw: await rawPhoto(bytes, type), pages: null, photo: bytes }
  } catch {
    return { ...unreadable, photo: bytes }
  }
}

async function rawPhoto(bytes: Uint8Array, type: string): Promise<RawPicture> {
  switch (photoReader(type)) {
    case 'bmp':
      return { is: 'pixels', pixels: decodeBmp(bytes), page: null }
    case 'heic':
      return { is: 'pixels', pixels: await decodeHeic(bytes), page: null }
    case 'svg':
      return { is: 'drawing', bytes: closedSvg(bytes), vips: 'extended' }
    case 'vipsAvif':
      return { is: 'encoded', bytes, vips: 'extended' }
    default:
      return { is: 'encoded', bytes, vips: 'plain' }
  }
}
