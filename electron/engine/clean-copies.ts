import { copyFile, stat, utimes } from 'node:fs/promises'
import { Failure } from '../domain/failure'
import type { MediaPool } from './media-pool'

/** As many bytes as an old disk copies in a ms: a large film is no reason to give a worker up. */
const bytesPerMs = 2000

/** The date of every file that leaves: when it came in, or was made, is told by nothing else either. */
export type CleanCopy = { from: string; to: string; type: string; at: Date }

/**
 * Copies a file without what it tells of people, places and programs beside what it shows; false when that cannot be done,
 * and nothing was written. Throws `disk.full`, `cancelled`.
 */
export async function copyCleaned(
  { from, to, type, at }: CleanCopy,
  { pool, signal }: { pool: MediaPool; signal: AbortSignal },
): Promise<boolean> {
  const { size } = await stat(from)
  const result: { isWritten: boolean; failures: Failure[] } = { isWritten: false, failures: [] }
  const work: Parameters<MediaPool['use']>[0] = async (client) => {
    try {
      const { state, memory } = await client.cleanFile({ source: from, type, out: to }, { signal })
      result.isWritten = state !== 'cannot'
      return memory
    } catch (error) {
      // Said by the worker, which is well: no reason to end it, and to try again.
      if (!(error instanceof Failure) || !['disk.full', 'cancelled'].includes(error.code)) throw error
      result.failures.push(error)
      return 0
    }
  }
  const outcome = await pool.use(work, { longer: size / bytesPerMs })
  if (signal.aborted || outcome === 'stopped') throw new Failure('cancelled')
  for (const failure of result.failures) throw failure
  if (result.isWritten) await utimes(to, at, at)
  return result.isWritten
}

/** Copies a file as it is, but for its date. Throws what the system says. */
export async function copyPlainly({ from, to, at }: Omit<CleanCopy, 'type'>): Promise<void> {
  await copyFile(from, to)
  await utimes(to, at, at)
}
