import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { nodeBundle } from '../../electron/dev/bundles'
import { cacheFolder } from '../../electron/dev/places'
import { sectionIds } from '../../electron/domain/section'
import { portfolioFolder } from '../../electron/engine/folders'
import { migrations } from '../../electron/engine/migrations'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { randomOf } from '../support/pictures'
import { stateOf, type Said, type State } from '../support/restless-state'
import { temporaryFolder } from '../support/temporary'

/** So often the process is killed while it works, and so often while it brings an old portfolio up to date. */
const killsAtWork = 170
const killsAtMigration = 30
/** So often while it makes an extra copy. */
const killsAtCopy = 12
/**
 * So many of the eleven kinds of work have to be hit. Not all: some take a moment only. Two of three kills come when the portfolio is
 * open, and most of those find work under way, a hundred or more in all. The four kinds that take longest were hit in 72 to 84 of
 * a hundred, on a quick and on a busy machine: that only four are hit happens once in 10^7 runs.
 */
const fewestKinds = 5
/** As many kills go by on one portfolio before a new one is begun. */
const killsAPortfolio = 10

const seed = Number(process.env.FIVEFOLD_SEED ?? Date.now() % 1_000_000)
const folder = join(cacheFolder, 'restless')

beforeAll(async () => {
  const bundle = nodeBundle({ folder, plugins: [] })
  const input = { restless: join(import.meta.dirname, '../support/restless.ts') }
  await build({
    ...bundle,
    build: { ...bundle.build, rolldownOptions: { ...bundle.build?.rolldownOptions, input } },
  })
})

type Working = {
  ms: number
  turn: number
  /** Where extra copies are made. */
  stick?: string
  /** From when on the time counts. */
  since?: Said['kind']
}

/** Starts the process and kills it so long after it began to open the portfolio, or has opened it; gives all that it said. */
async function workFor(root: string, { ms, turn, stick = '', since = 'begun' }: Working): Promise<Said[]> {
  const words = [join(folder, 'restless.js'), root, temporaryFolder(), String(turn), stick]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'close')
  while (!said.includes(`"kind":"${since}"`) && child.exitCode === null) await pause(1)
  await pause(ms)
  child.kill('SIGKILL')
  await ended
  expect(complaint).toBe('')
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Said)
}

/** Whether a portfolio is as it was confirmed last, or as it is once the work that was under way is done. */
async function expectKept(engine: TestEngine, said: readonly Said[], before: State, where: string) {
  const confirmed = said.findLast((each) => each.kind === 'confirmed')?.state ?? before
  const last = said.at(-1)
  const found = await stateOf(engine.ask)
  if (last?.kind !== 'doing') {
    expect(found, where).toEqual(confirmed)
  } else if (last.what === 'type') {
    expect(found.rest, where).toBe(confirmed.rest)
    const typed = { ...confirmed.answers, [last.strand ?? '']: last.text }
    expect([confirmed.answers, typed], where).toContainEqual(found.answers)
  } else if (last.what === 'restore') {
    expect([confirmed, last.expect], where).toContainEqual(found)
  } else if (JSON.stringify(found) !== JSON.stringify(confirmed)) {
    // All of it was done: one step back, or forth, is what was confirmed.
    await engine.ask(last.what === 'undo' ? 'redo' : 'undo', {})
    expect(await stateOf(engine.ask), where).toEqual(confirmed)
  }
}

describe('the engine is killed', () => {
  it(`at ${killsAtWork} random moments of its work: what was confirmed is there, and all is whole`, async () => {
    console.log(`seed ${seed}`)
    const random = randomOf(seed)
    const engine = startWithPortfolio()
    const counts = new Map<string, number>()
    let root = engine.root
    for (let kill = 0; kill < killsAtWork; kill += 1) {
      if (kill > 0 && kill % killsAPortfolio === 0) {
        root = join(temporaryFolder(), 'Bridge.fivefold')
        engine.create(root, (await engine.ask('portfolio', {})).portfolio)
      }
      engine.open(root)
      const before = await stateOf(engine.ask)
      engine.close()
      const since = kill % 3 === 0 ? 'begun' : 'confirmed'
      const said = await workFor(root, { ms: random() * 250, turn: seed + kill, since })
      const last = said.at(-1)
      const moment = last?.kind === 'doing' ? last.what : (last?.kind ?? 'nothing')
      counts.set(moment, (counts.get(moment) ?? 0) + 1)
      const where = `kill ${kill} of seed ${seed}, while: ${moment}`
      engine.open(root)
      await expectKept(engine, said, before, where)
      expect(await engine.ask('verify', {}), where).toEqual([])
    }
    const hit = [...counts].map(([moment, count]) => `${moment} ${count}`).join(', ')
    console.log(hit)
    const kinds = [...counts.keys()].filter((moment) => !['nothing', 'begun', 'confirmed'].includes(moment))
    expect(kinds.length, hit).toBeGreaterThanOrEqual(fewestKinds)
  }, 600_000)

  it(`at ${killsAtMigration} random moments while it brings an old portfolio up to date: it opens, and nothing is gone`, async () => {
    const random = randomOf(seed + 1)
    const old = oldPortfolio()
    const engine = startTestEngine()
    for (let kill = 0; kill < killsAtMigration; kill += 1) {
      const root = join(temporaryFolder(), 'Old.fivefold')
      cpSync(old, root, { recursive: true })
      await workFor(root, { ms: random() * 60, turn: seed + kill })
      const where = `kill ${kill} of seed ${seed}`
      engine.open(root)
      const pieces = await engine.ask('listEvidence', {})
      expect(pieces.filter(({ title }) => title.startsWith('Old')).length, where).toBeGreaterThan(290)
      expect(await engine.ask('verify', {}), where).toEqual([])
    }
  })
})

describe('an extra copy', () => {
  it(`that was cut off at ${killsAtCopy} random moments is a whole portfolio, and the next copying goes on with it`, async () => {
    const random = randomOf(seed + 2)
    const engine = startWithPortfolio()
    const stick = temporaryFolder()
    const copy = join(stick, 'Bridge.fivefold')
    const moments: string[] = []
    for (let kill = 0; kill < killsAtCopy; kill += 1) {
      engine.close()
      const said = await workFor(engine.root, { ms: random() * 200, turn: seed + kill, stick })
      const last = said.at(-1)
      moments.push(last?.kind === 'doing' ? last.what : (last?.kind ?? 'nothing'))
      const where = `kill ${kill} of seed ${seed}, while: ${moments.at(-1) ?? ''}`
      if (existsSync(join(copy, 'portfolio.sqlite'))) {
        const there = startTestEngine()
        const aside = join(temporaryFolder(), 'Bridge.fivefold')
        cpSync(copy, aside, { recursive: true })
        there.open(aside)
        expect(await there.ask('verify', {}), where).toEqual([])
        there.close()
      }
      if (kill % 4 < 3) continue
      engine.open(engine.root)
      await engine.ask('chooseExtraCopy', { place: engine.grant(stick) })
      const made = await engine.ask('makeExtraCopy', {})
      expect(made, where).toMatchObject({ name: 'Bridge.fivefold', besides: null, leftOut: [] })
      const names = readdirSync(copy).filter((name) => !['files', 'submissions'].includes(name))
      expect(names.sort(), where).toEqual(['extra-copy.json', 'portfolio.sqlite'])
    }
    console.log(moments.join(', '))
  })
})

/** A portfolio of the first version of the schema. */
function oldPortfolio(): string {
  const { root, database, files } = portfolioFolder(join(temporaryFolder(), 'Old.fivefold'))
  mkdirSync(files, { recursive: true })
  const db = new Database(database)
  db.exec(migrations[0]?.sql ?? '')
  db.pragma('application_id = 0x46764664')
  db.pragma('user_version = 1')
  db.exec("INSERT INTO portfolio VALUES ('p', 'Old', 'BG', 'bg', 2025, 2026, '', '', '')")
  const addSection = db.prepare("INSERT INTO section VALUES (?, ?, 'Title', 'Short', '', '', '')")
  const addStrand = db.prepare("INSERT INTO strand VALUES (?, ?, 1, 'First', '', '', '')")
  sectionIds.forEach((section, number) => {
    addSection.run(section, number)
    addStrand.run(`${section}.1`, section)
  })
  const add = db.prepare("INSERT INTO evidence VALUES (?, ?, '', '', '', '', '', '', '')")
  db.transaction(() => {
    for (let index = 0; index < 300; index += 1) add.run(`e${index}`, `Old ${index}`)
  })()
  db.close()
  return root
}
