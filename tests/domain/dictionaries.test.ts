import { describe, expect, it } from 'vitest'
import { checkedCodes, dictionaries } from '../../electron/domain/dictionaries'
import { languages } from '../../electron/domain/portfolio'

describe('the languages that are checked', () => {
  it('are one for each language of texts; English is right in either spelling', () => {
    expect(languages.map((language) => checkedCodes([language]))).toEqual([
      ['en-GB', 'en-US'],
      ['tr'],
      ['et'],
      ['ro'],
      ['bg'],
      ['nl'],
    ])
  })

  it('are two where the texts have two, the first one first, and each only once', () => {
    expect(checkedCodes(['bg', 'en'])).toEqual(['bg', 'en-GB', 'en-US'])
    expect(checkedCodes(['bg', 'bg'])).toEqual(['bg'])
  })

  it('have files of their own', () => {
    const files = languages.flatMap((language) => dictionaries[language].map(({ file }) => file))
    expect(new Set(files).size).toBe(files.length)
  })
})
