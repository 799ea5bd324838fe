import { it } from 'vitest'
import { copyOf, mergeInto } from '../support/copies'
import { startWithPortfolio } from '../support/engine'
import { addMany } from '../support/many'
import { report } from './report'
import { leaveLines, ratioOf, sayTime } from './table'

/* Two copies: one gains ten thousand pieces, the other takes them in, hears of them again, and takes it back. */

it('merge', { timeout: 600_000 }, async () => {
  const here = startWithPortfolio()
  const maria = await copyOf(here, 'Maria')
  maria.close()
  addMany(maria.root, 10_000)
  maria.open(maria.root)
  async function time(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const first = await time(() => mergeInto(here, maria))
  const again = await time(() => mergeInto(here, maria))
  const undone = await time(() => here.ask('undo', {}))
  report('merge', [
    ['10,000 pieces come in', sayTime(first)],
    ['and again, with nothing new', sayTime(again)],
    ['undone', sayTime(undone)],
  ])
  leaveLines('merge', [
    {
      job: 'Merge of a copy with 10,000 new pieces',
      ours: sayTime(first),
      beside: `merged again, with nothing new: ${sayTime(again)}`,
      ratio: ratioOf(first, again),
    },
  ])
})
