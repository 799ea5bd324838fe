import { partsOf, type ShortcutId } from '../../electron/domain/shortcuts'
import { say } from '../state/messages.svelte'
import { isMac } from './keys'

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Delete: 'Del',
  '-': '−',
}

const macSigns: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Ctrl: '⌃',
  Enter: '↩',
  Tab: '⇥',
  Delete: '⌦',
}

/** The combinations of a shortcut as they stand on this computer's keys, each as its keys: `['Ctrl', 'K']`. */
export function keysOf(id: ShortcutId): string[][] {
  return partsOf(id, isMac).map((parts) => parts.map(keyWord))
}

/** The first of them in one text: `Ctrl K`. */
export function keysInWords(id: ShortcutId): string {
  return keysOf(id)[0]?.join(' ') ?? ''
}

function keyWord(part: string): string {
  if (part === 'Space') return say('key.space')
  const own = isMac ? macSigns[part] : undefined
  return own ?? signs[part] ?? (part === 'Mod' ? 'Ctrl' : part)
}
