import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRichText, type RichBlock, type RichInline } from '../../electron/domain/rich-text'
import { writeRichText } from '../../electron/domain/rich-text-writer'
import { documents } from '../support/rich-texts'

const text = (
  words: string,
  look: Partial<{ isBold: boolean; isItalic: boolean; url: string }> = {},
): RichInline => ({
  kind: 'text',
  text: words,
  isBold: false,
  isItalic: false,
  url: null,
  ...look,
})
const paragraph = (...inlines: RichInline[]): RichBlock => ({ kind: 'paragraph', inlines })

describe('what is written as Markdown', () => {
  it('reads well', () => {
    const blocks: RichBlock[] = [
      { kind: 'heading', level: 1, inlines: [text('Our year')] },
      paragraph(text('We meet '), text('every week', { isBold: true }), text(', see '), {
        kind: 'citation',
        evidence: 'e1',
        text: 'Open day',
        isBold: false,
        isItalic: false,
      }),
      {
        kind: 'list',
        isOrdered: false,
        start: 1,
        items: [
          [
            paragraph(text('one')),
            { kind: 'list', isOrdered: true, start: 1, items: [[paragraph(text('two'))]] },
          ],
          [paragraph(text('three'))],
        ],
      },
      { kind: 'quotation', blocks: [paragraph(text('first'), { kind: 'break' }, text('second'))] },
      {
        kind: 'table',
        rows: [
          [[text('a')], [text('b')]],
          [[text('c|d')], []],
        ],
      },
    ]
    expect(writeRichText(blocks)).toBe(
      [
        '# Our year',
        'We meet **every week**, see [Open day](evidence:e1)',
        '- one\n  1. two\n- three',
        '> first\n> second',
        '| a | b |\n| - | - |\n| c\\|d | |',
      ].join('\n\n'),
    )
    expect(readRichText(writeRichText(blocks))).toEqual(blocks)
  })

  it('words that look like marks stay words', () => {
    for (const words of [
      '1. not a list',
      '- neither',
      '# no heading',
      '> no quotation',
      'a * b * c',
      '[x](y)',
      '_x_',
      '**',
      'a | b',
      '– Where? she asked',
      '• dot',
      '+ plus',
      '2) two',
      '---',
      '===',
      '<b>',
      '<https://a.example>',
      '&amp; &copy;',
      '\\*',
      '~~~',
      '```',
      '![a](b)',
      'https://school.example/a_b_c',
      'snake_case_word',
      '\\',
      '| a | b |',
    ]) {
      const blocks = [
        paragraph(text('before')),
        paragraph(text(words)),
        paragraph(text('x'), { kind: 'break' }, text(words)),
      ]
      expect(readRichText(writeRichText(blocks)), words).toEqual(blocks)
    }
  })
})

describe('whatever is written', () => {
  it('is read back the same', () => {
    fc.assert(
      fc.property(documents, (blocks) => {
        const once = readRichText(writeRichText(blocks))
        expect(readRichText(writeRichText(once))).toEqual(once)
        expect(once.map(shape)).toEqual(normal(blocks).map(shape))
      }),
      { numRuns: 1500 },
    )
  })
})

/** Without what Markdown has no words for: what is empty. */
function normal(blocks: readonly RichBlock[]): RichBlock[] {
  return blocks.flatMap((each): RichBlock[] => {
    switch (each.kind) {
      case 'paragraph':
      case 'heading':
        return visible(each.inlines) === '' ? [] : [each]
      case 'quotation': {
        const within = normal(each.blocks)
        return within.length === 0 ? [] : [{ ...each, blocks: within }]
      }
      case 'list': {
        const items = each.items.map(normal).filter(({ length }) => length > 0)
        return items.length === 0 ? [] : [{ ...each, items }]
      }
      case 'table':
        return [each]
    }
  })
}

function visible(all: readonly RichInline[]): string {
  return all
    .map((each) => (each.kind === 'break' ? '\n' : each.text))
    .join('')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

/** Each letter with its look; spaces have none. */
function letters(all: readonly RichInline[]): string[] {
  return all.flatMap((each) => {
    if (each.kind === 'break') return []
    const look = `${each.isBold ? 'b' : ''}${each.isItalic ? 'i' : ''}${each.kind === 'text' ? (each.url ?? '') : `@${each.evidence}`}`
    return Array.from(each.text.replace(/\s/g, '')).map((letter) => `${letter}${look}`)
  })
}

type Shape = readonly unknown[]

function shape(each: RichBlock): Shape {
  switch (each.kind) {
    case 'paragraph':
    case 'heading':
      return [
        each.kind,
        'level' in each ? each.level : 0,
        visible(each.inlines).replace(/[^\S\n]+/g, ' '),
        letters(each.inlines),
      ]
    case 'quotation':
      return [each.kind, each.blocks.map(shape)]
    case 'list':
      return [
        each.kind,
        each.isOrdered,
        each.isOrdered ? each.start : 1,
        each.items.map((item) => item.map(shape)),
      ]
    case 'table':
      return [
        each.kind,
        each.rows.map((row) => row.map((cell) => [visible(cell).replace(/\s+/g, ' '), letters(cell)])),
      ]
  }
}
