import { readZipParts } from './zip-parts'

/** Where Word, PowerPoint, Excel (`docProps`) and LibreOffice (`Thumbnails`) leave a picture of the first page. */
const thumbnailPart = /^(docProps\/thumbnail\.(jpe?g|png)|Thumbnails\/thumbnail\.png)$/i

/** The thumbnail in an office file, JPEG or PNG; null when it has none. Throws when the archive is broken. */
export async function officeThumbnail(path: string): Promise<Uint8Array | null> {
  const parts = await readZipParts(path, (name) => thumbnailPart.test(name))
  return parts.values().next().value ?? null
}
