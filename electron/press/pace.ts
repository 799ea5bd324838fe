import type { Call, Progress } from '../contract/table'
import { Failure } from '../domain/failure'

/**
 * Asked between small parts of long work; tells how far it has come when that is given. Throws `cancelled`.
 */
export type Pace = (progress?: Progress) => Promise<void>

/** After so long without a pause messages, a cancel among them, are let in. In ms. */
const breath = 20

/**
 * A pace that ends the work soon after its call was cancelled, and tells of progress at most once a breath.
 */
export function createPace({ signal, progress: tell }: Call): Pace {
  let last = -Infinity
  let toldStep: string | undefined
  const stopWhenCancelled = () => {
    if (signal.aborted) throw new Failure('cancelled')
  }
  return async (progress) => {
    stopWhenCancelled()
    const isDue = performance.now() - last >= breath
    if (progress && (isDue || progress.step !== toldStep)) {
      tell(progress)
      toldStep = progress.step
    }
    if (!isDue) return
    await new Promise((resolve) => setImmediate(resolve))
    last = performance.now()
    stopWhenCancelled()
  }
}
