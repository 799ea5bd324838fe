import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import { Autosave, typingPause } from '../../renderer/state/autosave.svelte'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A field over a store that can be slow or full. */
function makeField(options: { isLine?: boolean } = {}) {
  const saved: string[] = []
  const stretches: string[] = []
  const store = { failure: null as Failure | null, delay: 0 }
  const field = new Autosave({
    ...options,
    write: async (text, typing) => {
      if (store.delay > 0) await new Promise((resolve) => setTimeout(resolve, store.delay))
      if (store.failure) throw store.failure
      saved.push(text)
      stretches.push(typing)
    },
  })
  return { field, saved, stretches, store }
}

describe('a field that saves as one types', () => {
  it('waits until typing pauses, and then saves once', async () => {
    const { field, saved } = makeField()
    field.type('О')
    await vi.advanceTimersByTimeAsync(typingPause - 1)
    field.type('От')
    await vi.advanceTimersByTimeAsync(typingPause - 1)
    expect(saved).toEqual([])
    expect(field).toMatchObject({ state: 'saving', isUnsaved: true })
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['От'])
    expect(field).toMatchObject({ state: 'saved', isUnsaved: false, text: 'От' })
  })

  it('saves at once when it is left', async () => {
    const { field, saved } = makeField()
    field.focus()
    field.type('word')
    field.leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toEqual(['word'])
    await vi.advanceTimersByTimeAsync(typingPause * 2)
    expect(saved).toEqual(['word'])
  })

  it('saves what was typed while a save was under way', async () => {
    const { field, saved, store } = makeField()
    store.delay = 300
    field.type('one')
    const done = field.save()
    await vi.advanceTimersByTimeAsync(100)
    field.type('one two')
    await vi.advanceTimersByTimeAsync(600)
    expect(await done).toBe(true)
    expect(saved).toEqual(['one', 'one two'])
    expect(field).toMatchObject({ state: 'saved', isUnsaved: false, text: 'one two' })
  })

  it.each([0, 300])(
    'saves a step by itself, however soon one types on: a store that takes %i ms',
    async (delay) => {
      const { field, saved, stretches, store } = makeField()
      store.delay = delay
      field.type('one')
      field.type(() => '**one**', true)
      field.type(() => '**one** t')
      field.type(() => '**one** two')
      await vi.advanceTimersByTimeAsync(2000)
      expect(saved).toEqual(['one', '**one**', '**one** two'])
      expect(new Set(stretches).size).toBe(3)
      expect(field).toMatchObject({ state: 'saved', isUnsaved: false, text: '**one** two' })
    },
  )

  it('does not stop at a step that cannot be saved', async () => {
    const { field, saved, store } = makeField()
    store.failure = new Failure('disk.full')
    field.type('far too long', true)
    field.type('short')
    await vi.advanceTimersByTimeAsync(2000)
    store.failure = null
    expect(await field.save()).toBe(true)
    expect(saved).toEqual(['short'])
  })

  it('keeps the text and the reason when a save fails, and saves it later', async () => {
    const { field, saved, store } = makeField()
    store.failure = new Failure('disk.full')
    field.type('precious')
    await vi.advanceTimersByTimeAsync(typingPause)
    expect(field).toMatchObject({ state: 'failed', isUnsaved: true, text: 'precious' })
    expect(field.failure?.code).toBe('disk.full')
    expect(await field.save()).toBe(false)

    store.failure = null
    expect(await field.save()).toBe(true)
    expect(saved).toEqual(['precious'])
    expect(field).toMatchObject({ state: 'saved', isUnsaved: false, failure: null })
  })

  it('calls a bug unexpected', async () => {
    const noted = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const field = new Autosave({ write: () => Promise.reject(new TypeError('a bug')) })
    field.type('x')
    expect(await field.save()).toBe(false)
    expect(field.failure?.code).toBe('unexpected')
    expect(noted).toHaveBeenCalledOnce()
  })

  it('never lets what is read overwrite unsaved typing', async () => {
    const { field } = makeField()
    field.load('old')
    field.type('old and new')
    field.load('from elsewhere')
    expect(field.text).toBe('old and new')
    await field.save()
    field.load('undone')
    expect(field).toMatchObject({ text: 'undone', state: 'idle' })
  })

  it('does not disturb who is typing a line, and shows it tidied once it is left', async () => {
    const { field } = makeField({ isLine: true })
    field.focus()
    field.type('Open  day ')
    await field.save()
    field.load('Open day')
    expect(field.text).toBe('Open  day ')
    field.leave()
    expect(field.text).toBe('Open day')
  })

  it('shows an undo even in the field that has the focus', async () => {
    const { field } = makeField()
    field.focus()
    field.type('new')
    await field.save()
    field.load('old')
    expect(field.text).toBe('old')
  })

  it('has nothing to save when nothing was typed, or when it was dropped', async () => {
    const { field, saved } = makeField()
    field.load('there')
    expect(await field.save()).toBe(true)
    field.type('not wanted')
    field.forget()
    await vi.advanceTimersByTimeAsync(typingPause * 2)
    expect(saved).toEqual([])
  })
})
