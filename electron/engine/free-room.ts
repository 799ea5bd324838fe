import { statfs } from 'node:fs/promises'
import { Failure } from '../domain/failure'

/** Free room that is left alone, in bytes: a portfolio is to be opened there, too. */
const spareRoom = 16 * 1024 * 1024

/**
 * Asked beforehand, since it is said at once what a full disk would say after minutes. A drive that does not tell is tried. Throws
 * `archive.noRoom`.
 * @param needed in bytes
 * @param name what is to be written there
 */
export async function requireRoom(place: string, needed: number, name: string): Promise<void> {
  const stats = await statfs(place).catch(() => null)
  if (!stats || stats.blocks === 0) return
  const free = stats.bavail * stats.bsize
  if (needed + spareRoom <= free) return
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000)
  throw new Failure('archive.noRoom', { name, needed: megabytes(needed + spareRoom), free: megabytes(free) })
}
