import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citedEvidence, readRichText } from '../../electron/domain/rich-text'
import { citationsIn, readPart, splitRichText } from '../../electron/domain/rich-text-parts'

const marks = fc.constantFrom(
  ...[
    '# ',
    '> ',
    '- ',
    '1. ',
    '    ',
    '|',
    '|-|',
    '*',
    '**',
    '_',
    '[',
    ']',
    '(',
    ')',
    '\\',
    '&amp;',
    '<',
    '>',
    '`',
    '!',
  ],
)
const written = fc.constantFrom(
  ...[
    '\n',
    '\n\n',
    '\n\n\n',
    'word ',
    'Şükrü',
    '“So”',
    '(a)',
    '1',
    '–',
    '  ',
    'evidence:e1',
    '(evidence:e2)',
  ],
  ...[
    '[Open day](evidence:e3)',
    '[a *b*](evidence:e4)',
    '[](evidence:e5)',
    '[x](https://a.example)',
    '<evidence:e6>',
  ],
)
const texts = fc
  .array(fc.oneof(marks, { weight: 2, arbitrary: written }), { maxLength: 30 })
  .map((pieces) => pieces.join(''))

describe('a text in parts', () => {
  it('reads as it does whole, and is the same in a row', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (some, isWithin) => {
        const text = isWithin ? `a\n\n${some}\n\nb\nc\n\n- d` : some
        const parts = splitRichText(text)
        expect(parts.map(({ gap, text: own }) => gap + own).join('')).toBe(text)
        expect(parts.flatMap(readPart), text).toEqual(readRichText(text))
      }),
      { numRuns: 600 },
    )
  })

  it('paragraphs without marks stand alone', () => {
    const text = 'One.\nTwo.\n\n- a\n\n  b\n\nÜç “dört”.\n\n**x**\n\n1. y'
    expect(splitRichText(text).map((part) => part.text)).toEqual([
      'One.\nTwo.',
      '- a\n\n  b',
      'Üç “dört”.',
      '**x**\n\n1. y',
    ])
  })

  it('cites what the whole cites', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(citationsIn(text), text).toEqual(citedEvidence(text))
      }),
      { numRuns: 600 },
    )
  })
})
