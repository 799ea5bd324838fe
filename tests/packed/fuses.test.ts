import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { beginButton } from '../support/journey'
import { copyPacked, packedProgram, packedResources, startPacked } from '../support/packed'
import { temporaryFolder } from '../support/temporary'

/** The signs in the program that stand for a fuse that is off, and for one that is on. */
const [off, on] = [48, 49]

describe('the packed app', () => {
  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(packedProgram())
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      filePrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
      ownSnapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    }).toEqual({
      runAsNode: off,
      nodeOptions: off,
      inspect: off,
      onlyAsar: on,
      integrity: on,
      filePrivileges: off,
      ownSnapshot: off,
      cookieEncryption: off,
    })
  })

  it('is no Node, runs no code of the environment, in none of its processes, and opens no debugger', async () => {
    const folder = temporaryFolder()
    const mark = join(folder, 'ran')
    const code = `require('node:fs').appendFileSync(${JSON.stringify(mark)}, process.argv.join(' ') + '\\n')`
    const script = join(folder, 'code.cjs')
    writeFileSync(script, code)
    const app = await startPacked({
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script} --inspect=0` },
      words: ['--inspect=0', '--inspect-port=0'],
    })
    // The app itself has come up, with its engine.
    await app.page.getByRole('button', { name: beginButton }).waitFor()
    expect(existsSync(mark) ? readFileSync(mark, 'utf8') : '').toBe('')
    expect(app.printed()).not.toContain('Debugger listening')
    await app.close()
  })

  it('starts its own archive, whatever lies beside it', async () => {
    const program = copyPacked()
    const beside = join(packedResources(program), 'app')
    mkdirSync(beside)
    writeFileSync(join(beside, 'package.json'), '{ "name": "other", "main": "main.cjs" }')
    writeFileSync(join(beside, 'main.cjs'), "console.log('the other app'); require('electron').app.exit(7)")
    const app = await startPacked({ program })
    await app.page.getByRole('button', { name: beginButton }).waitFor()
    await app.close()
    rmSync(join(packedResources(program), 'app.asar'))
    // Where it says so in a box, it waits for somebody to close that.
    const failed = await Promise.race([startPacked({ program }).catch(String), pause(20_000, 'it waits')])
    expect(failed).not.toContain('the other app')
    expect(failed).not.toContain('ended with 7')
  })
})
