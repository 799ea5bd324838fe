import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeDictionaries } from '../../electron/main/dictionary-files'
import { temporaryFolder } from '../support/temporary'

function builtWith(version: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'bg-BG-3-0.bdic'), `bulgarian ${version}`)
  writeFileSync(join(folder, 'tr-TR-4-0.bdic'), `turkish ${version}`)
  writeFileSync(join(folder, 'README.txt'), `dictionaries ${version}`)
  return folder
}

const read = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

describe('the dictionaries', () => {
  it('are put where Chromium looks for them, with their list', () => {
    const to = join(temporaryFolder(), 'profile', 'Dictionaries')
    expect(placeDictionaries(builtWith('1'), to)).toBe(true)
    expect(read(to)).toEqual({
      'README.txt': 'dictionaries 1',
      'bg-BG-3-0.bdic': 'bulgarian 1',
      'tr-TR-4-0.bdic': 'turkish 1',
    })
  })

  it('are copied once', () => {
    const [from, to] = [builtWith('1'), temporaryFolder()]
    placeDictionaries(from, to)
    const before = statSync(join(to, 'bg-BG-3-0.bdic')).mtimeMs
    placeDictionaries(from, to)
    expect(statSync(join(to, 'bg-BG-3-0.bdic')).mtimeMs).toBe(before)
  })

  it('are replaced by those of a newer app', () => {
    const to = temporaryFolder()
    placeDictionaries(builtWith('1'), to)
    placeDictionaries(builtWith('2'), to)
    expect(read(to)['bg-BG-3-0.bdic']).toBe('bulgarian 2')
  })

  it('are mended where one is cut short or gone', () => {
    const [from, to] = [builtWith('1'), temporaryFolder()]
    placeDictionaries(from, to)
    truncateSync(join(to, 'tr-TR-4-0.bdic'), 3)
    placeDictionaries(from, to)
    expect(read(to)['tr-TR-4-0.bdic']).toBe('turkish 1')
  })

  it('are none in a build without them', () => {
    const to = join(temporaryFolder(), 'Dictionaries')
    expect(placeDictionaries(join(temporaryFolder(), 'dictionaries'), to)).toBe(false)
  })
})
