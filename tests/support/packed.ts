import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { run } from './command-line'
import { temporaryFolder } from './temporary'

/** The packed app's program. */
export function packedProgram(): string {
  const path = process.env.FIVEFOLD_PACKED
  if (path === undefined)
    throw new Error('FIVEFOLD_PACKED names no packed app; run this by npm test -- packed')
  return path
}

/** What a packed app consists of: on a Mac its bundle, elsewhere the folder of its program. */
export function packedFolder(program: string): string {
  return process.platform === 'darwin' ? join(dirname(program), '..', '..') : dirname(program)
}

/** Where the archive of its code lies. */
export function packedResources(program: string): string {
  return process.platform === 'darwin'
    ? join(packedFolder(program), 'Contents', 'Resources')
    : join(packedFolder(program), 'resources')
}

/** The folder of the portfolio that was opened last: not every system lets a test choose where documents lie. */
export function lastPortfolio(home: string): string {
  const { recent } = JSON.parse(readFileSync(join(home, 'profile', 'settings.json'), 'utf8')) as {
    recent: { root: string }[]
  }
  return recent[0]?.root ?? ''
}

/** A copy of the packed app, in which a test may change what it wants; gives its program. */
export function copyPacked(): string {
  const program = packedProgram()
  const original = packedFolder(program)
  const folder = join(temporaryFolder(), basename(original))
  // Files that are not changed need no copy.
  if (process.platform === 'linux') run('cp', ['-al', original, folder])
  else cpSync(original, folder, { recursive: true, verbatimSymlinks: true })
  const own = join(folder, relative(original, program))
  rmSync(own)
  copyFileSync(program, own)
  return own
}

/** A packed app that runs as a user starts it. What is said to it goes over Chromium's own line, since Node's is closed. */
export type RunningPacked = {
  page: Page
  printed: () => string
  process: ChildProcess
  close: () => Promise<void>
}

export async function startPacked(
  options: { home?: string; program?: string; env?: NodeJS.ProcessEnv; words?: readonly string[] } = {},
): Promise<RunningPacked> {
  const home = options.home ?? temporaryFolder()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(
    options.program ?? packedProgram(),
    [
      ...sandbox,
      ...(options.words ?? []),
      `--user-data-dir=${join(home, 'profile')}`,
      '--remote-debugging-port=0',
    ],
    {
      env: {
        ...process.env,
        LC_ALL: 'C.UTF-8',
        LANGUAGE: 'C',
        HOME: home,
        XDG_DOCUMENTS_DIR: home,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let printed = ''
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const address = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer): void => {
      printed += text.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(printed)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      reject(new Error(`ended with ${String(code)}:\n${printed}`))
    })
  })
  const browser = await chromium.connectOverCDP(address)
  const context = browser.contexts()[0]
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('no window')
  page.setDefaultTimeout(15_000)
  return {
    page,
    printed: () => printed,
    process: child,
    close: async () => {
      const ended = once(child, 'exit')
      // As the cross in the window's corner does.
      await page.evaluate(() => {
        window.close()
      })
      await ended
      await browser.close()
    },
  }
}
