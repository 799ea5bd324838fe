import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { appendFile, copyFile, cp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cachedFolder } from './cache'
import { packageFolder } from './places'
import { runQuietly } from './run'
import { say, PlainFailure } from './say'

/** The Node-API that better-sqlite3's own prebuilt addons need; below it they crash. */
const prebuiltNodeApi = 10
const fileName = 'better_sqlite3.node'

/** Makes better-sqlite3's C++ compile against the Node-API 9 of Node 20 and Electron 33, experimental parts included. */
const compilerFlags =
  '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/**
 * Makes sure that better-sqlite3 loads wherever it will run: where the Node-API of one of the given runtimes is too
 * old for the prebuilt addon, one built from the package's own source is put where its loader looks first. That one
 * serves newer runtimes as well. Built once; a later `npm ci` costs only a copy.
 */
export async function prepareAddon(nodeApis: readonly number[]): Promise<void> {
  if (nodeApis.every((nodeApi) => nodeApi >= prebuiltNodeApi)) return

  const addonPackage = packageFolder('better-sqlite3')
  const { version } = JSON.parse(readFileSync(join(addonPackage, 'package.json'), 'utf8')) as {
    version: string
  }
  const target = `${process.platform}-${process.arch}-napi9`
  const built = await cachedFolder(`better-sqlite3-${version}-${target}`, (folder) =>
    build(addonPackage, folder),
  )
  install(join(built, fileName), join(addonPackage, 'build', 'Release', fileName))
}

/** The Node-API version of the Node that runs this script. */
export function ownNodeApi(): number {
  return Number(process.versions.napi)
}

async function build(addonPackage: string, folder: string): Promise<void> {
  say('Building better-sqlite3 for this Node (once, about a minute) ...')
  const source = join(folder, 'source')
  for (const part of ['binding.gyp', 'package.json', 'deps', 'lib', 'src']) {
    await cp(join(addonPackage, part), join(source, part), { recursive: true })
  }
  const nodeGyp = join(packageFolder('node-gyp'), 'bin', 'node-gyp.js')
  const headers = await findHeaders(folder)
  const words = [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`]
  const env = {
    ...process.env,
    // npm hands its own setting on, and node-gyp takes that before the word on its line.
    npm_config_nodedir: headers,
    CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${compilerFlags}`.trim(),
  }
  const { code, output } = await runQuietly(process.execPath, words, { cwd: source, env })
  const result = join(source, 'build', 'Release', fileName)
  if (code !== 0 || !existsSync(result)) {
    say(output)
    throw new PlainFailure(
      'better-sqlite3 could not be built; python3, make and g++ are needed (see the lines above).',
    )
  }
  await copyFile(result, join(folder, fileName))
  await rm(source, { recursive: true })
}

/** A folder that holds `include/node/`: that of the Node at hand, else one made from the package of the bare headers. */
async function findHeaders(folder: string): Promise<string> {
  const nodeFolder = dirname(dirname(process.execPath))
  const candidates = [nodeFolder, process.env.npm_config_nodedir, '/usr', '/usr/local']
  return (
    candidates.find((path) => path && belongsToThisNode(path)) ??
    makeHeaders(join(folder, 'source', 'headers'))
  )
}

/**
 * The package leaves out what was experimental. Without this declaration the addon would free its objects in the midst
 * of a garbage collection, for which Node-API 9 ends the process.
 */
const experimentalHeader = `
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(
    node_api_basic_env env, napi_finalize finalize_cb, void* finalize_data, void* finalize_hint);
EXTERN_C_END
`

async function makeHeaders(folder: string): Promise<string> {
  const include = join(folder, 'include', 'node')
  await cp(join(packageFolder('node-api-headers'), 'include'), include, { recursive: true })
  await appendFile(join(include, 'js_native_api.h'), experimentalHeader)
  await writeFile(
    join(include, 'common.gypi'),
    '{ "target_defaults": { "cflags": ["-fPIC", "-pthread"] } }\n',
  )
  await writeFile(join(include, 'config.gypi'), JSON.stringify(process.config))
  return folder
}

function belongsToThisNode(folder: string): boolean {
  const include = join(folder, 'include', 'node')
  if (!existsSync(join(include, 'common.gypi')) || !existsSync(join(include, 'node_api.h'))) return false
  const version = readFileSync(join(include, 'node_version.h'), 'utf8')
  return new RegExp(`#define NODE_MAJOR_VERSION ${process.versions.node.split('.')[0] ?? ''}\\b`).test(
    version,
  )
}

function install(built: string, target: string): void {
  const bytes = readFileSync(built)
  if (existsSync(target) && readFileSync(target).equals(bytes)) return
  mkdirSync(dirname(target), { recursive: true })
  // Renamed into place: a running process may have the old one loaded.
  const aside = `${target}.${String(process.pid)}`
  writeFileSync(aside, bytes)
  renameSync(aside, target)
}
