import { ownNodeApi, prepareAddon } from './addon'
import { buildIfStale, buildPseudo } from './build'
import { tryDictionaries } from './dictionaries'
import { projectFolder } from './places'
import { runInForeground } from './run'
import { findRuntime, runtimeEnvironment, runtimeWords } from './runtime'
import { gatherSample } from './sample'
import { runScript, say } from './say'
import { prepareLibraries } from './system'

await runScript(() => (hasDisplay() ? startApp() : startWithoutDisplay()))

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** `npm start -- --pseudo` shows the pseudo-locale: what is not in marks is not in the messages. */
async function startApp(): Promise<number> {
  const runtime = await findRuntime()
  await prepareLibraries(runtime.executable)
  await prepareAddon([ownNodeApi(), runtime.nodeApi])
  if (process.platform === 'linux') await tryDictionaries()
  const words = process.argv.slice(2).filter((word) => word !== '--pseudo')
  const isPseudo = words.length < process.argv.length - 2
  if (!isPseudo) await buildIfStale()
  const folder = isPseudo ? await buildPseudo() : projectFolder
  return runInForeground(runtime.executable, [...runtimeWords(), folder, ...words], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: runtimeEnvironment(runtime),
  })
}

/** No window can open, so neither Electron nor its libraries are fetched; the engine does the same work in Node. */
async function startWithoutDisplay(): Promise<number> {
  say('There is no display, so no window can open. This is the main job through the command line instead:')
  await prepareAddon([ownNodeApi()])
  await buildIfStale()
  return gatherSample()
}
