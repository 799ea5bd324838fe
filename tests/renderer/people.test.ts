import { describe, expect, it } from 'vitest'
import { isNamed, projectYears } from '../../renderer/state/projects.svelte'
import { SteadyList } from '../../renderer/state/steady-list.svelte'

const items = (...ids: string[]) => ids.map((id) => ({ id }))
const shown = (list: SteadyList<{ id: string }>) => list.items?.map(({ id }) => id).join('')

describe('a list that one works in', () => {
  it('is sorted as it comes, until one works in it', () => {
    const list = new SteadyList<{ id: string }>()
    expect(list.items).toBeNull()
    list.load(items('a', 'b', 'c'))
    list.load(items('c', 'a', 'b'))
    expect(shown(list)).toBe('cab')
  })

  it('keeps its order while one works in it, and is sorted again afterwards', () => {
    const list = new SteadyList<{ id: string }>()
    list.load(items('a', 'b', 'c'))
    list.hold()
    list.load(items('b', 'c', 'a'))
    expect(shown(list)).toBe('abc')
    list.release()
    expect(shown(list)).toBe('bca')
  })

  it('shows what was changed, added and removed meanwhile', () => {
    const list = new SteadyList<{ id: string; name?: string }>()
    list.load(items('a', 'b', 'c'))
    list.hold()
    list.load([{ id: 'x' }, { id: 'c', name: 'new' }, { id: 'y' }, { id: 'z' }, { id: 'a' }])
    expect(shown(list)).toBe('xacyz')
    expect(list.items?.[2]?.name).toBe('new')
  })
})

describe('a project', () => {
  it.each([
    ['2024-09-01', '2025-06-30', '2024–2025'],
    ['2024-09-01', '2024-12-20', '2024'],
    ['2024-09-01', '', '2024'],
    ['', '2025-06-30', '2025'],
    ['', '', ''],
  ])('from %s until %s is of the years %s', (startedOn, endedOn, years) => {
    expect(projectYears({ startedOn, endedOn })).toBe(years)
  })

  it('has prizes and other labels by name, and the two Quality Labels without one', () => {
    expect((['nql', 'eql', 'prize', 'other'] as const).filter(isNamed)).toEqual(['prize', 'other'])
  })
})
