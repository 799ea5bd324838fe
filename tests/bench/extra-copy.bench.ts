import { randomFillSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { pack } from '../support/archives'
import { startWithPortfolio } from '../support/engine'
import { chooseStick, copyNow } from '../support/extra-copies'
import { temporaryFolder } from '../support/temporary'
import { report } from './report'
import { leaveLines, ratioOf, sayTime } from './table'

/** In bytes: what a phone's photo has at the least. */
const size = 1_000_000

/* A thousand originals: packed into an archive, and copied to a stick, which is here the same disk. */

it('extra copy', { timeout: 600_000 }, async () => {
  const engine = startWithPortfolio()
  async function gather(count: number): Promise<void> {
    const folder = temporaryFolder()
    const files = Array.from({ length: count }, (_, index) => {
      const path = join(folder, `IMG_${index}.bin`)
      writeFileSync(path, randomFillSync(Buffer.alloc(size)))
      return { path }
    })
    await engine.ask('addEvidence', { place: null, files })
  }
  async function time(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  await gather(1000)
  const archive = await time(() => pack(engine))
  await chooseStick(engine)
  const first = await time(() => copyNow(engine))
  const nothing = await time(() => copyNow(engine))
  await gather(5)
  const five = await time(() => copyNow(engine))
  report('extra copy', [
    ['an archive of 1,000 originals of 1 MB', sayTime(archive)],
    ['the first extra copy', sayTime(first)],
    ['and again, with nothing new', sayTime(nothing)],
    ['and with 5 new originals', sayTime(five)],
  ])
  const beside = `packed into an archive: ${sayTime(archive)}`
  leaveLines('extra-copy', [
    {
      job: 'First extra copy of 1,000 originals of 1 MB',
      ours: sayTime(first),
      beside,
      ratio: ratioOf(first, archive),
    },
    { job: 'Extra copy with 5 new originals', ours: sayTime(five), beside, ratio: ratioOf(five, archive) },
  ])
})
