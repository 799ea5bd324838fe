import { describe, expect, it } from 'vitest'
import { nextAfter, nextIndex } from '../../renderer/state/list-keys'
import { SelectionState } from '../../renderer/state/selection.svelte'
import { drawnIndexes } from '../../renderer/state/visible-rows'

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

describe('the keyboard in a grid of three columns', () => {
  const from = (index: number, key: string) => nextIndex(key, index, { count: 8, columns: 3, page: 2 })

  it('goes in two dimensions and stays within the list', () => {
    expect(from(0, 'ArrowRight')).toBe(1)
    expect(from(0, 'ArrowLeft')).toBe(0)
    expect(from(1, 'ArrowDown')).toBe(4)
    expect(from(4, 'ArrowUp')).toBe(1)
    expect(from(1, 'ArrowUp')).toBe(1)
  })

  it('goes into a shorter last row, and no further', () => {
    expect(from(5, 'ArrowDown')).toBe(7)
    expect(from(7, 'ArrowDown')).toBe(7)
  })

  it('jumps by pages and to both ends, and leaves other keys alone', () => {
    expect(from(0, 'PageDown')).toBe(6)
    expect(from(7, 'PageUp')).toBe(1)
    expect(from(3, 'Home')).toBe(0)
    expect(from(3, 'End')).toBe(7)
    expect(from(3, 'x')).toBeNull()
  })

  it('has no left and right in a table', () => {
    expect(nextIndex('ArrowRight', 0, { count: 8, columns: 1, page: 2 })).toBeNull()
  })
})

describe('selecting', () => {
  const start = (list = ids) => new SelectionState(() => list)

  it('chooses one alone, toggles others, and keeps the list’s order', () => {
    const selection = start()
    selection.choose('d')
    selection.toggle('b')
    expect(selection.ids).toEqual(['b', 'd'])
    selection.toggle('d')
    expect(selection.ids).toEqual(['b'])
    selection.choose('f')
    expect(selection.ids).toEqual(['f'])
  })

  it('extends from the one that was selected last, in both directions', () => {
    const selection = start()
    selection.choose('d')
    selection.extendTo('f')
    expect(selection.ids).toEqual(['d', 'e', 'f'])
    selection.extendTo('c')
    expect(selection.ids).toEqual(['c', 'd'])
    expect(selection.active).toBe('c')
  })

  it('extends from where the keyboard is when nothing was selected', () => {
    const selection = start()
    selection.moveTo('b')
    selection.extendTo('c')
    selection.extendTo('d')
    expect(selection.ids).toEqual(['b', 'c', 'd'])
  })

  it('takes all, and none', () => {
    const selection = start()
    selection.all()
    expect(selection.ids).toEqual(ids)
    selection.clear()
    expect(selection.ids).toEqual([])
  })

  it('counts only what the list shows', () => {
    const narrowed = start(['a', 'b'])
    narrowed.toggle('h')
    narrowed.toggle('a')
    expect(narrowed.ids).toEqual(['a'])
    expect(narrowed.active).toBe('a')
    narrowed.moveTo('h')
    expect(narrowed.active).toBe('a')
  })

  it('goes on with the next one once some are gone, else with the one before', () => {
    expect(nextAfter(ids, new Set(['c', 'd']), 'c')).toBe('e')
    expect(nextAfter(ids, new Set(['g', 'h']), 'h')).toBe('f')
    expect(nextAfter(ids, new Set(ids), 'c')).toBeNull()
  })
})

describe('drawing a long list', () => {
  const drawn = (top: number, active = 0) =>
    drawnIndexes({ top, height: 600 }, { count: 10_000, columns: 4, rowHeight: 200, active })

  it('draws what is in sight and as much again on both sides', () => {
    expect(drawn(0)).toEqual(Array.from({ length: 24 }, (_, index) => index))
    const middle = drawn(100_000, 2000)
    expect([middle[0], middle.at(-1), middle.length]).toEqual([1988, 2023, 36])
  })

  it('draws the end of the list, and nothing beyond it', () => {
    expect(drawn(499_400, 9999).at(-1)).toBe(9999)
    expect(drawn(900_000, -1)).toEqual([])
  })

  it('keeps what has the keyboard, before or behind the others', () => {
    expect(drawn(100_000, 3)[0]).toBe(3)
    expect(drawn(0, 9000).at(-1)).toBe(9000)
  })

  it('draws nothing of an empty list', () => {
    expect(
      drawnIndexes({ top: 0, height: 600 }, { count: 0, columns: 4, rowHeight: 200, active: -1 }),
    ).toEqual([])
  })
})
