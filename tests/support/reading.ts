import type { Page } from 'playwright-core'
import { marks } from '../../electron/dev/pseudo'

/** Every text that a person sees or hears on the screen: words, names of fields and buttons, placeholders. */
export async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent?.closest('script, style, [hidden]')) continue
      const text = node.textContent?.trim() ?? ''
      if (text !== '') found.add(text)
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        const text = element.getAttribute(name)?.trim() ?? ''
        if (text !== '') found.add(text)
      }
    }
    return [...found]
  })
}

/** Labels that are cut off: wider than their own box, or beyond the window. */
export async function clippedOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clipped: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const nodes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
      const ownText = nodes
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
        .trim()
      if (ownText === '' || !element.checkVisibility({ visibilityProperty: true })) continue
      if (element.closest('.hidden-words, textarea, select, .rich-text, [data-user-text]')) continue
      const style = getComputedStyle(element)
      const isCut =
        style.overflowX !== 'visible' &&
        style.overflowX !== 'auto' &&
        element.scrollWidth > element.clientWidth + 1
      const boxes = nodes.flatMap((node) => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return [...range.getClientRects()].filter(({ width }) => width > 0)
      })
      const text = {
        left: Math.min(...boxes.map(({ left }) => left)),
        right: Math.max(...boxes.map(({ right }) => right)),
      }
      // A button or a cell that its words stick out of, and words beyond the window.
      const box = element.closest('button, a, td, th, li, label')?.getBoundingClientRect()
      const sticksOut = box !== undefined && (text.right > box.right + 1 || text.left < box.left - 1)
      const isOutside = text.right > window.innerWidth + 1
      if (isCut || sticksOut || isOutside)
        clipped.push(`${element.tagName.toLowerCase()}: ${ownText.slice(0, 80)}`)
    }
    return clipped
  })
}

/** A text of the pseudo-locale without its marked parts: what is left was never in the messages. */
export function unmarked(text: string): string {
  const inner = new RegExp(`${marks.open}[^${marks.open}${marks.close}]*${marks.close}`, 'g')
  let rest = text
  for (let before = ''; before !== rest; rest = rest.replace(inner, ' ')) before = rest
  return rest
}
