import { describe, expect, it } from 'vitest'
import { compareTexts } from '../../electron/domain/compare'
import { nearChanges } from '../../renderer/state/compared-rows'

/** The lines that are shown now, `⋯` for what is left out. */
function shown(then: string, now: string): string[] {
  return nearChanges(compareTexts(then, now)).map((row) =>
    row === null
      ? '⋯'
      : row.now
          .map(({ text }) => text)
          .join('')
          .trim(),
  )
}

const lines = (...numbers: number[]): string => numbers.map((number) => `ред ${number}`).join('\n')

describe('what is shown of a long text that has changed', () => {
  it('is what has changed, with a line around it', () => {
    const text = lines(1, 2, 3, 4, 5, 6, 7, 8, 9)
    expect(shown(text, text.replace('ред 5', 'ред пет'))).toEqual(['⋯', 'ред 4', 'ред пет', 'ред 6', '⋯'])
  })

  it('leaves no single line out', () => {
    const text = lines(1, 2, 3, 4, 5)
    expect(shown(text, text.replace('ред 3', 'ред три'))).toEqual([
      'ред 1',
      'ред 2',
      'ред три',
      'ред 4',
      'ред 5',
    ])
  })

  it('is nothing but a mark where nothing has changed', () => {
    expect(shown(lines(1, 2, 3), lines(1, 2, 3))).toEqual(['⋯'])
    expect(shown('', '')).toEqual([])
  })
})
