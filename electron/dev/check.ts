import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale, buildPseudo } from './build'
import { cutOffWords } from './cut-off'
import { withDisplay } from './display'
import { equip } from './equip'
import { packFolder, type Packed } from './packing'
import { cacheFolder, packageFolder } from './places'
import { allPassed, readTally, sumLine, type Tally } from './results'
import { runInForeground, runQuietly } from './run'
import { PlainFailure, runScript, say } from './say'
import { requireTexts } from './texts'

/* `npm test`: everything that must hold before a change is taken, in the order of how fast it fails. */

const parts = ['static', 'unit', 'journeys', 'packed'] as const
type Part = (typeof parts)[number]

/** What is asked for: `npm test -- unit engine/undo` runs one part, and of it the test files whose path holds the words. */
type Request = { parts: readonly Part[]; filters: readonly string[] }

/** A tool of the static part: its name here, its package and script, and the words it is given. */
type Tool = readonly [name: string, packageName: string, script: string, ...words: string[]]

/** Each list is run one after the other, the two side by side: the linter takes longer than all the others, so it has two threads. */
const tools: readonly (readonly Tool[])[] = [
  [['lint', 'eslint', 'bin/eslint.js', '--max-warnings', '0', '--concurrency', '2', '.']],
  [
    ['formatting', 'prettier', 'bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    // It checks all that tsc does, and components.
    ['types', 'svelte-check', 'bin/svelte-check', '--fail-on-warnings', '--output', 'human'],
    [
      'imports between folders',
      'dependency-cruiser',
      'bin/dependency-cruise.mjs',
      'electron',
      'renderer',
      'tests',
    ],
    ['nothing unused', 'knip', 'bin/knip.js'],
  ],
]

await runScript(async () => {
  const request = readRequest(process.argv.slice(2))
  const tallies: Tally[] = []
  const failure = await check(request, tallies).catch(plainFailure)
  if (failure) say(failure.message)
  if (!wantsTests(request)) return failure ? 1 : 0

  console.log(`\n${sumLine(tallies)}`)
  return failure || !allPassed(tallies) ? 1 : 0
})

/** A failed check is an answer, after which the sum is still due; anything else is a bug in here. */
function plainFailure(error: unknown): PlainFailure {
  if (error instanceof PlainFailure) return error
  throw error
}

function readRequest(words: readonly string[]): Request {
  const [first, ...rest] = words
  if (first === undefined) return { parts, filters: [] }
  const part = parts.find((name) => name === first)
  return part ? { parts: [part], filters: rest } : { parts: ['unit', 'journeys'], filters: words }
}

function wantsTests(request: Request): boolean {
  return request.parts.some((part) => part !== 'static')
}

/** Runs the steps up to the first that fails, and then throws; adds what the tests gave to `tallies`. */
async function check(request: Request, tallies: Tally[]): Promise<void> {
  const wants = (part: Part): boolean => request.parts.includes(part)
  let environment = process.env
  if (wantsTests(request)) {
    await step('set-up', async () => {
      environment = await equip({ ofPacked: request.parts.every((part) => part === 'packed') })
    })
  }
  if (wants('static')) {
    await step('texts in six languages', async () => {
      requireTexts()
    })
    await step('static checks, side by side', runTools)
  }
  if (wants('unit')) {
    await step('unit tests', () => runTests('unit', request.filters, { environment, tallies }))
  }
  if (wants('journeys')) {
    await step('build', buildIfStale)
    let pseudo = ''
    await step('build in the pseudo-locale', async () => {
      pseudo = await buildPseudo()
    })
    // The app needs no network, so its journeys have none wherever it can be taken away.
    const cutOff = await cutOffWords()
    const equipped = { ...environment, FIVEFOLD_PSEUDO: pseudo, ...networkOf(cutOff) }
    await step(journeysName('journeys', cutOff), () =>
      runJourneys(request.filters, { environment: equipped, tallies, before: cutOff }),
    )
  }
  if (wants('packed')) await checkPacked(request, { environment, tallies })
}

/**
 * All journeys run in two halves side by side, each with a display and a network of its own: most of a journey is waiting. Where
 * only some are asked for, they run one after the other.
 */
async function runJourneys(filters: readonly string[], run: TestRun): Promise<number> {
  const halves = filters.length === 0 ? ['1/2', '2/2'] : [undefined]
  const codes = await Promise.all(
    halves.map((shard) =>
      withDisplay(run.environment, (environment) =>
        runTests('journeys', filters, { ...run, environment, shard }),
      ),
    ),
  )
  return Math.max(...codes)
}

/** What is packed is what schools get: it is started as it is. */
async function checkPacked(request: Request, { environment, tallies }: TestRun): Promise<void> {
  await step('build', buildIfStale)
  let packed: Packed | undefined
  await step('packing', async () => {
    packed = await packFolder({ folder: environment.ELECTRON_OVERRIDE_DIST_PATH ?? '' })
  })
  const before = await cutOffWords()
  const equipped = { ...environment, FIVEFOLD_PACKED: packed?.executable, ...networkOf(before) }
  await step(journeysName('the packed app', before), () =>
    withDisplay(equipped, (displayed) =>
      runTests('packed', request.filters, { environment: displayed, tallies, before }),
    ),
  )
}

/** Tells the tests whether attempts to reach another computer can be counted. */
function networkOf(cutOff: readonly string[]): NodeJS.ProcessEnv {
  return { FIVEFOLD_NETWORK: cutOff.length > 0 ? 'cut' : 'there' }
}

function journeysName(name: string, cutOff: readonly string[]): string {
  return cutOff.length > 0
    ? `${name}, with the network cut and every attempt to reach it counted`
    : `${name} (the network is there, since only root on Linux can cut it: attempts are not counted)`
}

/** Runs one step under a heading and says how long it took; an exit code other than 0 ends the whole run. */
async function step(name: string, work: () => Promise<number | void>): Promise<void> {
  console.log(`\n== ${name}`)
  const begun = performance.now()
  const code = (await work()) ?? 0
  const said = `== ${name}: ${outcome(code, begun)}`
  if (code !== 0) throw new PlainFailure(said)
  console.log(said)
}

/** Runs all tools to their end, whatever the others say; gives the worst exit code. */
async function runTools(): Promise<number> {
  const codes = await Promise.all(
    tools.map(async (list) => {
      let worst = 0
      for (const tool of list) worst = Math.max(worst, await runTool(tool))
      return worst
    }),
  )
  return Math.max(...codes)
}

/** What a tool says is printed when it has ended, so that two do not talk at once. */
async function runTool([name, packageName, script, ...words]: Tool): Promise<number> {
  const begun = performance.now()
  const { code, output } = await runQuietly(process.execPath, [
    join(packageFolder(packageName), script),
    ...words,
  ])
  console.log(`${output}== ${name}: ${outcome(code, begun)}`)
  return code
}

/** `ok, 2.4 s` */
function outcome(code: number, begun: number): string {
  const took = `${((performance.now() - begun) / 1000).toFixed(1)} s`
  return code === 0 ? `ok, ${took}` : `FAILED after ${took}`
}

type TestRun = {
  environment: NodeJS.ProcessEnv
  /** What the tests gave is added here. */
  tallies: Tally[]
  /** Words before the command. */
  before?: readonly string[]
  /** Which part of the files, as Vitest names it: `1/2`; all where it is left out. */
  shard?: string | undefined
}

async function runTests(
  project: 'unit' | 'journeys' | 'packed',
  filters: readonly string[],
  { environment, tallies, before = [], shard }: TestRun,
): Promise<number> {
  const report = join(
    cacheFolder,
    `results-${project}${shard === undefined ? '' : `-${shard.replace('/', '-of-')}`}.json`,
  )
  rmSync(report, { force: true })
  const vitest = join(packageFolder('vitest'), 'vitest.mjs')
  const words = ['run', '--config', 'tests/vitest.config.ts', '--project', project, ...filters]
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
  // A filter may name a file of the other project; that nothing ran at all shows in the sum.
  const patience = filters.length > 0 ? ['--passWithNoTests'] : []
  const part = shard === undefined ? [] : ['--shard', shard]
  const run = [process.execPath, vitest, ...words, ...part, ...reporters, ...patience]
  const [program = '', ...rest] = [...before, ...run]
  const code = await runInForeground(program, rest, { env: environment })
  tallies.push(readTally(report, code))
  return code
}
