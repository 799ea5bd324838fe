import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cacheFolder } from './places'

/**
 * Gives the folder `.cache/<name>`, filled by `make` where it does not exist yet. It is made aside and renamed when
 * complete, so that an interrupted preparation never leaves a half one.
 */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder, name)
  if (existsSync(folder)) return folder
  await oneAtATime(name, async () => {
    if (existsSync(folder)) return
    const aside = `${folder}.unfinished`
    rmSync(aside, { recursive: true, force: true })
    mkdirSync(aside, { recursive: true })
    try {
      await make(aside)
      renameSync(aside, folder)
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
  })
  return folder
}

/** Does `work` while no other process of this project does work of the same name; waits for its turn. */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(cacheFolder, { recursive: true })
  const lock = join(cacheFolder, `${name}.lock`)
  while (!isTaken(lock)) await wait(200)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function isTaken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** A lock whose process was killed must not block the project for ever. */
function isAbandoned(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    // An empty lock is one that is being written this very moment, unless it has been empty for long.
    if (!owner) return Date.now() - statSync(lock).mtimeMs > 5_000
    process.kill(owner, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
