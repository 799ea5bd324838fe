import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWithSource, wordsOf } from '../../electron/domain/fold'

describe('folding', () => {
  it.each([
    ['IŞIK', 'isik'],
    ['İstanbul ıssız', 'istanbul issiz'],
    ['Eğitim', 'egitim'],
    ['Școală', 'scoala'],
    ['Şcoala Ţării', 'scoala tarii'],
    ['Õpilane, Ülle', 'opilane, ulle'],
    ['Straße', 'strasse'],
    ['Łódź, Đorđe, Smørrebrød, cœur', 'lodz, dorde, smorrebrod, coeur'],
    ['Първи май', 'първи май'],
    ['Ёлка', 'ёлка'],
    ['ﬁlm ĳs', 'film ijs'],
    ['S\u0327coala', 'scoala'],
    ['учи\u00adлище', 'училище'],
    ['учи-\nлище', 'училище'],
    ['groep\u200b\u00ad-\nSchool', 'groepschool'],
    ['1-\n2, a -\nb', '1-\n2, a -\nb'],
  ])('%s -> %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('takes й for й however it is composed, and never for и', () => {
    expect(fold('май'.normalize('NFD'))).toBe('май')
    expect(fold('май')).not.toBe(fold('маи'))
  })

  it('is done once: folding again changes nothing, and case and composition do not matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = fold(text)
        return fold(once) === once && fold(text.normalize('NFD')) === fold(text.normalize('NFC'))
      }),
    )
  })

  it('knows where each folded unit comes from', () => {
    const source = 'Straße in İzmir'
    const { text, starts } = foldWithSource(source)
    expect(starts).toHaveLength(text.length)
    expect(source.slice(starts[text.indexOf('izmir')])).toBe('İzmir')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const { text: folded, starts: from } = foldWithSource(any)
        return from.length === folded.length && from.every((start, index) => start >= (from[index - 1] ?? 0))
      }),
    )
  })

  it('finds the words of a question', () => {
    expect(wordsOf(' "Ден" на-отворените: 2026! ')).toEqual(['ден', 'на', 'отворените', '2026'])
    expect(wordsOf('*** --- ""')).toEqual([])
  })
})
