import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText, readRichText } from '../../electron/domain/rich-text'
import { writeRichText } from '../../electron/domain/rich-text-writer'
import { documentOf, markdownOf } from '../../renderer/components/editor/document'
import { schemaOf } from '../../renderer/components/editor/schema'
import { documents } from '../support/rich-texts'

/** The letters of all words, without tables' and lists' marks. */
function letters(markdown: string): string {
  return plainText(markdown).replace(/[^\p{L}]/gu, '')
}

describe('the editor', () => {
  it('shows a text and gives it back the same', () => {
    const schema = schemaOf('full')
    fc.assert(
      fc.property(documents, (blocks) => {
        const markdown = writeRichText(readRichText(writeRichText(blocks)))
        const document = documentOf(schema, markdown)
        document.check()
        expect(readRichText(markdownOf(document))).toEqual(readRichText(markdown))
      }),
      { numRuns: 600 },
    )
  })

  it('takes any text into the narrower field of a plan, with all its words', () => {
    const schema = schemaOf('cell')
    fc.assert(
      fc.property(documents, (blocks) => {
        const markdown = writeRichText(blocks)
        const document = documentOf(schema, markdown)
        document.check()
        expect(letters(markdownOf(document))).toBe(letters(markdown))
      }),
      { numRuns: 300 },
    )
  })
})
