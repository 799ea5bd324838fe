import type { ExportPurpose } from '../../electron/domain/consent'
import type { ExportNote, GuardedFile } from '../../electron/domain/export'
import { messages, say } from './messages.svelte'

/** Why a file is held back, with whose consent it is where that is known. */
export function whyHeldBack({ status, subjects }: GuardedFile, purpose: ExportPurpose): string {
  const names = new Intl.ListFormat(messages.locale).format(subjects.map(({ name }) => name))
  const isNamed = subjects.length > 0
  if (status === 'withdrawn') {
    return isNamed ? say('guard.why.withdrawn.of', { names }) : say('guard.why.withdrawn')
  }
  if (status === 'narrow') {
    return isNamed ? say('guard.why.narrow.of', { names, purpose }) : say('guard.why.narrow', { purpose })
  }
  return isNamed ? say('guard.why.missing.of', { names }) : say('guard.why.missing')
}

/** A line of an export's record. */
export function noteWords(note: ExportNote): string {
  if (note.kind !== 'knowingly') return say(`guard.note.${note.kind}`, { count: note.count })
  const { number, name, reason } = note
  return say('guard.note.knowingly', { number, name, reason: reason || say('guard.note.noReason') })
}
