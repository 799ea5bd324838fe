import { describe, expect, it } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import { Drafts } from '../../renderer/state/drafts'

describe('drafts', () => {
  it('keep a field with unsaved text for when its screen opens again', () => {
    const drafts = new Drafts()
    const write = () => Promise.resolve()
    drafts.field('answer:students.1', { write }).type('half a sentence')
    expect(drafts.hasUnsaved).toBe(true)
    expect(drafts.field('answer:students.1', { write }).text).toBe('half a sentence')
  })

  it('save all, and say when one could not be saved', async () => {
    const drafts = new Drafts()
    const saved: string[] = []
    drafts.field('one', { write: async (text) => void saved.push(text) }).type('one')
    drafts.field('two', { write: () => Promise.reject(new Failure('disk.full')) }).type('two')
    expect(await drafts.save()).toBe(false)
    expect(saved).toEqual(['one'])
    expect(drafts.hasUnsaved).toBe(true)
    drafts.forget()
    expect(drafts.hasUnsaved).toBe(false)
    expect(await drafts.save()).toBe(true)
  })
})
