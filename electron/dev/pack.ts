import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ownNodeApi, prepareAddon } from './addon'
import { buildAll } from './build'
import { tryDictionaries } from './dictionaries'
import { packageFolder, projectFolder } from './places'
import { runInForeground } from './run'
import { findRuntime } from './runtime'
import { runScript, say } from './say'

/* `npm run pack`: the packed app as a folder, to try it on this machine. Installers are made with the official Electron. */

await runScript(async () => {
  const runtime = await findRuntime()
  await prepareAddon([ownNodeApi(), runtime.nodeApi])
  if (process.platform === 'linux') await tryDictionaries()
  await buildAll()

  const builder = join(packageFolder('electron-builder'), 'cli.js')
  const words = [builder, '--dir', `-c.electronDist=${runtime.folder}`]
  const code = await runInForeground(process.execPath, words)
  if (code !== 0) return code

  const release = join(projectFolder, 'release')
  // The loader of a borrowed runtime would start in the app's place.
  rmSync(join(release, 'linux-unpacked', 'resources', 'app'), { recursive: true, force: true })
  say(`The packed app lies in ${release}.`)
  return 0
})
