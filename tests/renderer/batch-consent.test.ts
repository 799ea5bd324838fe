import { describe, expect, it } from 'vitest'
import type { SeenFile } from '../../electron/contract/consent-requests'
import type { ConsentStatus, Subject } from '../../electron/domain/consent'
import { BatchConsent } from '../../renderer/state/batch-consent.svelte'

const some = (...statuses: ConsentStatus[]) =>
  statuses.map((status, index) => ({ file: { hash: String(index), status } }) as SeenFile)
const subjects = [{ id: 'x', name: 'Клас 5Б' }] as Subject[]

describe('what is said of many pictures', () => {
  it('is meant for those of which nobody has said it, where some were said already', () => {
    const batch = new BatchConsent(some('clear', 'unsaid', 'missing', 'unsaid'))
    expect(batch.parts).toEqual([
      { part: 'all', count: 4 },
      { part: 'unsaid', count: 2 },
      { part: 'heldBack', count: 1 },
    ])
    expect(batch.hashes).toEqual(['1', '3'])
    batch.part = 'heldBack'
    expect(batch.hashes).toEqual(['2'])
    expect(new BatchConsent(some('unsaid', 'unsaid')).parts).toEqual([{ part: 'all', count: 2 }])
  })

  it('is only what was given: what is left empty stays as it is', () => {
    const batch = new BatchConsent(some('unsaid'))
    expect(batch.said(subjects)).toBeNull()
    expect(batch.isMissing).toBe(true)
    batch.people = 'recognisable'
    batch.set({ state: 'held', paper: 'Шкаф' })
    expect(batch.said(subjects)).toEqual({ people: 'recognisable', state: 'held', paper: 'Шкаф' })
    expect(batch.isMissing).toBe(false)
  })

  it('ties a group that is known, or a new one; where nobody is seen there is nobody to ask', () => {
    const batch = new BatchConsent(some('unsaid'))
    batch.name = ' клас  5б '
    expect(batch.said(subjects)).toEqual({ tie: 'x' })
    batch.name = '6А'
    expect(batch.said(subjects)).toEqual({ tie: { kind: 'group', name: '6А' } })
    batch.set({ state: 'held' })
    batch.people = 'none'
    expect(batch.said(subjects)).toEqual({ people: 'none' })
  })
})
