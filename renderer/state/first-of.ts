import { say } from './messages.svelte'

/** More lines than these nobody reads. */
const mostLines = 20

/** The first of many lines, and how many more there are. */
export function firstOf(lines: readonly string[]): string[] {
  const more = lines.length - mostLines
  return more > 0 ? [...lines.slice(0, mostLines), say('gather.more', { count: more })] : [...lines]
}
