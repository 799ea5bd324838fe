import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { limitTime } from '../../electron/contract/time-limit'

/** Stands still with all its timers, as a process does in a computer that sleeps. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

describe('a limit of time', () => {
  it('does not pass while the process sleeps, and passes once it was awake so long', async () => {
    let isOver = false
    const over = new Promise<void>((resolve) => {
      limitTime(2000, () => {
        isOver = true
        resolve()
      })
    })
    sleep(2100)
    // Timers that came due meanwhile fire first.
    for (let turns = 0; turns < 5; turns += 1) await turn()
    expect(isOver).toBe(false)
    await over
  })
})
