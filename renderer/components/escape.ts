import type { Attachment } from 'svelte/attachments'

/** Calls `leave` on Escape inside an element, unless something in it (a menu) already took the key. */
export function onEscape(leave: () => void): Attachment<HTMLElement> {
  return (element) => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave()
    }
    element.addEventListener('keydown', onKey)
    return () => element.removeEventListener('keydown', onKey)
  }
}
