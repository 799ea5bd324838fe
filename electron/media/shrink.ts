import { readFile } from 'node:fs/promises'
import { libvips, withImages } from './libvips'
import { ownMemory } from './memory'
import { writeAside } from './write-aside'

/**
 * Writes one of our own JPEGs again, aside and renamed, without metadata: with a longest edge of at most `edge` px, never
 * larger than it is, and of that quality (1 to 100). Throws when it cannot be read or written.
 */
export async function shrinkPicture(order: {
  source: string
  out: string
  edge: number
  quality: number
}): Promise<{ memory: number }> {
  const { source, out, edge, quality } = order
  const module = await libvips('plain')
  const bytes = await readFile(source)
  const jpeg = withImages((keep) =>
    keep(module.Image.thumbnailBuffer(bytes, edge, { height: edge, size: 'down' })).jpegsaveBuffer({
      Q: quality,
      keep: 'none',
      optimize_coding: true,
    }),
  )
  await writeAside(out, jpeg)
  return { memory: ownMemory() }
}
