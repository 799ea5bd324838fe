import { isKeyOf, isShortcut, type ShortcutId } from '../../electron/domain/shortcuts'

/** Where Cmd does what Ctrl does elsewhere. */
export const isMac = navigator.platform.startsWith('Mac')

/** Whether a key press is a shortcut of the app's table. */
export function isPressed(event: KeyboardEvent, id: ShortcutId): boolean {
  return isShortcut(event, id, isMac)
}

/** The same with whatever modifiers. */
export function isKeyPressed(event: KeyboardEvent, id: ShortcutId): boolean {
  return isKeyOf(event, id, isMac)
}

/** What a key press asks for: to undo, or to redo. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (isPressed(event, 'undo')) return 'undo'
  return isPressed(event, 'redo') ? 'redo' : null
}

/** Asks a rich text to undo or redo its own typing, which `detail` says. */
export const turnEvent = 'turn-typing'

/** Lets the text field that has the focus undo its own typing; false when the portfolio's undo is meant. */
export function undoInField(which: 'undo' | 'redo'): boolean {
  const field = document.activeElement
  if (!isFieldsOwnUndo(field)) return false
  if (field instanceof HTMLElement && field.isContentEditable) {
    field.dispatchEvent(new CustomEvent(turnEvent, { detail: which }))
    return true
  }
  // The only way to a field's own history; a page cannot reach it otherwise.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no successor
  document.execCommand(which)
  return true
}

/**
 * True when a text field's own undo comes first: a field that is no part of the portfolio (a filter, a dialog), or
 * one that holds typing which is not saved yet (`data-saves="typed"`).
 */
export function isFieldsOwnUndo(target: EventTarget | null): boolean {
  // A rich text of the portfolio has no history of its own: what is typed is saved first, and is a step then.
  if (target instanceof HTMLElement && target.isContentEditable) return target.dataset.saves === undefined
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  return isText && target.dataset.saves !== 'stored'
}
