import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { projectFolder } from './command-line'

const sqlite = JSON.stringify(join(projectFolder, 'node_modules/better-sqlite3'))

/** Whether another process is kept from writing to a portfolio's database. */
export function isHeld(root: string): boolean {
  const script = `
    const db = new (require(${sqlite}))(${JSON.stringify(join(root, 'portfolio.sqlite'))}, { timeout: 0 })
    db.pragma('locking_mode = EXCLUSIVE'); db.exec('BEGIN IMMEDIATE; COMMIT')`
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  if (stderr !== '' && !stderr.includes('SQLITE_BUSY')) throw new Error(stderr)
  return stderr !== ''
}

/** Another process that holds a portfolio's database as the app does. Call what it returns to kill it. */
export async function holdOpen(root: string): Promise<() => Promise<void>> {
  const script = `
    const db = new (require(${sqlite}))(${JSON.stringify(join(root, 'portfolio.sqlite'))})
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
