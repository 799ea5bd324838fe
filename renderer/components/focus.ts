import { tick } from 'svelte'
import { hasGoneOnSince } from '../state/last-input'

/** How long to wait for an element that is still to be drawn, in ms: an answer of the engine and a drawing. */
const patience = 1000

/**
 * Moves the keyboard focus to the first selector that matches, once it does. The last selector is the one to fall
 * back on when none of the others appears in time. Whoever has gone somewhere else meanwhile stays there.
 */
export async function focusSoon(...selectors: string[]): Promise<void> {
  await tick()
  const until = performance.now() + patience
  const wanted = selectors.length > 1 ? selectors.slice(0, -1) : selectors
  const hasLeft = watchFocus()
  while (performance.now() < until) {
    if (hasLeft() || focusFirst(wanted)) return
    await new Promise(requestAnimationFrame)
  }
  if (!hasLeft()) focusFirst(selectors)
}

/** Tells later whether somebody has moved the focus by hand since now. */
function watchFocus(): () => boolean {
  const begun = performance.now()
  const before = document.activeElement
  return () => {
    const now = document.activeElement
    return hasGoneOnSince(begun) && now !== before && now !== document.body
  }
}

/**
 * Moves the focus to the first selector that matches within what `within` selects, once it does: what is folded there is
 * unfolded first. When nothing appears in time, `within` itself takes it, and `otherwise` when that is not there either.
 */
export async function focusWithin(
  within: string,
  selectors: readonly string[],
  otherwise: string,
): Promise<void> {
  await tick()
  const until = performance.now() + patience
  const hasLeft = watchFocus()
  while (performance.now() < until) {
    if (hasLeft()) return
    const place = document.querySelector(within)
    for (const folded of place?.querySelectorAll('details') ?? []) folded.open = true
    await tick()
    if (place && focusFirst(selectors)) return
    await new Promise(requestAnimationFrame)
  }
  if (!hasLeft()) focusFirst([within, otherwise])
}

/**
 * Keeps the focus on the button that moved its row: a row that is moved within the page loses it, as soon as what was read again
 * shows the new order.
 */
export async function followMoved(button: HTMLElement): Promise<void> {
  const until = performance.now() + patience
  const hasLeft = watchFocus()
  while (performance.now() < until && !hasLeft()) {
    if (document.activeElement === document.body) button.focus()
    await new Promise(requestAnimationFrame)
  }
}

function focusFirst(selectors: readonly string[]): boolean {
  for (const selector of selectors) {
    const element = document.querySelector<HTMLElement>(selector)
    // A tab that is about to be shown cannot take it yet.
    if (!element || element.closest('[hidden]')) continue
    element.focus()
    return true
  }
  return false
}
