import { it } from 'vitest'
import { openPortfolio } from '../../electron/engine/opened'
import { createCheck } from '../../electron/engine/check'
import { listEvidence } from '../../electron/engine/evidence'
import { startWithPortfolio } from '../support/engine'
import { drawScene } from '../support/pictures'
import { addMany } from '../support/many'
import { workersHere } from '../support/media-worker'
import { percentile, report } from './report'
import { leaveLines, ratioOf, sayTime } from './table'
import type { TableLine } from '../../electron/dev/figures'

/*
 * The check of ten, a thousand and ten thousand pieces, beside reading them: it is asked again after every change.
 */

const rounds = 9

/** The work of the processor, in ms: what else the machine does counts little. */
function time(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

it('check', { timeout: 600_000 }, async () => {
  const rows: [string, string][] = []
  const lines: TableLine[] = []
  const photo = await drawScene('scene.jpg', { width: 1200, height: 900, seed: 1 })
  for (const count of [10, 1000, 10_000]) {
    const engine = startWithPortfolio({ startWorker: workersHere })
    await engine.ask('addEvidence', { place: null, title: 'Photo', files: [{ path: photo }] })
    await engine.finishPictures({})
    engine.close()
    addMany(engine.root, count)
    const opened = openPortfolio(engine.root, { clock: () => new Date(), author: () => 'bench' })
    const check = createCheck(() => new Date('2026-11-23T08:00:00Z'))
    const found = check.findings(opened).length
    const reads = Array.from({ length: rounds }, () => time(() => listEvidence(opened.db)))
    const checks = Array.from({ length: rounds }, () => time(() => check.findings(opened)))
    const [read, checked] = [Number(percentile(reads, 50)), Number(percentile(checks, 50))]
    rows.push(
      [`${count} pieces: findings`, String(found)],
      ['reading them', `${read} ms`],
      ['the check', `${checked} ms, ${(checked / Math.max(read, 0.1)).toFixed(1)} times that`],
    )
    lines.push({
      job: `The check of ${count} pieces`,
      ours: sayTime(checked),
      beside: `reading them: ${sayTime(read)}`,
      ratio: ratioOf(checked, Math.max(read, 0.1)),
    })
    opened.db.close()
  }
  report('check', rows)
  leaveLines('check', lines)
})
