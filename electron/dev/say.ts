/** What ends a script with one plain line instead of a stack: a set-up step that cannot be done here, a check that failed. */
export class PlainFailure extends Error {}

/** One line for the person at the terminal; on standard error, since standard output belongs to the command. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs a script's main function and makes its outcome the exit code: a `PlainFailure` is one plain line,
 * any other error is a bug and keeps its stack.
 */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (error instanceof PlainFailure) say(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
