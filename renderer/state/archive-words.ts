import type { Progress } from '../../electron/contract/table'
import { formatBytes } from './formats'
import { say } from './messages.svelte'

/** What is done now while an archive is packed or unpacked. */
export function archiveStep({ step, done, total }: Progress): string {
  switch (step) {
    case 'archiveDatabase':
      return say('archive.step.database')
    case 'archiveInspect':
      return say('archive.step.inspect', { done, total })
    case 'archiveBytes':
      return say('archive.step.bytes', { done: formatBytes(done), total: formatBytes(total) })
    case 'archiveCheck':
      return say('archive.step.check')
    default:
      return say('archive.step.begin')
  }
}

/** What is done now while a copy is looked at or brought in: its archive is unpacked, files come along, all is written. */
export function mergeStep(progress: Progress): string {
  const { step, done, total } = progress
  if (step === 'mergeFiles') return say('merge.step.files', { done, total })
  return step === 'mergeWrite' ? say('merge.step.write') : archiveStep(progress)
}
