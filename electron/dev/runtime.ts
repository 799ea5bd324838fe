import { join } from 'node:path'
import { borrowedVersion, canBorrow, findBorrowed } from './borrowed'
import { findOfficial, officialExecutable, pinnedVersion } from './official'
import { say, PlainFailure } from './say'

/** An Electron to run. */
export type Runtime = {
  executable: string
  version: string
  /** The folder to give as ELECTRON_OVERRIDE_DIST_PATH or `electronDist`. */
  folder: string
  /** The Node-API version that native addons find in it. */
  nodeApi: number
}

const officialNodeApi = 10
const borrowedNodeApi = 9

/**
 * Finds an Electron to run: the official one where it can be had, else the one borrowed from the npm registry.
 * Says in one line which one it is when it is the borrowed one.
 */
export async function findRuntime(): Promise<Runtime> {
  const official = await findOfficial()
  if (official)
    return {
      executable: officialExecutable(official),
      version: pinnedVersion(),
      folder: official,
      nodeApi: officialNodeApi,
    }

  if (!canBorrow()) {
    throw new PlainFailure(
      `Electron could not be downloaded for ${process.platform} ${process.arch}. ` +
        'Connect to the internet or set ELECTRON_MIRROR to a copy of its releases, delete the folder .cache and try again.',
    )
  }
  const borrowed = await findBorrowed()
  say(
    `The official Electron cannot be downloaded here: using Electron ${borrowedVersion} from the npm registry, ` +
      'for running and testing only.',
  )
  return {
    executable: join(borrowed, 'electron'),
    version: borrowedVersion,
    folder: borrowed,
    nodeApi: borrowedNodeApi,
  }
}

/** What the environment of a process must hold that starts this runtime, directly or through `npx electron`. */
export function runtimeEnvironment(runtime: Runtime): NodeJS.ProcessEnv {
  // Set by some editors' terminals; it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  return {
    ...environment,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    FIVEFOLD_ELECTRON: runtime.executable,
  }
}

/** Chromium refuses to run as root with its sandbox on, so a developer's container needs this; a user's app never. */
export function runtimeWords(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
