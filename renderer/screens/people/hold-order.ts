import type { Attachment } from 'svelte/attachments'
import type { SteadyList } from '../../state/steady-list.svelte'

/** Keeps the order of a list while the keyboard focus is in it. */
export function holdOrder(list: SteadyList<{ readonly id: string }>): Attachment<HTMLElement> {
  return (element) => {
    const hold = (): void => list.hold()
    const release = ({ relatedTarget }: FocusEvent): void => {
      const isStill = relatedTarget instanceof Node && element.contains(relatedTarget)
      // When the whole window loses the focus, it comes back to the same field.
      if (isStill || !document.hasFocus()) return
      // What has the focus may be taken away while the page is being drawn, which is no time to write.
      queueMicrotask(() => {
        if (!element.contains(document.activeElement)) list.release()
      })
    }
    element.addEventListener('focusin', hold)
    element.addEventListener('focusout', release)
    return () => {
      // When the last row goes, its focus goes without a word.
      list.release()
      element.removeEventListener('focusin', hold)
      element.removeEventListener('focusout', release)
    }
  }
}
