import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { submissionFileNames, type Submission } from '../../electron/domain/submission'
import { fivefold, fivefoldJson, projectFolder } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { submissionFolders } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

/** How far the keeping has come: the files in the folder on its way (-1: there is none), and whether it is in its place. */
type Reached = { files: number; isKept: boolean }

function reached(dir: string): Reached {
  const folder = join(dir, 'submissions')
  const names = existsSync(folder) ? readdirSync(folder) : []
  const aside = names.find((name) => name.startsWith('.'))
  return {
    files: aside === undefined ? -1 : filesIn(join(folder, aside)),
    isKept: names.length > 0 && !aside,
  }
}

/** None in a folder that was just put into its place. */
function filesIn(folder: string): number {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.')).length
  } catch {
    return submissionFileNames.length
  }
}

/** Runs a command that brings something handed in, and kills the process as soon as it has come so far. */
async function runUntil(dir: string, words: string[], isSoFar: (now: Reached) => boolean): Promise<void> {
  const cli = join(projectFolder, 'dist/cli.js')
  const child = spawn(process.execPath, [cli, ...words], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  while (child.exitCode === null && !isSoFar(reached(dir))) await pause(0)
  child.kill('SIGKILL')
  await ended
}

describe('keeping what was handed in', () => {
  it('leaves all of it or nothing when it is killed at any of its steps', async () => {
    const ready = newPortfolio()
    fivefold(['answer', ready, 'students.2', '--text', 'Питат и нас.'])
    const counts = [0, ...submissionFileNames.map((_, index) => index + 1)]
    const steps = [
      ...counts.map((count) => ({
        isSoFar: ({ files }: Reached) => files >= count,
        most: count === 0 ? 0 : 1,
      })),
      { isSoFar: ({ isKept }: Reached) => isKept, most: 1 },
    ]
    const numbers: number[] = []
    for (const { isSoFar, most } of steps) {
      const dir = join(temporaryFolder(), 'Мост.fivefold')
      cpSync(ready, dir, { recursive: true })
      await runUntil(dir, ['submit', dir, '--date', '2026-03-03'], isSoFar)
      // Reading it opens the portfolio, which tidies up.
      const kept = fivefoldJson(['submissions', dir]) as Submission[]
      const where = `step ${numbers.length}`
      expect(submissionFolders(dir), where).toEqual(kept.map(({ id }) => id))
      expect(kept.length, where).toBeLessThanOrEqual(most)
      expect(fivefold(['verify', dir]), where).toMatchObject({ code: 0, err: '' })
      numbers.push(kept.length)
    }
    console.log(`kept after each kill: ${numbers.join(' ')}`)
    expect([numbers[0], numbers.at(-1)]).toEqual([0, 1])
  })

  it('leaves all of it or nothing when a merge that brings it is killed, and it comes with the next one', async () => {
    const ready = newPortfolio()
    const maria = join(temporaryFolder(), 'Мария.fivefold')
    cpSync(ready, maria, { recursive: true })
    fivefold(['submit', maria, '--date', '2026-03-03'])
    const steps = [
      ...[0, 1, 4, submissionFileNames.length].map(
        (count) =>
          ({ files }: Reached) =>
            files >= count,
      ),
      ({ isKept }: Reached) => isKept,
    ]
    for (const [number, isSoFar] of steps.entries()) {
      const dir = join(temporaryFolder(), 'Мост.fivefold')
      cpSync(ready, dir, { recursive: true })
      await runUntil(dir, ['merge', dir, maria], isSoFar)
      const where = `step ${number}`
      const kept = fivefoldJson(['submissions', dir]) as Submission[]
      expect(submissionFolders(dir), where).toEqual(kept.map(({ id }) => id))
      expect(fivefold(['verify', dir]), where).toMatchObject({ code: 0, err: '' })
      expect(fivefold(['merge', dir, maria]), where).toMatchObject({ code: 0 })
      expect(fivefoldJson(['submissions', dir]), where).toHaveLength(1)
      expect(fivefold(['verify', dir]), where).toMatchObject({ code: 0, err: '' })
    }
  })

  it('says that it may not write there, and leaves the portfolio as it was', () => {
    const dir = newPortfolio()
    const folder = join(dir, 'submissions')
    mkdirSync(folder)
    chmodSync(folder, 0o555)
    // Root may write anywhere: another user tries.
    const isRoot = process.getuid?.() === 0
    const nobody = 65534
    if (isRoot) {
      for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (entry !== 'submissions') chownSync(join(dir, entry), nobody, nobody)
      }
      for (const path of [dir, join(dir, '..')]) chownSync(path, nobody, nobody)
    }
    const { code, err } = fivefold(
      ['submit', dir, '--date', '2026-03-03'],
      isRoot ? { uid: nobody, gid: nobody } : {},
    )
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('may not write in') as string,
    })
    expect(readdirSync(folder)).toEqual([])
    chmodSync(folder, 0o755)
    expect(fivefold(['submit', dir, '--date', '2026-03-03'])).toMatchObject({ code: 0, err: '' })
  })
})
