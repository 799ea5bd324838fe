import { join } from 'node:path'
import { ownNodeApi, prepareAddon } from './addon'
import { buildIfStale } from './build'
import { buildFolder } from './places'
import { runInForeground } from './run'
import { runScript } from './say'

await runScript(async () => {
  await prepareAddon([ownNodeApi()])
  await buildIfStale()
  const words = [join(buildFolder, 'cli.js'), ...process.argv.slice(2)]
  // npm changes to the project's folder; relative paths are meant as they were typed.
  return runInForeground(process.execPath, words, { cwd: process.env.INIT_CWD ?? process.cwd() })
})
