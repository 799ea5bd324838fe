import { describe, expect, it } from 'vitest'
import { collapsed } from '../../renderer/state/collapsed'

describe('a collapsed load', () => {
  it('runs once for a burst and once after it, and what was asked last is loaded last', async () => {
    let version = 0
    const loaded: number[] = []
    const load = collapsed(async () => {
      const seen = version
      await Promise.resolve()
      loaded.push(seen)
    })
    const first = load()
    version = 1
    const burst = [load(), load(), load()]
    await Promise.all([first, ...burst])
    expect(loaded).toEqual([0, 1])
    version = 2
    await load()
    expect(loaded).toEqual([0, 1, 2])
  })

  it('goes on after a load that failed', async () => {
    let isBroken = true
    const load = collapsed(() => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve()))
    await expect(load()).rejects.toThrow('broken')
    isBroken = false
    await expect(load()).resolves.toBeUndefined()
  })
})
