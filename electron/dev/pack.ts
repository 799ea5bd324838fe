import { ownNodeApi, prepareAddon } from './addon'
import { buildAll } from './build'
import { tryDictionaries } from './dictionaries'
import { packFolder, weigh } from './packing'
import { findRuntime } from './runtime'
import { runScript, say } from './say'

/* `npm run pack`: the packed app as a folder, to try it on this machine. Installers are made with the official Electron. */

await runScript(async () => {
  const runtime = await findRuntime()
  await prepareAddon([ownNodeApi(), runtime.nodeApi])
  if (process.platform === 'linux') await tryDictionaries()
  await buildAll()
  const packed = await packFolder(runtime)
  const { bytes, parts } = await weigh(packed, 10)
  say(`The packed app lies in ${packed.folder}: ${megabytes(bytes)}. Its largest parts:`)
  for (const part of parts) say(`${megabytes(part.bytes).padStart(9)}  ${part.name}`)
  return 0
})

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
