import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { projectFolder } from './command-line'

/** Another process that holds a portfolio's database as the app does. Call what it returns to kill it. */
export async function holdOpen(root: string): Promise<() => Promise<void>> {
  const script = `
    const db = new (require(${JSON.stringify(join(projectFolder, 'node_modules/better-sqlite3'))}))(${JSON.stringify(join(root, 'portfolio.sqlite'))})
    db.pragma('locking_mode = EXCLUSIVE'); db.pragma('journal_mode = WAL'); db.exec('BEGIN IMMEDIATE; COMMIT')
    console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const release = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(release)
  await once(child.stdout, 'data')
  return release
}
