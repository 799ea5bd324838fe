import { Failure } from '../../electron/domain/failure'

/** What was thrown, as a failure that can be said. A bug is noted in the console and said as `unexpected`. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  console.error(error)
  return new Failure('unexpected', {}, { cause: error })
}
