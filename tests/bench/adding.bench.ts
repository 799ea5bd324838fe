import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { startWithPortfolio } from '../support/engine'
import { temporaryFolder } from '../support/temporary'
import { report } from './report'
import { leaveLines, sayTime } from './table'

/*
 * What it costs to write: a thousand pieces of one small file each, gathered at once; a thousand changes of a text. The work of the
 * processor, in ms, of the best of some rounds: what else the machine does counts little.
 */

const count = 1000
const rounds = 3

async function time(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

it('adding', { timeout: 600_000 }, async () => {
  const place = { section: 'students', strand: 'students.1' } as const
  const [gathered, typed]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const folder = temporaryFolder()
    const files = Array.from({ length: count }, (_, index) => {
      const path = join(folder, `file ${index}.txt`)
      writeFileSync(path, `content ${index} of ${round}`)
      return { path }
    })
    const engine = startWithPortfolio()
    gathered.push(await time(() => engine.ask('addEvidence', { place, files, each: true })))
    typed.push(
      await time(async () => {
        for (let index = 0; index < count; index += 1)
          await engine.ask('writeAnswer', { strand: 'students.1', text: `Answer ${index}`, typing: 'one' })
      }),
    )
  }
  report('adding', [
    [`${count} pieces`, `${Math.min(...gathered).toFixed(0)} ms`],
    [`${count} strokes of typing`, `${Math.min(...typed).toFixed(0)} ms`],
  ])
  leaveLines('adding', [
    {
      job: `Gathering ${count} small files, one piece each, processor time`,
      ours: sayTime(Math.min(...gathered)),
    },
    { job: `Saving ${count} strokes of typing, processor time`, ours: sayTime(Math.min(...typed)) },
  ])
})
