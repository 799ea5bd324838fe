import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts, hasChanges, type Piece } from '../../electron/domain/compare'

const join = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')
const sides = (then: string, now: string) => {
  const rows = compareTexts(then, now)
  return { rows, then: join(rows.flatMap((row) => row.then)), now: join(rows.flatMap((row) => row.now)) }
}
const changed = (pieces: readonly Piece[]): string[] =>
  pieces.filter(({ isChanged }) => isChanged).map(({ text }) => text)
const changes = (then: string, now: string) => {
  const rows = compareTexts(then, now)
  return [changed(rows.flatMap((row) => row.then)), changed(rows.flatMap((row) => row.now))]
}

describe('comparing two texts', () => {
  it.each([
    ['en', 'The pupils’ council meets monthly.', 'The pupils’ council meets weekly.', 'monthly', 'weekly'],
    ['tr', 'Öğrenciler ığdır’ı gördü.', 'Öğrenciler İzmir’i gördü.', 'ığdır’ı', 'İzmir’i'],
    ['et', 'Õpilased õpetavad üksteist.', 'Õpilased juhendavad üksteist.', 'õpetavad', 'juhendavad'],
    ['ro', 'Elevii știu să învețe.', 'Elevii vor să învețe.', 'știu', 'vor'],
    ['bg', 'Учениците решават сами.', 'Учениците решават заедно.', 'сами', 'заедно'],
    ['nl', 'De leerlingenraad beslist mee.', 'De ouderraad beslist mee.', 'leerlingenraad', 'ouderraad'],
  ])('marks whole words (%s)', (_language, then, now, removed, added) => {
    expect(changes(then, now)).toEqual([[removed], [added]])
  })

  it('keeps what looks like one letter whole: marks that combine, emoji with joiners', () => {
    expect(changes('a 👩‍🏫 b', 'a 👨‍🏫 b')).toEqual([['👩‍🏫'], ['👨‍🏫']])
    expect(changes('един е\u0301зер два', 'един език два')).toEqual([['е\u0301зер'], ['език']])
  })

  it('marks neighbouring words as one piece', () => {
    expect(changes('We met in the old hall.', 'We met at a new school.')).toEqual([
      ['in the old hall'],
      ['at a new school'],
    ])
  })

  it('marks no space that both have at the end of what changed', () => {
    expect(changes('They lead the meeting and answer.', 'They lead a whole assembly and answer.')).toEqual([
      ['the meeting'],
      ['a whole assembly'],
    ])
    expect(changes('водят срещата и', 'водят цялата среща и')).toEqual([['срещата'], ['цялата среща']])
  })

  it('puts paragraphs that are the same beside each other, whatever was put in between', () => {
    const rows = compareTexts('One.\n\nThree.\n', 'One.\n\nTwo.\n\nThree.\n')
    const found = rows.find(({ then }) => join(then) === 'Three.\n')
    expect(found && join(found.now)).toBe('Three.\n')
    expect(rows.filter((row) => row.then.length === 0).map(({ now }) => join(now))).toEqual(['Two.\n\n'])
  })

  it('finds nothing in what is the same, and everything in what came from nothing', () => {
    expect(hasChanges(compareTexts('a\nb', 'a\nb'))).toBe(false)
    expect(compareTexts('', '')).toEqual([])
    expect(compareTexts('', 'new')).toEqual([{ then: [], now: [{ text: 'new', isChanged: true }] }])
  })

  it('gives back both texts whole, and what is not changed is the same on both sides', () => {
    const word = fc.constantFrom('a', 'b', 'ь', ' ', '  ', '\n', '\n\n', 'İ', '👩‍🏫', '\u0301', '- ', '.')
    const text = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    fc.assert(
      fc.property(text, text, (then, now) => {
        const compared = sides(then, now)
        expect(compared.then).toBe(then)
        expect(compared.now).toBe(now)
        const same = (pieces: Piece[]) => join(pieces.filter(({ isChanged }) => !isChanged))
        for (const row of compared.rows) expect(same(row.then)).toBe(same(row.now))
        expect(hasChanges(compared.rows)).toBe(then !== now)
      }),
      { numRuns: 2000 },
    )
  })

  it('has a limit: long texts of which every word differs are given back whole, too', () => {
    const long = (seed: string, end: string) =>
      Array.from({ length: 30_000 }, (_, index) => `${seed}${(index * 7919) % 10_007}`).join(end)
    for (const end of [' ', '\n', '\n\n']) {
      const [then, now] = [long('a', end), long('b', end)]
      const compared = sides(then, now)
      expect(compared.then).toBe(then)
      expect(compared.now).toBe(now)
    }
  })

  it('still finds the one word in 200,000 characters', () => {
    const then = 'Учениците решават сами какво да правят. '.repeat(5000)
    const now = `${then.slice(0, 100_000)}дума ${then.slice(100_000)}`
    expect(changes(then, now)[1]?.join('')).toContain('дума')
    expect(changes(then, now)[1]?.join('').length).toBeLessThan(30)
  })
})
