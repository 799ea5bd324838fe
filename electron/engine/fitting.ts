import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from '../contract/table'
import type { PrintResult } from '../domain/book'
import { Failure } from '../domain/failure'
import type { MediaPool } from './media-pool'

/** What photos are made of: dots per inch at the size at which they stand, and JPEG quality. */
type Step = { dpi: number; quality: number }

/**
 * From good to just good enough: each about four fifths of the bytes of the one before. Below the last a face in a group
 * is no longer one.
 */
const ladder: readonly Step[] = [
  { dpi: 180, quality: 78 },
  { dpi: 150, quality: 75 },
  { dpi: 150, quality: 65 },
  { dpi: 120, quality: 65 },
  { dpi: 120, quality: 55 },
  { dpi: 100, quality: 50 },
]

/** How many pages a failure names. */
const namedPages = 3

/** Prints again, with smaller pictures in place of the usual ones, by path. */
type Print = { print: (pictures: Record<string, string>) => Promise<PrintResult> }

/**
 * Makes a book that is too large fit: the first step of the ladder whose pictures make it small enough, each picture at the
 * size at which it stands. Its bytes are known before it is printed, since nothing but the pictures changes.
 * Throws `export.tooLarge` with the least it can come to and the heaviest pages, `cancelled`.
 */
export async function fitUnder(
  target: number,
  whole: PrintResult,
  { pool, folder, print }: { pool: MediaPool; folder: string } & Print,
  { signal, progress }: Call,
): Promise<PrintResult> {
  const aside = join(folder, 'fitted')
  mkdirSync(aside, { recursive: true })
  try {
    const pictures = whole.pictures.map((picture) => ({ ...picture, bytes: statSync(picture.path).size }))
    const rest = whole.bytes - sum(pictures.map(({ bytes }) => bytes))
    let least = whole.bytes
    // Where all else is too much already, only the least that it can come to is still to be known.
    for (const step of rest > target ? ladder.slice(-1) : ladder) {
      const made: Record<string, string> = {}
      let bytes = rest
      for (const [done, picture] of pictures.entries()) {
        if (signal.aborted) throw new Failure('cancelled')
        progress({ done, total: pictures.length, step: 'fitting' })
        const smaller = await shrink(picture, step)
        if (smaller && smaller.bytes < picture.bytes) made[picture.path] = smaller.path
        bytes += Math.min(smaller?.bytes ?? Infinity, picture.bytes)
      }
      least = Math.min(least, bytes)
      if (bytes > target - margin) continue
      const result = await print(made)
      if (result.bytes <= target) return result
      least = Math.min(least, result.bytes)
    }
    throw tooLarge(target, Math.max(rest, least), whole)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }

  async function shrink(
    { path, width, height }: PrintResult['pictures'][number],
    { dpi, quality }: Step,
  ): Promise<{ path: string; bytes: number } | null> {
    const edge = Math.ceil((Math.max(width, height) / 72) * dpi)
    const name = createHash('sha256').update(`${path} ${edge} ${quality}`).digest('hex')
    const out = join(aside, `${name}.jpg`)
    await pool.use(
      async (client) => (await client.shrinkPicture({ source: path, out, edge, quality })).memory,
    )
    return existsSync(out) ? { path: out, bytes: statSync(out).size } : null
  }
}

/** Numbers of the PDF's own tables may need a few digits more or less, in bytes. */
const margin = 512

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function tooLarge(target: number, least: number, { weights }: PrintResult): Failure {
  const heaviest = weights
    .map((bytes, index) => ({ bytes, page: index + 1 }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, namedPages)
    .map(({ page }) => page)
    .sort((a, b) => a - b)
  return new Failure('export.tooLarge', {
    size: megabytes(least),
    target: megabytes(target),
    pages: heaviest.join(', '),
  })
}

/** Rounded up: a size that is said to fit does. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / 100_000) / 10
}
