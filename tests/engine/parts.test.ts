import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newPart, removeLeftOver } from '../../electron/engine/parts'
import { temporaryFolder } from '../support/temporary'

/** A process that has ended. */
const ended = (): number => spawnSync(process.execPath, ['--version']).pid

const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)

describe('what was made aside', () => {
  it('is removed once nobody works on it any more: files, folders, and what lies beside them', () => {
    const folder = temporaryFolder()
    const ofEnded = () => newPart(folder).replace(`-${process.pid}-`, `-${ended()}-`)
    const part = ofEnded()
    for (const path of [part, `${part}-database`, `${part}-database-journal`]) writeFileSync(path, 'x')
    const whole = ofEnded()
    mkdirSync(whole)
    writeFileSync(join(whole, 'photo.jpg'), 'x')
    removeLeftOver(folder)
    expect(readdirSync(folder)).toEqual([])
  })

  it('stays while its process runs; of another computer until it was not written for a day', () => {
    const folder = temporaryFolder()
    const running = newPart(folder)
    const elsewhere = join(folder, basename(newPart(folder)).replace(/^\.\w+-/, '.00000000-'))
    for (const path of [running, elsewhere]) writeFileSync(path, 'x')
    removeLeftOver(folder)
    expect(readdirSync(folder).sort()).toEqual([running, elsewhere].map((path) => basename(path)).sort())
    utimesSync(elsewhere, twoDaysAgo, twoDaysAgo)
    removeLeftOver(folder)
    expect(readdirSync(folder)).toEqual([basename(running)])
  })

  it('is nothing else: not the folder of an unpacking, nor any file of the user’s, however old', () => {
    const folder = temporaryFolder()
    const name = basename(newPart(folder))
    const others = [
      `.${'0'.repeat(32)}.fivefold-part`,
      name.slice(1),
      `${name}.zip`,
      `.a${name}`,
      'Мост.fivefold.zip',
      '.hidden',
    ]
    for (const other of others) {
      writeFileSync(join(folder, other), 'x')
      utimesSync(join(folder, other), twoDaysAgo, twoDaysAgo)
    }
    removeLeftOver(folder)
    expect(readdirSync(folder).sort()).toEqual([...others].sort())
  })
})
