import { randomFillSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { pack } from '../support/archives'
import { startWithPortfolio } from '../support/engine'
import { chooseStick, copyNow } from '../support/extra-copies'
import { temporaryFolder } from '../support/temporary'
import { report } from './report'

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
  const rows: [string, string][] = []
  async function time(name: string, work: () => Promise<unknown>): Promise<void> {
    const start = performance.now()
    await work()
    rows.push([name, `${((performance.now() - start) / 1000).toFixed(2)} s`])
  }
  await gather(1000)
  await time('an archive of 1,000 originals of 1 MB', () => pack(engine))
  await chooseStick(engine)
  await time('the first extra copy', () => copyNow(engine))
  await time('and again, with nothing new', () => copyNow(engine))
  await gather(5)
  await time('and with 5 new originals', () => copyNow(engine))
  await time('an archive once more', () => pack(engine))
  report('extra copy', rows)
})
