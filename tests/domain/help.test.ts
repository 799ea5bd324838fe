import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  findHelp,
  helpPageIds,
  helpPieces,
  readHelp,
  textOfPage,
  type HelpPiece,
} from '../../electron/domain/help'
import { createMessages, type MessageKey } from '../../electron/domain/messages'
import { languages } from '../../electron/domain/portfolio'
import { shortcutIds } from '../../electron/domain/shortcuts'
import { en } from '../../electron/domain/texts/en'

const read = (language: string) => readHelp(readFileSync(`resources/help/${language}.md`, 'utf8'))
const asWritten = ({ kind, text }: HelpPiece) => (kind === 'words' ? text : `{${kind}:${text}}`)

/** What a page quotes of the app. */
function quotations(text: string): string[] {
  return helpPieces(text).flatMap((piece) => (piece.kind === 'words' ? [] : [`${piece.kind}:${piece.text}`]))
}

describe('the help', () => {
  it.each(languages)(
    'has a page for every screen in %s, with 4 to 8 things to do and three questions',
    (language) => {
      const pages = read(language)
      expect(pages.map(({ id }) => id)).toEqual([...helpPageIds])
      for (const { id, steps, questions } of pages) {
        const [list, ...more] = steps
        expect({ id, kind: list?.kind, more }).toEqual({ id, kind: 'list', more: [] })
        const count = list?.kind === 'list' ? list.items.length : 0
        expect({ id, isRight: count >= 4 && count <= 8 }).toEqual({ id, isRight: true })
        expect(questions).toHaveLength(3)
        for (const { answer } of questions) expect(answer.map(({ kind }) => kind)).toEqual(['paragraph'])
      }
    },
  )

  it.each(languages)('quotes in %s only what is on the screen, and the same as in English', (language) => {
    const english = read('en').map((page) => quotations(textOfPage(page, asWritten)).sort())
    const pages = read(language)
    const quoted = pages.map((page) => quotations(textOfPage(page, asWritten)).sort())
    expect(quoted).toEqual(english)
    for (const [kind, name = ''] of quoted.flat().map((each) => each.split(':'))) {
      if (kind === 'keys') expect(shortcutIds).toContain(name)
      // A message that is to be filled cannot be quoted.
      else expect(`${name}: ${en[name as MessageKey]}`).toMatch(/^[^{]+$/)
    }
    for (const page of pages) expect(textOfPage(page, asWritten)).not.toMatch(/\{(?!label:|keys:)|\*\*|[<>]/)
  })

  it('is found by any of its words, whatever the letters look like, with its title first', () => {
    const say = createMessages('tr')
    const words = ({ kind, text }: HelpPiece) => (kind === 'label' ? say(text as MessageKey) : text)
    const pages = read('tr')
    expect(findHelp(pages, '', words)).toHaveLength(helpPageIds.length)
    expect(findHelp(pages, 'ISIK masasi', words)[0]?.id).toBe('photos')
    expect(findHelp(pages, 'fircayla', words).map(({ id }) => id)).toEqual(['redaction'])
    expect(findHelp(pages, 'xyzzy', words)).toEqual([])
  })

  it('passes over a page that it does not know', () => {
    expect(readHelp('# nowhere: Title\n\n- One\n')).toEqual([])
  })
})
