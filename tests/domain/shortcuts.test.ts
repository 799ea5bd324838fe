import { describe, expect, it } from 'vitest'
import {
  acceleratorOf,
  editorKeysOf,
  isKeyOf,
  isShortcut,
  partsOf,
  shortcutIds,
  shortcuts,
  type KeyPress,
} from '../../electron/domain/shortcuts'

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }
}

describe('the keys of the app', () => {
  it('are Ctrl here and Cmd on a Mac, with nothing else held', () => {
    expect(isShortcut(press('k', { ctrlKey: true }), 'search', false)).toBe(true)
    expect(isShortcut(press('k', { metaKey: true }), 'search', true)).toBe(true)
    expect(isShortcut(press('k', { ctrlKey: true }), 'search', true)).toBe(false)
    expect(isShortcut(press('k'), 'search', false)).toBe(false)
    expect(isShortcut(press('K', { ctrlKey: true, shiftKey: true }), 'search', false)).toBe(false)
    expect(isShortcut(press('h', { ctrlKey: true }), 'replace', false)).toBe(true)
    expect(isShortcut(press('f', { metaKey: true, altKey: true }), 'replace', true)).toBe(true)
    expect(isShortcut(press('h', { metaKey: true }), 'replace', true)).toBe(false)
  })

  it('are found by their place on a keyboard that writes Cyrillic, or a Turkish letter there', () => {
    expect(isShortcut(press('л', { code: 'KeyK', ctrlKey: true }), 'search', false)).toBe(true)
    expect(isShortcut(press('ı', { code: 'KeyI', ctrlKey: true }), 'italic', false)).toBe(true)
    expect(isShortcut(press('н', { code: 'KeyN' }), 'newBox', false)).toBe(true)
  })

  it('keep to the letter where the keyboard has it elsewhere: Y and Z of a German one', () => {
    const key = press('z', { code: 'KeyY', ctrlKey: true })
    expect([isShortcut(key, 'undo', false), isShortcut(key, 'redo', false)]).toEqual([true, false])
  })

  it('take a sign with and without Shift, and a plus where no Shift was held for it', () => {
    expect(isShortcut(press('+', { shiftKey: true }), 'closer', false)).toBe(true)
    expect(isShortcut(press('='), 'closer', false)).toBe(true)
    expect(isShortcut(press('/', { ctrlKey: true, shiftKey: true }), 'keyboard', false)).toBe(true)
    expect(isShortcut(press('+', { ctrlKey: true }), 'closer', false)).toBe(false)
  })

  it('may be asked for without their modifiers', () => {
    expect(isKeyOf(press('Home', { ctrlKey: true, shiftKey: true }), 'listEnds', false)).toBe(true)
    expect(isKeyOf(press(' '), 'listSelect', false)).toBe(true)
  })

  it('are named as the menu and the editor name them', () => {
    expect(acceleratorOf('search', false)).toBe('CmdOrCtrl+K')
    expect(acceleratorOf('zoomIn', false)).toBe('CmdOrCtrl+Plus')
    expect(acceleratorOf('redo', false)).toBe('CmdOrCtrl+Y')
    expect(acceleratorOf('redo', true)).toBe('CmdOrCtrl+Shift+Z')
    expect(editorKeysOf('redo')).toEqual(['Mod-y', 'Mod-Shift-z'])
    expect(editorKeysOf('back')).toEqual(['Shift-Tab'])
    expect(partsOf('zoomIn', false)).toEqual([['Mod', '+']])
  })

  it.each([false, true])('do one thing each in their place (on a Mac: %s)', (isMac) => {
    const taken = new Map<string, string>()
    for (const id of shortcutIds) {
      const { group } = shortcuts[id]
      // The same key does two things only where one of them asks for a place of its own.
      const isElsewhere = ['crop', 'cropFar', 'addGoal', 'selectAll'].includes(id)
      for (const parts of isElsewhere ? [] : partsOf(id, isMac)) {
        const key = `${group} ${parts.join('+')}`
        expect({ key, by: taken.get(key) }).toEqual({ key, by: undefined })
        taken.set(key, id)
      }
    }
  })
})
