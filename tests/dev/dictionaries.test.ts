import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { convert, listOf } from '../../electron/dev/dictionaries'
import { findConverter } from '../../electron/dev/system'
import { dictionaries } from '../../electron/domain/dictionaries'
import { languages } from '../../electron/domain/portfolio'
import { temporaryFolder } from '../support/temporary'

describe('the list of dictionaries', () => {
  it('names the package, the version and the licence of each', () => {
    const list = listOf(languages.flatMap((language) => [...dictionaries[language]]))
    for (const { file } of languages.flatMap((language) => dictionaries[language])) {
      expect(list).toMatch(
        new RegExp(
          `^${file}: made from dictionary-\\S+ \\d+\\.\\d+\\.\\d+ \\(npm\\), licence .+; see .+`,
          'm',
        ),
      )
    }
    expect(list).toMatch(/^et-EE.+licence LGPL-2\.1; see LGPL-2\.1\.txt$/m)
    expect(list).toMatch(
      /^bg-BG.+licence LGPL-2\.1, out of .+; see dictionary-bg-licence\.txt, LGPL-2\.1\.txt$/m,
    )
  })
})

// Linux has the converter: the set-up of the tests installs it there.
describe.runIf(process.platform === 'linux')('a dictionary', () => {
  const converter = findConverter() ?? ''

  it('is turned into the form that Chromium reads', async () => {
    const folder = temporaryFolder()
    const [british] = dictionaries.en
    if (!british) throw new Error('no English')
    await convert(converter, { dictionary: british, folder })
    expect(readFileSync(join(folder, british.file)).subarray(0, 4).toString()).toBe('BDic')
  })

  it('that is not there is named', async () => {
    const missing = { package: 'dictionary-none', code: 'xx', file: 'xx-XX-3-0.bdic' }
    await expect(convert(converter, { dictionary: missing, folder: temporaryFolder() })).rejects.toThrow(
      'The dictionary xx-XX-3-0.bdic could not be made.',
    )
  })
})
