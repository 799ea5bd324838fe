import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawScene, redraw } from '../support/pictures'

/** A JPEG with a comment behind its first marker (ITU-T T.81, B.2.4.5): another file, the same picture. */
export function withComment(jpeg: Buffer, text: string): Buffer {
  const words = Buffer.from(text)
  const comment = Buffer.alloc(4)
  comment.writeUInt16BE(0xff_fe, 0)
  comment.writeUInt16BE(words.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), comment, words, jpeg.subarray(2)])
}

/**
 * Writes photos of 12 megapixels and about 4 MB into a folder; each has a comment of its own, so that no two are the same
 * file. Gives their paths.
 */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const bytes = readFileSync(
    await redraw(await drawScene('photo.png', { width: 4000, height: 3000, seed: 1 }), 'photo.jpg[Q=97]'),
  )
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `IMG_${index}.jpg`)
    writeFileSync(path, withComment(bytes, `photo ${index}`))
    return path
  })
}
