import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { cachedFolder, oneAtATime } from '../../electron/dev/cache'
import { cacheFolder } from '../../electron/dev/places'

let names = 0

/** A name of the cache that no other test uses, cleared away afterwards. */
function newName(): string {
  const name = `test-${String(process.pid)}-${String(names++)}`
  onTestFinished(() => {
    for (const left of readdirSync(cacheFolder).filter((entry) => entry.startsWith(name))) {
      rmSync(join(cacheFolder, left), { recursive: true, force: true })
    }
  })
  return name
}

it('makes a folder once', async () => {
  const name = newName()
  let made = 0
  const make = async (folder: string): Promise<void> => {
    made++
    await wait(50)
    writeFileSync(join(folder, 'done'), '')
  }
  const folders = await Promise.all([cachedFolder(name, make), cachedFolder(name, make)])
  expect(folders).toEqual([join(cacheFolder, name), join(cacheFolder, name)])
  expect(existsSync(join(cacheFolder, name, 'done'))).toBe(true)
  expect(made).toBe(1)
})

it('never shows a half-made folder, and makes it anew after a failure', async () => {
  const name = newName()
  const failing = cachedFolder(name, (folder) => {
    writeFileSync(join(folder, 'half'), '')
    return Promise.reject(new Error('out of space'))
  })
  await expect(failing).rejects.toThrow('out of space')
  expect(existsSync(join(cacheFolder, name))).toBe(false)

  const folder = await cachedFolder(name, () => Promise.resolve())
  expect(readdirSync(folder)).toEqual([])
})

it('goes on after a process that was killed at work', async () => {
  const name = newName()
  mkdirSync(cacheFolder, { recursive: true })
  const deadProcess = 2 ** 22 + 1
  writeFileSync(join(cacheFolder, `${name}.lock`), String(deadProcess))
  await expect(oneAtATime(name, () => Promise.resolve('done'))).resolves.toBe('done')
})
