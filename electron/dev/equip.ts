import { ownNodeApi, prepareAddon } from './addon'
import { findRuntime, runtimeEnvironment } from './runtime'
import { prepareLibraries, prepareTestPrograms } from './system'

/** Sees that all is there that tests need, and gives the environment in which they find it. */
export async function equip(): Promise<NodeJS.ProcessEnv> {
  await prepareTestPrograms()
  const runtime = await findRuntime()
  await prepareLibraries(runtime.executable)
  await prepareAddon([ownNodeApi(), runtime.nodeApi])
  return runtimeEnvironment(runtime)
}
