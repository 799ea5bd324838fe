import { existsSync, readFileSync } from 'node:fs'

/** How many tests passed and failed. */
export type Tally = { passed: number; failed: number }

/** The part of Vitest's JSON report that is read here. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Reads how a run of Vitest went from the report it wrote. A file that failed before its first test counts as one
 * failure, and so does a run that ended badly without any failed test to show for it.
 */
export function readTally(reportFile: string, exitCode: number): Tally {
  if (!existsSync(reportFile)) return { passed: 0, failed: exitCode === 0 ? 0 : 1 }

  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

/** The closing line of the tests: `12 passed, 0 failed`. */
export function sumLine(tallies: readonly Tally[]): string {
  const { passed, failed } = sum(tallies)
  return `${String(passed)} passed, ${String(failed)} failed`
}

/** Whether something ran and nothing failed. */
export function allPassed(tallies: readonly Tally[]): boolean {
  const { passed, failed } = sum(tallies)
  return passed > 0 && failed === 0
}

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed }),
    { passed: 0, failed: 0 },
  )
}
