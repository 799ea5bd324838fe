import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../electron/dev/places'

const run = promisify(execFile)

/** Opens databases, drops them with and without closing, and has the garbage collected each time. */
const wasteful = `
  const Database = require('better-sqlite3')
  for (let round = 0; round < 10; round++) {
    for (let index = 0; index < 20; index++) {
      const db = new Database(':memory:')
      db.exec('CREATE TABLE one (two TEXT) STRICT')
      db.prepare('INSERT INTO one VALUES (?)').run('x')
      for (const row of db.prepare('SELECT two FROM one').iterate()) break
      db.function('three', () => 3)
      if (index % 2) db.close()
    }
    gc()
  }
  setTimeout(() => console.log('alive'), 20)
`

describe('the addon lives through garbage collection', () => {
  it('in Node', async () => {
    const { stdout } = await run(process.execPath, ['--expose-gc', '-e', wasteful], { cwd: projectFolder })
    expect(stdout.trim()).toBe('alive')
  })

  const electron = process.env.FIVEFOLD_ELECTRON ?? ''
  it.skipIf(!electron)('in Electron', async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const { stdout } = await run(electron, ['--expose-gc', '-e', wasteful], { cwd: projectFolder, env })
    expect(stdout.trim()).toBe('alive')
  })
})
