import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../electron/domain/fold'
import { isEmptyQuestion, readQuestion, snippetOf } from '../../electron/domain/search'

const marked = (source: string, question: string, at?: number) => {
  const snippet = snippetOf(source, readQuestion(question), at)
  return snippet?.marks.map(([from, to]) => snippet.text.slice(from, to)) ?? null
}

describe('a question', () => {
  it('is its words, folded, and its phrases', () => {
    expect(readQuestion('Öğrenci „учителски съвет“ IŞIK "a b"')).toEqual({
      words: ['ogrenci', 'isik'],
      phrases: [
        ['учителски', 'съвет'],
        ['a', 'b'],
      ],
    })
    expect(isEmptyQuestion(readQuestion(' *** "" '))).toBe(true)
  })
})

describe('a snippet', () => {
  it('shows the words around the match, marked as they are written', () => {
    expect(marked('Sınıfta IŞIK açıldı', 'isik')).toEqual(['IŞIK'])
    expect(marked('Die Straße und Öğrenciler', 'stras ogren')).toEqual(['Straß', 'Öğren'])
    expect(marked('Школата и Училището', 'училище')).toEqual(['Училище'])
    expect(marked('nothing here', 'isik')).toBeNull()
  })

  it('is cut at words, with dots where more follows', () => {
    const long = `${'преди '.repeat(60)}Училището ${'после '.repeat(60)}`
    const snippet = snippetOf(long, readQuestion('училището'), long.indexOf('Училището'))
    expect(snippet?.text).toMatch(/^… (преди )+Училището (после ?)+ …$/)
    expect(snippet?.text.length).toBeLessThan(160)
  })

  it('marks only what, folded, begins with a word that was asked for', () => {
    const word = fc.constantFrom(
      'Işık',
      'школа',
      'Žürii',
      'Straße',
      'één',
      'și',
      'a\u0301b',
      'x',
      'ﬁlm',
      'Ёлка',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), word, (words, asked) => {
        const snippet = snippetOf(words.join(' '), readQuestion(asked))
        for (const [from, to] of snippet?.marks ?? []) {
          expect(fold(snippet?.text.slice(from, to) ?? '')).toBe(fold(asked))
        }
        const visible = fold(words.slice(0, 5).join(' ')).split(' ').includes(fold(asked))
        if (visible) expect(snippet?.marks.length).toBeGreaterThan(0)
      }),
    )
  })
})
