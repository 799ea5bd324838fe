import type { Attachment } from 'svelte/attachments'

/** So much room below it, in CSS px, is enough for a notice. */
const roomForNotice = 96

/** Between it and a notice, in CSS px. */
const gap = 8

/**
 * Keeps notices off an element that sticks to the foot of a scrolled screen: below it where a short screen leaves room, else
 * above it. (CSS anchors do not follow what is sticky.)
 */
export const clearOfNotices: Attachment<HTMLElement> = (element) => {
  const root = document.documentElement
  const screen = element.closest('main') ?? root

  function place(): void {
    const { top, bottom } = element.getBoundingClientRect()
    const foot = screen.getBoundingClientRect().bottom
    const edge = foot - bottom >= roomForNotice ? foot : top
    root.style.setProperty('--notices-bottom', `${window.innerHeight - edge + gap}px`)
  }

  const sizes = new ResizeObserver(place)
  for (const each of [element, screen, ...screen.children]) sizes.observe(each)
  screen.addEventListener('scroll', place, { passive: true })
  place()
  return () => {
    sizes.disconnect()
    screen.removeEventListener('scroll', place)
    root.style.removeProperty('--notices-bottom')
  }
}
