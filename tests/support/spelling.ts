import type { Locator } from 'playwright-core'
import type { App } from './app'

/** What a click with the right button gives: what the checker says of the word, and the menu as it is shown. */
export type RightClick = { wrong: string; suggestions: string[]; menu: string[] }

type Seen = typeof globalThis & {
  clicked?: { wrong: string; suggestions: string[] }
  menu?: Electron.Menu
}

/** Notes what the context menu is asked and shows; the menu itself belongs to the system and would wait for a person. */
export async function watchContextMenu({ electron }: App): Promise<void> {
  await electron.evaluate(({ BrowserWindow, Menu }) => {
    const seen = globalThis as Seen
    BrowserWindow.getAllWindows()[0]?.webContents.prependListener(
      'context-menu',
      (_event: unknown, params: Electron.ContextMenuParams) => {
        delete seen.menu
        // A question may come in the middle of what runs: it is answered once the menu stands.
        setImmediate(() => {
          seen.clicked = { wrong: params.misspelledWord, suggestions: params.dictionarySuggestions }
        })
      },
    )
    Menu.prototype.popup = function (this: Electron.Menu) {
      seen.menu = this
    }
  })
}

/** Clicks with the right button in the middle of a word that stands in a text field. */
export async function rightClick(app: App, field: Locator, word: string): Promise<RightClick> {
  const { x, y } = await field.evaluate(placeOfWord, word)
  await app.electron.evaluate(() => {
    delete (globalThis as Seen).clicked
  })
  await app.page.mouse.click(x, y, { button: 'right' })
  for (;;) {
    const seen = await app.electron.evaluate(() => {
      const { clicked, menu } = globalThis as Seen
      const labels = menu?.items.filter(({ type }) => type !== 'separator').map(({ label }) => label) ?? []
      return clicked ? { ...clicked, menu: labels } : null
    })
    if (seen) return seen
  }
}

/** Chooses an entry of the context menu that was opened last. */
export async function chooseFromContextMenu({ electron }: App, label: string): Promise<void> {
  await electron.evaluate((_electron, wanted) => {
    const item = (globalThis as Seen).menu?.items.find((each) => each.label === wanted)
    if (!item) throw new Error(`not in the menu: ${wanted}`)
    const click = item.click as () => void
    click()
  }, label)
}

/** Chooses an entry of the app's own menu, wherever it stands. */
export async function chooseFromMenu({ electron }: App, label: string): Promise<void> {
  await electron.evaluate(({ Menu }, wanted) => {
    const within = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
      (menu?.items ?? []).flatMap((item) => [item, ...within(item.submenu)])
    const item = within(Menu.getApplicationMenu()).find((each) => each.label === wanted)
    if (!item) throw new Error(`not in the menu: ${wanted}`)
    const click = item.click as () => void
    click()
  }, label)
}

/** In the page: the middle of a word's first occurrence, in an editor or in a text area. */
function placeOfWord(field: Element, word: string): { x: number; y: number } {
  function placeIn(root: Element): DOMRect {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const at = text.nodeValue?.indexOf(word) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + word.length)
      return range.getBoundingClientRect()
    }
    throw new Error(`not in the field: ${word}`)
  }
  const middle = ({ x, y, width, height }: DOMRect) => ({ x: x + width / 2, y: y + height / 2 })
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement))
    return middle(placeIn(field))
  // The words of a text area have no place of their own: it is read from a copy that is set like it.
  const copy = document.createElement('div')
  for (const property of getComputedStyle(field)) {
    copy.style.setProperty(property, getComputedStyle(field).getPropertyValue(property))
  }
  const { x, y, width, height } = field.getBoundingClientRect()
  copy.style.cssText += `position:fixed;left:${x}px;top:${y}px;width:${width}px;height:${height}px;white-space:pre-wrap`
  copy.textContent = field.value
  document.body.append(copy)
  const place = middle(placeIn(copy))
  copy.remove()
  return place
}
