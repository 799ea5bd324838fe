import { afterAll, afterEach, expect } from 'vitest'
import { attempts, isCounting } from './attempts'

/* Every journey is watched: none of it may try to reach another computer. Where that cannot be counted, nothing is. */

let known = isCounting ? attempts() : 0

/** What a test tried on purpose is known now. */
export function knowAttempts(): void {
  if (isCounting) known = attempts()
}

function expectNone(): void {
  const tried = attempts() - known
  knowAttempts()
  expect(tried, 'attempts to reach another computer').toBe(0)
}

if (isCounting) {
  afterEach(expectNone)
  // What an app still did while it was ended.
  afterAll(expectNone)
}
