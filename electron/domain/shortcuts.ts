/*
 * Every key that the app takes, once. The menu has its accelerators from here, the screens ask here whether a key is theirs,
 * and the list of keys that the user reads is this table: so the list cannot lie.
 *
 * A combination is written `Mod+Shift+Z`: modifiers first, then the key as the browser names it. `Mod` is Ctrl, and Cmd on a
 * Mac.
 */

export const shortcutGroups = ['app', 'writing', 'list', 'pictures', 'covering'] as const
export type ShortcutGroup = (typeof shortcutGroups)[number]

type Row = {
  group: ShortcutGroup
  keys: readonly string[]
  /** Where a Mac has others. */
  mac?: readonly string[]
  /** Taken, too, and not listed: the same key without Shift. */
  also?: readonly string[]
}

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const
const withShift = arrows.map((key) => `Shift+${key}`)

export const shortcuts = {
  search: { group: 'app', keys: ['Mod+K'] },
  // On a Mac, Cmd+H hides the app.
  replace: { group: 'app', keys: ['Mod+H'], mac: ['Alt+Mod+F'] },
  undo: { group: 'app', keys: ['Mod+Z'] },
  redo: { group: 'app', keys: ['Mod+Y', 'Mod+Shift+Z'], mac: ['Mod+Shift+Z'] },
  newPortfolio: { group: 'app', keys: ['Mod+N'] },
  openPortfolio: { group: 'app', keys: ['Mod+O'] },
  exportPdf: { group: 'app', keys: ['Mod+E'] },
  help: { group: 'app', keys: ['F1'] },
  keyboard: { group: 'app', keys: ['Mod+/'] },
  settings: { group: 'app', keys: ['Mod+,'] },
  zoomIn: { group: 'app', keys: ['Mod++'], also: ['Mod+='] },
  zoomOut: { group: 'app', keys: ['Mod+-'] },
  resetZoom: { group: 'app', keys: ['Mod+0'] },
  fullScreen: { group: 'app', keys: ['F11'], mac: ['Ctrl+Mod+F'] },
  close: { group: 'app', keys: ['Escape'] },
  quit: { group: 'app', keys: ['Mod+Q'] },

  cut: { group: 'writing', keys: ['Mod+X'] },
  copy: { group: 'writing', keys: ['Mod+C'] },
  paste: { group: 'writing', keys: ['Mod+V'] },
  selectAll: { group: 'writing', keys: ['Mod+A'] },
  bold: { group: 'writing', keys: ['Mod+B'] },
  italic: { group: 'writing', keys: ['Mod+I'] },
  cite: { group: 'writing', keys: ['@'] },
  endLine: { group: 'writing', keys: ['Shift+Enter'] },
  further: { group: 'writing', keys: ['Tab'] },
  back: { group: 'writing', keys: ['Shift+Tab'] },
  addGoal: { group: 'writing', keys: ['Enter'] },

  listMove: { group: 'list', keys: arrows },
  listPage: { group: 'list', keys: ['PageUp', 'PageDown'] },
  listEnds: { group: 'list', keys: ['Home', 'End'] },
  listExtend: { group: 'list', keys: withShift },
  listSelect: { group: 'list', keys: ['Space'] },
  listAll: { group: 'list', keys: ['Mod+A'] },
  listOpen: { group: 'list', keys: ['Enter'] },
  listRemove: { group: 'list', keys: ['Delete'] },
  listClear: { group: 'list', keys: ['Escape'] },

  picturePrevious: { group: 'pictures', keys: ['ArrowLeft'] },
  pictureNext: { group: 'pictures', keys: ['ArrowRight'] },
  picturePeople: { group: 'pictures', keys: ['1', '2', '3', '4'] },
  closer: { group: 'pictures', keys: ['+'], also: ['='] },
  away: { group: 'pictures', keys: ['-'] },
  whole: { group: 'pictures', keys: ['0'] },
  crop: { group: 'pictures', keys: arrows },
  cropFar: { group: 'pictures', keys: withShift },

  newBox: { group: 'covering', keys: ['N'] },
  boxMove: { group: 'covering', keys: arrows },
  boxSize: { group: 'covering', keys: withShift },
  boxFine: { group: 'covering', keys: arrows.map((key) => `Alt+${key}`) },
  boxRemove: { group: 'covering', keys: ['Delete'], also: ['Backspace'] },
  boxNext: { group: 'covering', keys: ['Tab'] },
} as const satisfies Record<string, Row>

export type ShortcutId = keyof typeof shortcuts

export const shortcutIds = Object.keys(shortcuts) as ShortcutId[]

/** What a key press is asked for: the browser's own event fits. */
export type KeyPress = {
  key: string
  /** The key's place: `KeyZ`. */
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

type Combination = { key: string; mod: boolean; ctrl: boolean; alt: boolean; shift: boolean }

/** Whether a key press is one of a shortcut's combinations, modifiers and all. */
export function isShortcut(press: KeyPress, id: ShortcutId, isMac: boolean): boolean {
  return combinations(id, isMac).some((each) => hasModifiers(press, each, isMac) && isKey(press, each.key))
}

/** Whether a key press is of one of a shortcut's keys, with whatever modifiers. */
export function isKeyOf(press: KeyPress, id: ShortcutId, isMac: boolean): boolean {
  return combinations(id, isMac).some(({ key }) => isKey(press, key))
}

/** The combinations of a shortcut that are listed, each as its parts: `['Mod', 'Shift', 'Z']`. */
export function partsOf(id: ShortcutId, isMac: boolean): string[][] {
  return rowKeys(id, isMac).map(split)
}

/** A shortcut as Electron's menu names it: `CmdOrCtrl+Shift+Z`. Of several combinations it is the first. */
export function acceleratorOf(id: ShortcutId, isMac: boolean): string {
  const [parts = []] = partsOf(id, isMac)
  return parts.map((part) => ({ Mod: 'CmdOrCtrl', '+': 'Plus' })[part] ?? part).join('+')
}

/** A shortcut's combinations as the editor names them: `Mod-b`. */
export function editorKeysOf(id: ShortcutId): string[] {
  return partsOf(id, false).map((parts) =>
    parts.map((part) => (/^[A-Z]$/.test(part) ? part.toLowerCase() : part)).join('-'),
  )
}

function rowKeys(id: ShortcutId, isMac: boolean): readonly string[] {
  const row: Row = shortcuts[id]
  return isMac ? (row.mac ?? row.keys) : row.keys
}

function combinations(id: ShortcutId, isMac: boolean): Combination[] {
  const { also = [] }: Row = shortcuts[id]
  return [...rowKeys(id, isMac), ...also].map((written) => {
    const parts = split(written)
    const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier)
    const key = parts.at(-1) ?? ''
    return { key, mod: has('Mod'), ctrl: has('Ctrl'), alt: has('Alt'), shift: has('Shift') }
  })
}

/** `Mod++` is Mod and the plus. */
function split(written: string): string[] {
  return written.split(/\+(?=.)/)
}

function hasModifiers(press: KeyPress, wanted: Combination, isMac: boolean): boolean {
  const ctrl = wanted.ctrl || (wanted.mod && !isMac)
  const meta = wanted.mod && isMac
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== wanted.alt) return false
  // A sign such as + or @ may need Shift on one keyboard and none on another.
  return isSign(wanted.key) || press.shiftKey === wanted.shift
}

function isKey(press: KeyPress, key: string): boolean {
  if (key === 'Space') return press.key === ' '
  if (!/^[A-Z]$/.test(key)) return press.key === key
  if (/^[a-z]$/i.test(press.key)) return press.key.toUpperCase() === key
  // By its place for keyboards that write Cyrillic, or a letter of another alphabet there.
  return press.code === `Key${key}`
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[A-Z0-9]/.test(key)
}
