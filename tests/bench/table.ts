import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TableLine } from '../../electron/dev/figures'

/** Leaves lines for the table that `npm run bench` prints at its end. Run by itself, a benchmark prints its report alone. */
export function leaveLines(name: string, lines: readonly TableLine[]): void {
  const folder = process.env.FIVEFOLD_FIGURES
  if (folder !== undefined) writeFileSync(join(folder, `${name}.json`), JSON.stringify(lines))
}

/** How often `other` goes into `ours`. */
export function ratioOf(ours: number, other: number): string {
  const times = ours / other
  return `${times.toFixed(times < 0.95 ? 2 : 1)} x`
}

/** A time in ms as a person reads it. */
export function sayTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** Memory in bytes as a person reads it. */
export function sayMemory(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
