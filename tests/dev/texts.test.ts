import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pseudoMessage } from '../../electron/dev/pseudo'
import { messageFaults, requireTexts } from '../../electron/dev/texts'
import { languages } from '../../electron/domain/portfolio'
import { temporaryFolder } from '../support/temporary'

/** A folder of messages that is whole, but for what `spoil` says of one language. */
function messages(spoil: Record<string, Record<string, string>>): string {
  const folder = temporaryFolder()
  const count = { ro: '{n, plural, one {# zi} few {# zile} other {# de zile}}' }
  for (const language of languages) {
    mkdirSync(join(folder, language))
    const days = language === 'ro' ? count.ro : '{n, plural, one {# day} other {# days}}'
    const texts = { hello: 'Hello {name}', days, ...spoil[language] }
    writeFileSync(
      join(folder, language, 'window.json'),
      JSON.stringify(texts, (_key, value: unknown) => (value === 'absent' ? undefined : value)),
    )
  }
  return folder
}

describe('the texts', () => {
  it('of the app are whole in six languages', () => {
    expect(requireTexts).not.toThrow()
  })

  it('that are whole have no fault', () => {
    expect(messageFaults(messages({}))).toEqual([])
  })

  it.each<[string, Record<string, Record<string, string>>, string]>([
    ['a missing key', { tr: { hello: 'absent' } }, 'tr/window.json: hello is missing'],
    [
      'a key that English does not have',
      { et: { bye: 'Nägemist' } },
      'et/window.json: bye is not in English',
    ],
    ['an empty text', { nl: { hello: ' ' } }, 'nl/window.json: hello is empty'],
    [
      'a word that is not filled in',
      { bg: { hello: 'Здравей' } },
      'bg/window.json: hello fills {} and not {name}',
    ],
    [
      'a plural form that is lacking',
      { ro: { days: '{n, plural, one {# zi} other {# zile}}' } },
      'lacks the plural few',
    ],
    ['a malformed message', { tr: { hello: 'Merhaba {name' } }, 'tr/window.json: hello is malformed'],
    [
      'letters that are not composed',
      { tr: { hello: 'Gu\u0308le gu\u0308le {name}' } },
      'not in composed letters',
    ],
  ])('with %s do not pass', (_what, spoil, fault) => {
    expect(messageFaults(messages(spoil)).join('\n')).toContain(fault)
  })

  it('of a language that has no file at all do not pass', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'en'))
    writeFileSync(join(folder, 'en', 'window.json'), '{"hello":"Hello"}')
    expect(messageFaults(folder)).toHaveLength(languages.length - 1)
  })

  it('in the pseudo-locale are marked, longer, and filled in all the same', () => {
    expect(pseudoMessage('Open')).toBe('⟦Open~~⟧')
    expect(pseudoMessage('Add {n, plural, one {# file} other {# files}} to “{place}”')).toContain('{place}')
    expect(pseudoMessage('')).toBe('')
  })
})
