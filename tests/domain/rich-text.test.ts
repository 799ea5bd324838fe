import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citedEvidence, plainText, readRichText, type RichBlock } from '../../electron/domain/rich-text'

const kinds = (markdown: string) => readRichText(markdown).map(({ kind }) => kind)

describe('what people write', () => {
  it('is paragraphs, headings, lists, quotations and tables', () => {
    const text = '# One\n\nTwo\n\n- three\n\n1. four\n\n> five\n\n| a | b |\n|---|---|\n| c | d |'
    expect(kinds(text)).toEqual(['heading', 'paragraph', 'list', 'list', 'quotation', 'table'])
  })

  it('keeps the lines that the writer ended, and lists with other dots and dashes', () => {
    expect(plainText('one\ntwo\n\n• a\n• b\n\n– c')).toBe('one\ntwo\n\n- a\n- b\n- c')
  })

  it('reads the same whether the parser is needed or not', () => {
    const pieces = [
      'word ',
      'дума',
      '„So“',
      ' ',
      '\n',
      '\n\n',
      '\n\n\n',
      '\u00a0',
      '\ufeff',
      '\f',
      '- ',
      '1.',
      '2) ',
      '-',
      '=',
      ':',
    ]
    const others = [
      '(a)',
      '!',
      '"',
      '…',
      '\ud800',
      'https://a.example',
      'a@b.example',
      '+',
      '•',
      '–',
      '$',
      '^',
      '{',
      '%',
    ]
    const texts = fc
      .array(fc.constantFrom(...pieces, ...others), { maxLength: 20 })
      .map((some) => some.join(''))
    const bold: RichBlock = {
      kind: 'paragraph',
      inlines: [{ kind: 'text', text: 'x', isBold: true, isItalic: false, url: null }],
    }
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text.trim() !== '')
        expect(readRichText(`${text}\n\n**x**`)).toEqual([...readRichText(text), bold])
      }),
      { numRuns: 2000 },
    )
  })

  it('bold and italic are looks of the same words', () => {
    expect(readRichText('a **b *c*** d')).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'a ', isBold: false, isItalic: false, url: null },
          { kind: 'text', text: 'b ', isBold: true, isItalic: false, url: null },
          { kind: 'text', text: 'c', isBold: true, isItalic: true, url: null },
          { kind: 'text', text: ' d', isBold: false, isItalic: false, url: null },
        ],
      },
    ])
  })

  it('markup of pages, code and pictures stay the text they are, and lead nowhere', () => {
    const text =
      '<script>alert(1)</script> `code` <b>x</b>\n\n    indented\n\n![a](https://school.example/a.png)'
    expect(plainText(text)).toBe(
      '<script>alert(1)</script> `code` <b>x</b>\n\nindented\n\n!a (https://school.example/a.png)',
    )
    const [block] = readRichText('[x](javascript:alert(1)) [y](file:///etc/passwd)')
    const urls = block?.kind === 'paragraph' ? block.inlines.map((each) => 'url' in each && each.url) : []
    expect(urls).toEqual([null, null, null])
  })

  it('a citation reads as the evidence’s number, or as the words that stood there', () => {
    const text = 'Proof: [Open day](evidence:e1), [Gone](evidence:e2) and **[Open day](evidence:e1)**.'
    expect(plainText(text, (id) => (id === 'e1' ? 'P3-01' : null))).toBe('Proof: P3-01, Gone and P3-01.')
    expect(citedEvidence(text)).toEqual(['e1', 'e2'])
  })

  it('every row of a table has as many cells as its head', () => {
    const [table] = readRichText('| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |')
    expect(table?.kind === 'table' && table.rows.map((row) => row.length)).toEqual([2, 2, 2])
  })
})

describe('whatever is written', () => {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

  it('no letter of it is lost', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '**',
        '*',
        '_',
        '# ',
        '> ',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '|',
        '[',
        '](https://a.b)',
        '`',
        '\\',
        '    ',
      ),
      fc.constantFrom('<b>', '&amp', '!', '---', '|---|', 'Şükrü', 'ученик', 'word ', 'два '),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const written = letters(text.replaceAll('](https://a.b)', '').replace(/^[^\S\n]*\d+\. /gm, ''))
        const read = letters(plainText(text).replaceAll('https://a.b', ''))
        for (const word of ['Şükrü', 'ученик', 'word', 'два']) {
          expect(read.split(word).length, text).toBeGreaterThanOrEqual(written.split(word).length)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['bold within bold', '**a '.repeat(9000) + ' b**'.repeat(9000)],
    ['a row of stars', '*'.repeat(50_000)],
    ['quotations in quotations', '> '.repeat(20_000) + 'end'],
    ['lists in lists', '- '.repeat(20_000) + 'end'],
    ['open brackets', '['.repeat(50_000)],
    ['one paragraph of 200,000 characters', 'Pupils *decide* together. '.repeat(7700)],
  ])('it is read in moments: %s', (_, text) => {
    const blocks: RichBlock[] = readRichText(text)
    expect(blocks.length).toBeGreaterThan(0)
    expect(letters(plainText(text)).length).toBe(letters(text).length)
  })
})
