import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawScene, redraw } from '../support/pictures'

/**
 * Writes photos of 12 megapixels and about 4 MB into a folder; each has a comment of its own, so that no two are the same
 * file. Gives their paths.
 */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const bytes = readFileSync(
    await redraw(await drawScene('photo.png', { width: 4000, height: 3000, seed: 1 }), 'photo.jpg[Q=97]'),
  )
  return Array.from({ length: count }, (_, index) => {
    const words = Buffer.from(`photo ${index}`)
    const comment = Buffer.alloc(4)
    comment.writeUInt16BE(0xff_fe, 0)
    comment.writeUInt16BE(words.length + 2, 2)
    const path = join(folder, `IMG_${index}.jpg`)
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 2), comment, words, bytes.subarray(2)]))
    return path
  })
}
