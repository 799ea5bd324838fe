import { isKeyPressed } from '../../components/keys'
import { nextIndex } from '../../state/list-keys'
import type { SelectionState } from '../../state/selection.svelte'

/** A list whose items are selected with the pointer and the keyboard. */
export type KeyedList = {
  selection: SelectionState
  /** In their order. */
  ids: readonly string[]
  columns: number
  /** Rows that a page key moves over. */
  page: number
  onOpen: (id: string) => void
  onRemove: (ids: string[]) => void
  /** The item that has the keyboard now is another one. */
  onMove: (id: string) => void
}

/** A click: alone it opens, with Ctrl (Cmd) or on the tick it toggles, with Shift it selects all up to here. */
export function pressItem(event: MouseEvent, id: string, { selection, onOpen }: KeyedList): void {
  const isOnTick = event.target instanceof Element && event.target.closest('[data-tick]') !== null
  if (event.shiftKey) selection.extendTo(id)
  else if (isOnTick || event.ctrlKey || event.metaKey) selection.toggle(id)
  else onOpen(id)
}

/** Whatever gave an item the keyboard: the keys go on from there. */
export function followFocus({ target }: FocusEvent, selection: SelectionState): void {
  const item = target instanceof Element ? target.closest<HTMLElement>('[data-evidence]') : null
  if (item?.dataset.evidence !== undefined) selection.moveTo(item.dataset.evidence)
}

const moves = ['listMove', 'listPage', 'listEnds'] as const

/** The keys of the list; what it takes goes no further. */
export function pressKey(event: KeyboardEvent, list: KeyedList): void {
  const { selection } = list
  const { active } = selection
  const isOnItem = event.target instanceof Element && event.target.closest('[data-evidence]') !== null
  if (active === null || !isOnItem || event.altKey || event.defaultPrevented) return
  if (takesKey(event, active, list)) event.preventDefault()
}

function takesKey(event: KeyboardEvent, active: string, list: KeyedList): boolean {
  const { selection, ids, columns, page } = list
  const isCommand = event.ctrlKey || event.metaKey
  const isWithCommand = isKeyPressed(event, 'listEnds') || isKeyPressed(event, 'listSelect')
  if (isCommand && !isWithCommand) return false
  if (isKeyPressed(event, 'listSelect')) selection.toggle(active)
  else if (isKeyPressed(event, 'listOpen')) list.onOpen(active)
  else if (isKeyPressed(event, 'listRemove'))
    list.onRemove(selection.ids.length > 1 ? selection.ids : [active])
  else {
    if (!moves.some((id) => isKeyPressed(event, id))) return false
    const next = nextIndex(event.key, selection.activeIndex, { count: ids.length, columns, page })
    const id = next === null ? undefined : ids[next]
    if (id === undefined) return false
    if (event.shiftKey) selection.extendTo(id)
    else selection.moveTo(id)
    list.onMove(id)
  }
  return true
}
