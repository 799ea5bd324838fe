import { ownNodeApi, prepareAddon } from './addon'
import { prepareDictionaries } from './dictionaries'
import { findRuntime, runtimeEnvironment } from './runtime'
import { prepareLibraries, prepareTestPrograms } from './system'

/**
 * Sees that all is there that tests need, and gives the environment in which they find it.
 * @param ofPacked only those of the packed app
 */
export async function equip({ ofPacked = false } = {}): Promise<NodeJS.ProcessEnv> {
  await prepareTestPrograms({ ofPacked })
  const runtime = await findRuntime()
  await prepareLibraries(runtime.executable)
  // Elsewhere there is no converter to install, and a Mac checks with its own dictionaries.
  if (process.platform === 'linux') await prepareDictionaries()
  await prepareAddon([ownNodeApi(), runtime.nodeApi])
  return runtimeEnvironment(runtime)
}
