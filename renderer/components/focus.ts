import { tick } from 'svelte'

/** How long to wait for an element that is still to be drawn, in ms: an answer of the engine and a drawing. */
const patience = 1000

/**
 * Moves the keyboard focus to the first selector that matches, once it does. The last selector is the one to fall
 * back on when none of the others appears in time.
 */
export async function focusSoon(...selectors: string[]): Promise<void> {
  await tick()
  const until = performance.now() + patience
  const wanted = selectors.length > 1 ? selectors.slice(0, -1) : selectors
  while (performance.now() < until) {
    if (focusFirst(wanted)) return
    await new Promise(requestAnimationFrame)
  }
  focusFirst(selectors)
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
