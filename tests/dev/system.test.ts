import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isOnPath, missingFrom, packagesOf } from '../../electron/dev/system'
import { temporaryFolder } from '../support/temporary'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('missing libraries', () => {
  it('are those that ldd does not find, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
    ].join('\n')
    expect(missingFrom(output)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
  })

  it('name their packages, each once', () => {
    const missing = [
      { what: 'libnssutil3.so', package: 'libnss3' },
      { what: 'libnss3.so', package: 'libnss3' },
      { what: 'Xvfb', package: 'xvfb' },
    ]
    expect(packagesOf(missing)).toEqual(['libnss3', 'xvfb'])
  })

  it('name no packages at all when one of them is not known', () => {
    expect(packagesOf([{ what: 'libsurprise.so.1', package: undefined }])).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('a program', () => {
  it('is there when the PATH leads to a file that can be run', () => {
    const folder = temporaryFolder()
    const program = join(folder, 'some-program')
    vi.stubEnv('PATH', folder)
    expect(isOnPath('some-program')).toBe(false)

    writeFileSync(program, '#!/bin/sh\n')
    chmodSync(program, 0o755)
    expect(isOnPath('some-program')).toBe(true)
  })
})
