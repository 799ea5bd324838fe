/** What a key press asks for: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (with Cmd on a Mac). */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  // By the key's letter, and by its position for keyboards that write Cyrillic.
  const isZ = event.key.toLowerCase() === 'z' || event.code === 'KeyZ'
  const isY = event.key.toLowerCase() === 'y' || event.code === 'KeyY'
  if (isZ && isY) return event.key.toLowerCase() === 'z' ? (event.shiftKey ? 'redo' : 'undo') : 'redo'
  if (isZ) return event.shiftKey ? 'redo' : 'undo'
  return isY && !event.shiftKey ? 'redo' : null
}

/** Ctrl+K, with Cmd on a Mac; by the key's place for keyboards that write Cyrillic. */
export function isSearchKey(event: KeyboardEvent): boolean {
  const isK = event.key.toLowerCase() === 'k' || event.code === 'KeyK'
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && isK
}

/** Ctrl+H; on a Mac, where Cmd+H hides the app, Cmd+Alt+F. By the key's place for keyboards that write Cyrillic. */
export function isReplaceKey(event: KeyboardEvent): boolean {
  if (event.shiftKey) return false
  const isH = event.key.toLowerCase() === 'h' || event.code === 'KeyH'
  if (event.ctrlKey) return isH && !event.altKey && !event.metaKey
  return event.metaKey && event.altKey && event.code === 'KeyF'
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
