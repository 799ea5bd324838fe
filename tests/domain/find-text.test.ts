import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInText, matchesIn, readText, replaceInText, type Sought } from '../../electron/domain/find-text'
import { plainText, readRichText, type RichBlock, type RichInline } from '../../electron/domain/rich-text'
import { writeRichText } from '../../electron/domain/rich-text-writer'

const sought = (words: string, more: Partial<Sought> = {}): Sought => ({
  words,
  matchCase: false,
  wholeWords: false,
  locale: 'en-GB',
  ...more,
})
const found = (text: string, words: string, more: Partial<Sought> = {}) =>
  matchesIn(text, sought(words, more)).map(([from, to]) => text.slice(from, to))
const count = (markdown: string, words: string) => findInText(readText(markdown), sought(words))?.count ?? 0
const replace = (markdown: string, words: string, by: string, more: Partial<Sought> = {}) =>
  replaceInText(readText(markdown), sought(words, more), by)

describe('words are found', () => {
  it('in any case, unless case matters', () => {
    expect(found('School SCHOOL school', 'school')).toEqual(['School', 'SCHOOL', 'school'])
    expect(found('School SCHOOL school', 'school', { matchCase: true })).toEqual(['school'])
    expect(found('УЧЕНИК', 'ученик')).toEqual(['УЧЕНИК'])
  })

  it('with the i of the text’s language', () => {
    expect(found('IŞIK ışık işik İŞİK', 'ışık', { locale: 'tr' })).toEqual(['IŞIK', 'ışık'])
    expect(found('IŞIK ışık işik İŞİK', 'işik', { locale: 'tr' })).toEqual(['işik', 'İŞİK'])
    expect(found('INFO info', 'info')).toEqual(['INFO', 'info'])
    expect(found('İzmir izmir', 'izmir')).toEqual(['izmir'])
  })

  it('as whole words, in any script', () => {
    expect(found('okul okullar, okul’da preokul okul2', 'okul', { wholeWords: true })).toEqual([
      'okul',
      'okul',
    ])
    expect(found('ден денят седен', 'ден', { wholeWords: true })).toEqual(['ден'])
    expect(found('(a) – b', '(a)', { wholeWords: true })).toEqual(['(a)'])
  })

  it('letter by letter: no e in an é, however it is written', () => {
    expect(found('e\u0301te ete', 'ete')).toEqual(['ete'])
    expect(found('caf\u0065\u0301', 'café')).toEqual(['cafe\u0301'])
    expect(found('👩‍🏫👩', '👩')).toHaveLength(2)
  })

  it('across a no-break space', () => {
    expect(found('5\u00a0km', '5 km')).toEqual(['5\u00a0km'])
  })

  it('one after the other, none upon another', () => {
    expect(found('aaaa', 'aa')).toEqual(['aa', 'aa'])
    expect(found('abc', '')).toEqual([])
  })
})

describe('in a text', () => {
  it('words are found across bold, italic and links, not across lines and cells', () => {
    expect(count('the sch**oo**l *year*', 'school year')).toBe(1)
    expect(count('see [our scho](https://school.example)ol', 'school')).toBe(1)
    expect(count('school\nyear', 'school year')).toBe(0)
    expect(count('| school | year |\n|---|---|\n| a | school |', 'school')).toBe(2)
    expect(count('# School\n\n> - school\n>   1. SCHOOL', 'school')).toBe(3)
  })

  it('neither marks nor addresses nor citations are found', () => {
    const text =
      '**a** [x](https://school.example/school) [School day](evidence:school) <https://school.example>'
    expect(count(text, 'school')).toBe(0)
    expect(count(text, '*')).toBe(0)
    expect(count(text, 'evidence')).toBe(0)
    expect(count('a [b](evidence:e1) c', 'a  c')).toBe(0)
  })

  it('the snippet shows the first of them with the words around, as they are read', () => {
    const found = findInText(
      readText('# One\n\nWe call **it** [Open day](evidence:e1), and it is one.'),
      sought('it'),
    )
    expect(found).toEqual({
      count: 2,
      snippet: {
        text: 'We call it Open day, and it is one.',
        marks: [
          [8, 10],
          [25, 27],
        ],
      },
    })
  })
})

describe('replaced words', () => {
  it('take the look of the first letter that was found', () => {
    expect(replace('Our sch**ool** year', 'school', 'academy')).toBe('Our academy year')
    expect(replace('Our **sch**ool year', 'school', 'academy')).toBe('Our **academy** year')
    expect(replace('[old name](https://a.example) stays', 'old', 'new')).toBe(
      '[new name](https://a.example) stays',
    )
  })

  it('that look like Markdown stay plain words', () => {
    for (const words of [
      '*',
      '1. ',
      '# ',
      '[',
      '[x](https://a.example)',
      '> ',
      '- a',
      '**b**',
      '| a |',
      '&amp;',
      '\\',
      '_x_',
    ]) {
      const text = replace('first\n\nsecond and first', 'first', words)
      expect(
        readRichText(text).map(({ kind }) => kind),
        words,
      ).toEqual(['paragraph', 'paragraph'])
      expect(plainText(text)).toBe(`${words.trimEnd()}\n\nsecond and ${words.trimEnd()}`)
    }
  })

  it('a text in which nothing is found stays as it is, to the byte', () => {
    const text = '• a\n\n\n* b\n__c__  \n\\d'
    expect(replace(text, 'x', 'y')).toBe(text)
  })

  it('paragraphs in which nothing is found stay as they are, too', () => {
    expect(replace('• __a__\n\n\nOne x.\n\n• b', 'x', '*y*')).toBe('• __a__\n\n\nOne \\*y\\*.\n\n• b')
    expect(replace('- a\n\nx\n\n- b', 'x', '')).toBe('- a\n\n* b')
  })

  it('paragraphs of which nothing is left are gone', () => {
    expect(replace('x\n\n- x\n- a\n\n> x\n\nb', 'x', '')).toBe('- a\n\nb')
  })

  it('thousands of them are replaced in moments', () => {
    const text = 'Pupils *decide* **togeth**er.\n\n'.repeat(3000)
    const after = replace(text, 'together', 'as one')
    expect(count(after, 'as one')).toBe(3000)
  })
})

describe('whatever is written', () => {
  it('what is read afterwards is what was read before with x replaced by y, and nothing else', () => {
    fc.assert(
      fc.property(documents, searched, replacement, (blocks, x, y) => {
        const markdown = writeRichText(blocks)
        const after = replace(markdown, x, y, { matchCase: true })
        const lines = partsOf(readRichText(markdown))
        const expected = lines.map((line) => ({ ...line, text: line.text.replaceAll(x, y) }))
        expect(partsOf(readRichText(after)).filter(isWritten).map(tidy)).toEqual(
          expected.filter(isWritten).map(tidy),
        )
      }),
      { numRuns: 250 },
    )
  })

  it('letters that were not found keep their look', () => {
    fc.assert(
      fc.property(documents, (blocks) => {
        const markdown = writeRichText(blocks)
        // A letter that stands nowhere else, so that all others can be compared one by one.
        const after = replace(markdown, 'ж', 'щ', { matchCase: true })
        const change = (letter: string) => letter.replace(/^ж/, 'щ')
        expect(lettersOf(readRichText(after))).toEqual(lettersOf(readRichText(markdown)).map(change))
      }),
      { numRuns: 150 },
    )
  })
})

const searched = fc.constantFrom('a', 'ab', 'a b', 'ж', '*', '1.', ' ', 'ba')
const replacement = fc.constantFrom(
  ...[
    '',
    'c',
    'c d',
    '*',
    '**',
    '1. ',
    '# ',
    '> ',
    '- ',
    '[',
    '](x)',
    '[x](https://a.example)',
    '<b>',
    '\\',
    '|',
    '–',
    '•',
  ],
)
const words = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'ж', ' ', ' ', 'word', '*', '1.', '_', '#', '.'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
const inline: fc.Arbitrary<RichInline> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: words,
      isBold: fc.boolean(),
      isItalic: fc.boolean(),
      url: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constant('https://a.example/ab')),
    }),
  },
  fc.constant({ kind: 'break' as const }),
  fc.record({
    kind: fc.constant('citation' as const),
    evidence: fc.constant('ab'),
    text: fc.constant('a b'),
    isBold: fc.boolean(),
    isItalic: fc.boolean(),
  }),
)
const inlines = fc.array(inline, { minLength: 1, maxLength: 6 })
const paragraph = fc.record({ kind: fc.constant('paragraph' as const), inlines })
const documents: fc.Arbitrary<RichBlock[]> = fc.array(
  fc.oneof(
    paragraph,
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const),
      inlines,
    }),
    fc.record({
      kind: fc.constant('list' as const),
      isOrdered: fc.boolean(),
      start: fc.constant(1),
      items: fc.array(fc.array(paragraph, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('quotation' as const),
      blocks: fc.array(paragraph, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('table' as const),
      rows: fc.array(fc.array(inlines, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
  ),
  { minLength: 1, maxLength: 4 },
)

type Line = { kind: string; text: string }

/** Every paragraph, heading and cell, with what it is in. A citation is one sign that is nowhere else. */
function partsOf(blocks: readonly RichBlock[], within = ''): Line[] {
  return blocks.flatMap((block): Line[] => {
    const kind = `${within}/${block.kind}`
    if (block.kind === 'list') return block.items.flatMap((item) => partsOf(item, kind))
    if (block.kind === 'quotation') return partsOf(block.blocks, kind)
    if (block.kind === 'table') return block.rows.flat().map((cell) => ({ kind, text: textOf(cell) }))
    return [{ kind, text: textOf(block.inlines) }]
  })
}

function textOf(all: readonly RichInline[]): string {
  return all
    .map((each) => (each.kind === 'break' ? '\n' : each.kind === 'citation' ? '\0' : each.text))
    .join('')
}

/** Without the spaces at the ends of lines and lines of spaces, which Markdown does not keep. */
function tidy({ kind, text }: Line): Line {
  return {
    kind,
    text: text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n'),
  }
}

function isWritten({ text }: Line): boolean {
  return text.trim() !== ''
}

/** Each letter with its look. */
function lettersOf(blocks: readonly RichBlock[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.kind === 'list') return block.items.flatMap(lettersOf)
    if (block.kind === 'quotation') return lettersOf(block.blocks)
    const all = block.kind === 'table' ? block.rows.flat(2) : block.inlines
    return all.flatMap((each) => {
      if (each.kind === 'break') return []
      const look = `${each.isBold ? 'b' : ''}${each.isItalic ? 'i' : ''}${each.kind === 'text' ? (each.url ?? '') : `@${each.evidence}`}`
      return Array.from(each.text.replace(/\s/g, '')).map((letter) => `${letter}${look}`)
    })
  })
}
