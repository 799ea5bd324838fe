import type { Attachment } from 'svelte/attachments'
import type { Seen } from '../state/visible-rows'

/** Scrolling less than this draws nothing anew, in px. */
const step = 64

/** What can be seen of a long list within the scrolling middle of the window, and how wide the list is, in px. */
export class VisibleRows {
  #seen = $state.raw<Seen>({ top: 0, height: 0 })
  #width = $state.raw(0)

  get seen(): Seen {
    return this.#seen
  }

  get width(): number {
    return this.#width
  }

  /** Follows the element of the list. */
  readonly follow: Attachment<HTMLElement> = (list) => {
    const scroller = list.closest('main')
    if (!scroller) return
    const measure = (): void => {
      const top = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top
      const seen = { top: Math.floor(top / step) * step, height: scroller.clientHeight }
      if (seen.top !== this.#seen.top || seen.height !== this.#seen.height) this.#seen = seen
      this.#width = list.clientWidth
    }
    const observer = new ResizeObserver(measure)
    observer.observe(list)
    observer.observe(scroller)
    scroller.addEventListener('scroll', measure, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      scroller.removeEventListener('scroll', measure)
    }
  }
}
