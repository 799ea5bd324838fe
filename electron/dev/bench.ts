import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build'
import { withDisplay } from './display'
import { equip } from './equip'
import { readLines, writeTable } from './figures'
import { packageFolder, projectFolder } from './places'
import { runInForeground } from './run'
import { findRuntime } from './runtime'
import { runScript } from './say'
import { prepareBenchPrograms } from './system'

/*
 * `npm run bench`: prints figures and judges nothing. `npm run bench -- search` runs those whose file's name says so; a run of all
 * of them keeps its table in docs/benchmarks.md.
 */

await runScript(async () => {
  const environment = await equip()
  await prepareBenchPrograms()
  await buildIfStale()
  const vitest = join(packageFolder('vitest'), 'vitest.mjs')
  const filters = process.argv.slice(2)
  const words = ['run', '--config', 'tests/vitest.config.ts', '--project', 'bench', ...filters]
  const figures = mkdtempSync(join(tmpdir(), 'fivefold-figures-'))
  try {
    const code = await withDisplay({ ...environment, FIVEFOLD_FIGURES: figures }, (env) =>
      runInForeground(process.execPath, [vitest, ...words, '--disable-console-intercept'], { env }),
    )
    const table = await writeTable(readLines(figures), (await findRuntime()).version)
    console.log(`\n${table.slice(table.indexOf('|'))}`)
    if (code === 0 && filters.length === 0) writeFileSync(join(projectFolder, 'docs', 'benchmarks.md'), table)
    return code
  } finally {
    rmSync(figures, { recursive: true, force: true })
  }
})
