import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What has the keyboard, as a person who sees it and one who hears it would tell. */
export type Stop = { name: string; tag: string; isSeen: boolean }

/** The element with the keyboard focus, and whether one can see that it has it. */
export async function focusedStop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const labelled = (element.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const label = document.querySelector(`label[for="${CSS.escape(element.id || '-')}"]`)
    const name =
      element.getAttribute('aria-label') ??
      (labelled.trim() || labels[0]?.textContent || label?.textContent || element.textContent || '')

    const around = (): HTMLElement[] => {
      const all: HTMLElement[] = []
      for (let at: HTMLElement | null = element; at && all.length < 4; at = at.parentElement) all.push(at)
      return all
    }
    const hasOutline = around().some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
    })
    const look = (): string =>
      around()
        .map((each) => {
          const { boxShadow, borderColor, backgroundColor } = getComputedStyle(each)
          return `${boxShadow} ${borderColor} ${backgroundColor}`
        })
        .join()
    // What is chosen in an open menu is marked by the menu itself.
    const isMarked =
      element.dataset.highlighted !== undefined && getComputedStyle(element).boxShadow !== 'none'
    let isSeen = hasOutline || isMarked
    if (!isSeen) {
      // Some show it in another way than by an outline: then it looks otherwise without the focus.
      const before = look()
      const kept = element.style.transition
      element.blur()
      isSeen = look() !== before
      element.focus()
      element.style.transition = kept
    }
    return { name: name.replace(/\s+/g, ' ').trim(), tag: element.tagName.toLowerCase(), isSeen }
  })
}

/** Goes on with Tab until the keyboard is on something of that name; each stop on the way can be seen. */
export async function tabTo(
  page: Page,
  name: string | RegExp,
  { back = false, most = 120 }: { back?: boolean; most?: number } = {},
): Promise<void> {
  const passed: string[] = []
  for (let count = 0; count < most; count++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    const stop = await focusedStop(page)
    if (stop.tag !== 'body') expect(stop).toMatchObject({ isSeen: true })
    if (typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name)) return
    passed.push(`${stop.tag} ${stop.name.slice(0, 40)}`)
  }
  throw new Error(`Tab does not lead to ${String(name)}; it led to:\n${passed.join('\n')}`)
}
