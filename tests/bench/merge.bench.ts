import { it } from 'vitest'
import { copyOf, mergeInto } from '../support/copies'
import { startWithPortfolio } from '../support/engine'
import { addMany } from '../support/many'
import { report } from './report'

/* Two copies: one gains ten thousand pieces, the other takes them in, hears of them again, and takes it back. */

it('merge', { timeout: 600_000 }, async () => {
  const here = startWithPortfolio()
  const maria = await copyOf(here, 'Maria')
  maria.close()
  addMany(maria.root, 10_000)
  maria.open(maria.root)
  const rows: [string, string][] = []
  async function time(name: string, work: () => Promise<unknown>): Promise<void> {
    const start = performance.now()
    await work()
    rows.push([name, `${((performance.now() - start) / 1000).toFixed(1)} s`])
  }
  await time('10,000 pieces come in', () => mergeInto(here, maria))
  await time('and again, with nothing new', () => mergeInto(here, maria))
  await time('undone', () => here.ask('undo', {}))
  report('merge', rows)
})
