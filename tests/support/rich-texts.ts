import fc from 'fast-check'
import type { RichBlock, RichInline } from '../../electron/domain/rich-text'

/** Letters, spaces and marks of Markdown, as a person and as nobody would mix them. */
const words = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('Şükrü', 'ученик', 'word', 'a', 'õun', '👩‍🏫', '日本') },
      { weight: 3, arbitrary: fc.constant(' ') },
      fc.constantFrom(...Array.from('*_#>-+|[]()<>&\\`!~=.:;–•"\'1/')),
      fc.constantFrom('1. ', '- ', '**', '&amp;', 'https://a.example', '<b>', '](', '![', '---', '    '),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const inline: fc.Arbitrary<RichInline> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: words,
      isBold: fc.boolean(),
      isItalic: fc.boolean(),
      url: fc.oneof(
        { weight: 6, arbitrary: fc.constant(null) },
        fc.constantFrom('https://school.example/a_(b)?c=d&e=*f*', 'mailto:a_b@school.example'),
      ),
    }),
  },
  fc.constant({ kind: 'break' as const }),
  fc.record({
    kind: fc.constant('citation' as const),
    evidence: fc.constantFrom('e1', '0192f0c1-7c1e-7000-8000-000000000000'),
    text: words.map((some) => some.trim() || 'Open day'),
    isBold: fc.boolean(),
    isItalic: fc.boolean(),
  }),
)
const inlines = fc.array(inline, { minLength: 1, maxLength: 5 })
const single = inlines.map((all) => all.filter(({ kind }) => kind !== 'break'))

const { block } = fc.letrec<{ block: RichBlock }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'blocks' },
    fc.record({ kind: fc.constant('paragraph' as const), inlines }),
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const),
      inlines: single,
    }),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([columns, rows]) =>
      fc.record({
        kind: fc.constant('table' as const),
        rows: fc.array(fc.array(single, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      }),
    ),
    fc.record({
      kind: fc.constant('list' as const),
      isOrdered: fc.boolean(),
      start: fc.integer({ min: 1, max: 12 }),
      items: fc.array(fc.array(tie('block'), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('quotation' as const),
      blocks: fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
    }),
  ),
}))
/** Rich texts as a person and as nobody would write them. */
export const documents = fc.array(block, { minLength: 1, maxLength: 4 })
