import { join } from 'node:path'
import { buildIfStale } from './build'
import { withDisplay } from './display'
import { equip } from './equip'
import { packageFolder } from './places'
import { runInForeground } from './run'
import { runScript } from './say'
import { prepareBenchPrograms } from './system'

/* `npm run bench`: prints figures and judges nothing. `npm run bench -- search` runs those whose file's name says so. */

await runScript(async () => {
  const environment = await equip()
  await prepareBenchPrograms()
  await buildIfStale()
  const vitest = join(packageFolder('vitest'), 'vitest.mjs')
  const filters = process.argv.slice(2)
  const words = ['run', '--config', 'tests/vitest.config.ts', '--project', 'bench', ...filters]
  return withDisplay(environment, (env) =>
    runInForeground(process.execPath, [vitest, ...words, '--disable-console-intercept'], { env }),
  )
})
