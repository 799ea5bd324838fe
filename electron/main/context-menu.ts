import { BrowserWindow, clipboard, Menu, type WebContents } from 'electron'
import { contextItems } from './context-items'
import type { Spelling } from './spelling'
import type { Texts } from './texts'

/** The menu of the right button, and of the menu key. A part of the page with a menu of its own keeps that one. */
export function offerContextMenu(contents: WebContents, { say }: Texts, spelling: Spelling): void {
  contents.on('context-menu', (_event, clicked) => {
    const items = contextItems(clicked, {
      say,
      added: spelling.words(),
      actions: {
        replaceWord: (word) => {
          contents.replaceMisspelling(word)
        },
        addWord: spelling.addWord,
        removeWord: spelling.removeWord,
        copyAddress: (url) => {
          void clipboard.writeText(url)
        },
      },
    })
    const window = BrowserWindow.fromWebContents(contents)
    if (items.length === 0 || !window) return
    Menu.buildFromTemplate(items).popup({ window, x: clicked.x, y: clicked.y })
  })
}
