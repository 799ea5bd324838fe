import { it } from 'vitest'
import { copyOf, mergeInto } from '../support/copies'
import { startWithPortfolio } from '../support/engine'
import { addMany } from '../support/many'
import { report } from './report'
import { leaveLines, ratioOf, sayTime } from './table'

/*
 * Two copies: one gains pieces, the other takes them in, hears of them again, takes it back and does it again. The work of the
 * processor, which other programs disturb little; of ten times as many pieces it should be ten times as much.
 */

const steps = ['come in', 'once more, with nothing new', 'undone', 'redone'] as const

async function workOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

it('merge', { timeout: 600_000 }, async () => {
  const rows: [string, string][] = []
  const all = new Map<number, number[]>()
  for (const count of [10, 1_000, 10_000]) {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    maria.close()
    addMany(maria.root, count)
    maria.open(maria.root)
    const times = [
      await workOf(() => mergeInto(here, maria)),
      await workOf(() => mergeInto(here, maria)),
      await workOf(() => here.ask('undo', {})),
      await workOf(() => here.ask('redo', {})),
    ]
    all.set(count, times)
    for (const [index, time] of times.entries())
      rows.push([`${count} pieces ${steps[index] ?? ''}`, `${time.toFixed(0)} ms`])
  }
  report('merge', rows)
  const [came = 0, again = 0, undone = 0, redone = 0] = all.get(10_000) ?? []
  leaveLines('merge', [
    {
      job: 'Merge of a copy with 10,000 new pieces, work of the processor',
      ours: sayTime(came),
      beside: `merged again, with nothing new: ${sayTime(again)}`,
      ratio: ratioOf(came, again),
    },
    {
      job: 'Merge of 10,000 pieces undone, work of the processor',
      ours: sayTime(undone),
      beside: `redone: ${sayTime(redone)}`,
      ratio: ratioOf(undone, redone),
    },
  ])
})
