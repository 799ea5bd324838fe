import type { ExportPurpose } from '../domain/consent'
import { mayGoKnowingly, type Departure, type GuardedFile, type NamedFile } from '../domain/export'
import { Failure } from '../domain/failure'
import type { SectionId } from '../domain/section'
import type { CliEngine } from './cli-engine'
import { say } from './spoken'

export type LeavingOptions = { purpose?: ExportPurpose; knowingly?: string[]; reason?: string }

/** The fewest letters of a hash that name a file. */
const shortestHash = 6

/** How many files are named one by one. */
const mostNamed = 20

/**
 * What an export is for, and the files that were named to go all the same, by the id of an attachment or the beginning of a
 * hash. Throws `export.notHeldBack`, `export.withdrawn`.
 */
export async function leaveOf(
  engine: CliEngine,
  { purpose, knowingly = [], reason = '' }: LeavingOptions,
  only: SectionId | null,
): Promise<{ purpose: ExportPurpose | undefined; knowingly: string[]; reasons: Record<string, string> }> {
  if (knowingly.length === 0) return { purpose, knowingly: [], reasons: {} }
  const { heldBack } = await engine.ask('listGuarded', { purpose, only })
  const hashes = knowingly.flatMap((named) => filesNamed(named, heldBack).map(({ file }) => file))
  return { purpose, knowingly: hashes, reasons: Object.fromEntries(hashes.map((hash) => [hash, reason])) }
}

function filesNamed(named: string, heldBack: readonly GuardedFile[]): GuardedFile[] {
  const found = heldBack.filter(
    ({ file, attachment }) =>
      attachment === named || (named.length >= shortestHash && file.startsWith(named)),
  )
  if (found.length === 0) throw new Failure('export.notHeldBack', { name: named })
  const withdrawn = found.find(({ status }) => !mayGoKnowingly(status))
  if (withdrawn) throw new Failure('export.withdrawn', { name: withdrawn.name })
  return found
}

/** What was left out, what went knowingly, and in how many pictures nobody has said who can be seen: a line each. */
export function sayDeparture(
  { heldBack, unsaid, knowingly }: Departure,
  purpose: ExportPurpose | undefined,
): string[] {
  const more = heldBack.length - mostNamed
  const numbers = [...new Set(unsaid.map(({ number }) => number))].filter((number) => number !== '')
  return [
    ...heldBack
      .slice(0, mostNamed)
      .map((file) => say('cli.heldBack', { ...wordsOf(file), why: whyOf(file, purpose) })),
    ...(more > 0 ? [say('cli.heldBack.more', { count: more })] : []),
    ...knowingly.map((file) => say('cli.includedKnowingly', wordsOf(file))),
    ...(unsaid.length > 0
      ? [say('cli.unsaid', { count: unsaid.length, numbers: someOf(numbers).join(', ') })]
      : []),
  ]
}

function wordsOf({ number, name }: NamedFile): { number: string; name: string } {
  return { number: number || '–', name: name || say('guard.logo') }
}

function whyOf({ status }: NamedFile, purpose: ExportPurpose = 'label'): string {
  if (status === 'withdrawn') return say('guard.why.withdrawn')
  return status === 'narrow' ? say('guard.why.narrow', { purpose }) : say('guard.why.missing')
}

function someOf(numbers: readonly string[]): string[] {
  return numbers.length > mostNamed ? [...numbers.slice(0, mostNamed), '…'] : [...numbers]
}
