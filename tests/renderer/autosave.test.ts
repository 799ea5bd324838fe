import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import { Autosave, longestUnsaved, retryPause, typingPause } from '../../renderer/state/autosave.svelte'

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

  it('tries again by itself until a drive that was gone is there, and says meanwhile that it is not saved', async () => {
    const { field, saved, store } = makeField()
    store.failure = new Failure('portfolio.gone')
    field.type('precious')
    await vi.advanceTimersByTimeAsync(typingPause)
    const states = new Set<string>()
    for (let ms = 0; ms < retryPause * 3; ms += 100) {
      await vi.advanceTimersByTimeAsync(100)
      states.add(field.state)
    }
    expect([...states]).toEqual(['failed'])
    store.failure = null
    await vi.advanceTimersByTimeAsync(retryPause)
    expect(saved).toEqual(['precious'])
    expect(field).toMatchObject({ state: 'saved', isUnsaved: false, failure: null })
    await vi.advanceTimersByTimeAsync(retryPause * 3)
    expect(saved).toEqual(['precious'])
  })

  it('does not try again by itself what will never be saved', async () => {
    const { field, saved, store } = makeField()
    store.failure = new Failure('evidence.gone')
    field.type('x')
    await vi.advanceTimersByTimeAsync(typingPause)
    store.failure = null
    await vi.advanceTimersByTimeAsync(retryPause * 3)
    expect(saved).toEqual([])
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

describe('who types without a pause', () => {
  it('is saved all the same, before two seconds are over', async () => {
    const { field, saved } = makeField()
    let text = ''
    for (let at = 0; at <= longestUnsaved; at += 100) {
      text += 'a'
      field.type(text)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(longestUnsaved).toBeLessThan(2000)
    expect(saved[0]?.length).toBe(longestUnsaved / 100)
  })

  it('has what an editor holds read when it is saved, and not at every letter', async () => {
    const { field, saved } = makeField()
    let reads = 0
    for (const letter of 'word') {
      field.type(() => {
        reads += 1
        return `read ${letter}`
      })
    }
    expect(reads).toBe(0)
    expect(await field.save()).toBe(true)
    expect(saved).toEqual(['read d'])
    expect(reads).toBe(1)
    await vi.advanceTimersByTimeAsync(typingPause * 3)
    expect(saved).toEqual(['read d'])
  })
})

describe('stretches of typing', () => {
  const stretches = () => {
    const all: [string, string][] = []
    const field = new Autosave({
      write: (text, typing) => {
        all.push([text, typing])
        return Promise.resolve()
      },
    })
    return { field, all }
  }

  it('end with a pause, and after a while', async () => {
    const { field, all } = stretches()
    field.type('one')
    await vi.advanceTimersByTimeAsync(typingPause)
    field.type('one two')
    await vi.advanceTimersByTimeAsync(typingPause)
    expect(new Set(all.map(([, typing]) => typing)).size).toBe(1)
    await vi.advanceTimersByTimeAsync(5000)
    field.type('one two three')
    await vi.advanceTimersByTimeAsync(typingPause)
    expect(new Set(all.map(([, typing]) => typing)).size).toBe(2)
    for (let at = 0; at < 30_000; at += 500) {
      field.type(`word ${at}`)
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(new Set(all.map(([, typing]) => typing)).size).toBeGreaterThan(2)
  })

  it('a paste is one of its own, apart from what was typed before it and after', async () => {
    const { field, all } = stretches()
    field.type('typed')
    field.type('typed, pasted', true)
    await vi.advanceTimersByTimeAsync(typingPause)
    field.type('typed, pasted, typed')
    await vi.advanceTimersByTimeAsync(typingPause)
    expect(all.map(([text]) => text)).toEqual(['typed', 'typed, pasted', 'typed, pasted, typed'])
    expect(new Set(all.map(([, typing]) => typing)).size).toBe(3)
  })
})
