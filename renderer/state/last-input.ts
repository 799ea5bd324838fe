/** When somebody last pressed a key or a button of the mouse in the window, by the clock of `performance.now()`, in ms. */
let last = -Infinity

/** Notes what is pressed from now on, whoever handles it; returns a function that ends it. */
export function watchInput(): () => void {
  const note = (): void => {
    last = performance.now()
  }
  const kinds = ['keydown', 'pointerdown'] as const
  for (const kind of kinds) addEventListener(kind, note, true)
  return () => {
    for (const kind of kinds) removeEventListener(kind, note, true)
  }
}

/** Whether somebody has gone on with something since then: then nothing takes the keyboard away from it. */
export function hasGoneOnSince(moment: number): boolean {
  return last > moment
}
