import type { Progress } from '../../electron/contract/table'
import { say } from './messages.svelte'

const known = ['pictures', 'annexes', 'compose', 'measure', 'paint', 'fitting', 'sections', 'files'] as const

/** What the press is doing now, with a count where there is one. */
export function exportStep({ step, done, total }: Progress): string {
  const name = known.find((each) => each === step)
  if (!name) return say('export.step.begin')
  return total > 1 ? say(`export.step.${name}.count`, { done, total }) : say(`export.step.${name}`)
}
