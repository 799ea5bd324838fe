import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allPassed, readTally, sumLine } from '../../electron/dev/results'
import { temporaryFolder } from '../support/temporary'

function reportOf(files: { status: string; tests: string[] }[]): string {
  const statuses = files.flatMap((file) => file.tests)
  const file = join(temporaryFolder(), 'report.json')
  const report = {
    numPassedTests: statuses.filter((status) => status === 'passed').length,
    numFailedTests: statuses.filter((status) => status === 'failed').length,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  }
  writeFileSync(file, JSON.stringify(report))
  return file
}

describe('the tally of a run', () => {
  it('counts what passed and what failed, and leaves out what was skipped', () => {
    const report = reportOf([
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['passed', 'failed'] },
    ])
    expect(readTally(report, 1)).toEqual({ passed: 3, failed: 1 })
  })

  it('counts a file that broke before its first test as one failure', () => {
    const report = reportOf([
      { status: 'failed', tests: [] },
      { status: 'passed', tests: ['passed'] },
    ])
    expect(readTally(report, 1)).toEqual({ passed: 1, failed: 1 })
  })

  it('shows a failure when the run ended badly without naming a test', () => {
    expect(readTally(reportOf([{ status: 'passed', tests: ['passed'] }]), 1)).toEqual({
      passed: 1,
      failed: 1,
    })
    expect(readTally(join(temporaryFolder(), 'never-written.json'), 134)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('the closing line', () => {
  it('is the sum of all runs', () => {
    const tallies = [
      { passed: 120, failed: 1 },
      { passed: 8, failed: 0 },
    ]
    expect(sumLine(tallies)).toBe('128 passed, 1 failed')
    expect(allPassed(tallies)).toBe(false)
  })

  it('is no success when nothing ran', () => {
    expect(sumLine([])).toBe('0 passed, 0 failed')
    expect(allPassed([])).toBe(false)
  })
})
