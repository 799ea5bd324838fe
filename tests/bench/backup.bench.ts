import { randomBytes } from 'node:crypto'
import { copyFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { it } from 'vitest'
import { createChecker } from '../../electron/engine/checker'
import { backupNow } from '../../electron/engine/backup'
import { change } from '../../electron/engine/changes'
import { openPortfolio } from '../../electron/engine/opened'
import { closeDatabase } from '../../electron/engine/database'
import { forkedWorkers } from '../../electron/engine/workers'
import { fivefold, projectFolder, run } from '../support/command-line'
import { addMany } from '../support/many'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { memoryOf } from './processes'
import { report } from './report'
import { leaveLines, ratioOf, sayMemory, sayTime } from './table'

/*
 * How long the engine does not answer while a backup is made of a portfolio of ten thousand pieces with a long history, beside the
 * same copied in one go by SQLite (`VACUUM INTO`) and by the system; it is pinged every 2 ms from its own process. And the whole
 * portfolio packed into one file and unpacked, beside `cp`.
 */

const rounds = 5
/** Between two pings, in ms. */
const between = 2
/** Originals beside the database: so many of so many bytes. */
const originals = 150
const originalBytes = 2_000_000

const context = { clock: () => new Date(), author: () => 'bench' }

/** A portfolio of ten thousand pieces, each changed again and again: each step of the history holds what all of them were. */
function largePortfolio(): string {
  const root = newPortfolio('en')
  const folder = temporaryFolder()
  for (let index = 0; index < originals; index += 1)
    writeFileSync(join(folder, `${index}.bin`), randomBytes(originalBytes))
  fivefold(['add', root, folder, '--to', 'students.1', '--each'])
  addMany(root, 10_000)
  const engine = openPortfolio(root, context)
  change(engine.db, { name: { kind: 'changeEvidence', words: { count: 10_000 } } }, (db) =>
    db.prepare("UPDATE evidence SET note = note || 'x'").run(),
  )
  closeDatabase(engine.db)
  const db = new Database(join(root, 'portfolio.sqlite'))
  for (let count = 0; count < 20; count += 1)
    db.exec(`INSERT INTO change (kind, words, merge_key, made_at, made_by)
         SELECT kind, words, merge_key, made_at, made_by FROM change ORDER BY id DESC LIMIT 1;
       INSERT INTO change_step (change_id, table_name, operation, row_key, inverse)
         SELECT last_insert_rowid(), table_name, operation, row_key, inverse FROM change_step
         WHERE change_id = last_insert_rowid() - 1`)
  db.close()
  return root
}

type Watched = { longest: number; took: number }

/** Runs `work` and gives how long the process did not answer at the longest, in ms. */
async function watch(work: () => unknown): Promise<Watched> {
  await pause(300)
  let longest = 0
  let last = performance.now()
  const ping = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - between)
    last = now
  }, between)
  await pause(10)
  longest = 0
  const begun = performance.now()
  await work()
  const took = performance.now() - begun
  await pause(10)
  clearInterval(ping)
  return { longest, took }
}

/** The middle of the rounds. */
const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

it('backup', { timeout: 600_000 }, async () => {
  const root = largePortfolio()
  const opened = openPortfolio(root, context)
  const { folder, db } = opened
  const checker = createChecker(forkedWorkers(join(projectFolder, 'dist')))
  const aside = join(temporaryFolder(), 'copy.sqlite')
  const backUp = () => backupNow(opened, { reason: 'hand', checker })
  const touch = db.prepare("UPDATE portfolio SET updated_at = updated_at || 'x'")
  db.exec('DROP TRIGGER temp.log_update_portfolio')
  const ways: Record<string, () => unknown> = {
    'ours, with its check': () => {
      touch.run()
      return backUp()
    },
    'ours, when nothing has changed': backUp,
    'nothing at all for a second': () => pause(1000),
    'VACUUM INTO': () => db.prepare('VACUUM INTO ?').run(aside),
    'copied by the system': () => {
      copyFileSync(folder.database, aside)
    },
  }
  const times = new Map<string, Watched[]>(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, work] of Object.entries(ways)) {
      times.get(way)?.push(await watch(work))
      rmSync(aside, { force: true })
    }
  }
  closeDatabase(db)
  const size = `${Math.round(statSync(folder.database).size / 1e6)} MB`
  const middles = [...times].map(([way, each]) => ({
    way,
    // The best: what else the machine does counts little.
    longest: Math.min(...each.map(({ longest }) => longest)),
    worst: Math.max(...each.map(({ longest }) => longest)),
    took: middle(each.map(({ took }) => took)),
  }))
  report(
    `backup of a database of ${size}`,
    middles.map(({ way, longest, worst, took }) => [
      way,
      `longest pause ${longest.toFixed(1)} ms (worst of ${rounds}: ${worst.toFixed(1)} ms), took ${sayTime(took)}`,
    ]),
  )
  const [ours, , , vacuum] = middles
  if (!ours || !vacuum) return
  leaveLines('backup', [
    {
      job: `Backup of a database of ${size}, the longest pause of the engine`,
      ours: `${ours.longest.toFixed(1)} ms`,
      beside: `VACUUM INTO: ${vacuum.longest.toFixed(1)} ms`,
      ratio: ratioOf(ours.longest, vacuum.longest),
    },
    {
      job: 'The same with its check, from beginning to end',
      ours: sayTime(ours.took),
      beside: `VACUUM INTO, unchecked: ${sayTime(vacuum.took)}`,
      ratio: ratioOf(ours.took, vacuum.took),
    },
  ])
})

/** Runs the command line and gives how long it took, in ms, and the most memory of its processes, in bytes. */
async function command(words: readonly string[]): Promise<{ took: number; memory: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, [join(projectFolder, 'dist/cli.js'), ...words], { stdio: 'ignore' })
  let memory = 0
  const look = setInterval(() => {
    memory = Math.max(memory, memoryOf(child.pid ?? 0))
  }, 100)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(look)
  if (code !== 0) throw new Error(`${words.join(' ')}: exit ${String(code)}`)
  return { took: performance.now() - begun, memory }
}

/** Copies and brings to the disk, as packing and unpacking do. */
function copy(from: string, to: string): number {
  const begun = performance.now()
  run('cp', ['-r', from, to])
  run('find', [to, '-type', 'f', '-exec', 'sync', '-d', '{}', '+'])
  return performance.now() - begun
}

it('pack and unpack', { timeout: 600_000 }, async () => {
  const root = largePortfolio()
  const folder = temporaryFolder()
  const [archive, unpacked, copied] = ['P.fivefold.zip', 'P.fivefold', 'copy'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const times = { pack: [] as number[], unpack: [] as number[], copy: [] as number[] }
  const memory = { pack: 0, unpack: 0 }
  for (let round = 0; round < 3; round += 1) {
    times.copy.push(copy(root, copied))
    const packing = await command(['pack', root, archive])
    const unpacking = await command(['unpack', archive, unpacked])
    times.pack.push(packing.took)
    times.unpack.push(unpacking.took)
    memory.pack = Math.max(memory.pack, packing.memory)
    memory.unpack = Math.max(memory.unpack, unpacking.memory)
    if (round < 2) for (const path of [copied, unpacked]) rmSync(path, { recursive: true })
  }
  const { size } = statSync(archive)
  const speed = (ms: number) => `${Math.round(size / 1000 / ms)} MB/s`
  const plain = middle(times.copy)
  const lines = (['pack', 'unpack'] as const).map((verb) => ({
    job: `${verb === 'pack' ? 'Pack' : 'Unpack'} a portfolio of ${Math.round(size / 1e6)} MB, checked`,
    ours: `${sayTime(middle(times[verb]))}, ${speed(middle(times[verb]))}`,
    beside: `cp and sync: ${sayTime(plain)}, ${speed(plain)}`,
    ratio: ratioOf(middle(times[verb]), plain),
    memory: sayMemory(memory[verb]),
  }))
  report(
    'pack and unpack',
    lines.map(({ job, ours, beside, ratio, memory: most }) => [job, `${ours}; ${beside}; ${ratio}; ${most}`]),
  )
  leaveLines('pack', lines)
})
