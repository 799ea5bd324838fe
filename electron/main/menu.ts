import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../contract/main'
import { languageName } from '../domain/language'
import { languages } from '../domain/portfolio'
import type { EngineProcess } from './engine-process'
import type { Spelling } from './spelling'
import type { Texts } from './texts'
import { giveCommand } from './window'

/** The menu. Undo and redo go to the window, which knows whether a text field or the portfolio is meant. */
export function installMenu(engine: EngineProcess, texts: Texts, spelling: Spelling): void {
  const install = (): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(engine, texts, spelling)))
  }
  install()
  texts.onChange(install)
  spelling.onChange(install)
}

function template(
  engine: EngineProcess,
  { say, language }: Texts,
  spelling: Spelling,
): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: say('menu.file'),
      submenu: [
        command('newPortfolio', say('menu.newPortfolio'), 'CmdOrCtrl+N'),
        command('openPortfolio', say('menu.openPortfolio'), 'CmdOrCtrl+O'),
        command('openArchive', say('menu.openArchive')),
        command('home', say('menu.home')),
        { type: 'separator' },
        command('addFiles', say('menu.addFiles')),
        command('addFolder', say('menu.addFolder')),
        { type: 'separator' },
        command('exportPdf', say('menu.exportPdf'), 'CmdOrCtrl+E'),
        command('pack', say('menu.pack')),
        { type: 'separator' },
        { role: 'quit', label: say('menu.quit') },
      ],
    },
    {
      label: say('menu.edit'),
      submenu: [
        command('undo', say('menu.undo'), 'CmdOrCtrl+Z'),
        command('redo', say('menu.redo'), isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
        { type: 'separator' },
        { role: 'cut', label: say('menu.cut') },
        { role: 'copy', label: say('menu.copy') },
        { role: 'paste', label: say('menu.paste') },
        { role: 'selectAll', label: say('menu.selectAll') },
        { type: 'separator' },
        command('search', say('menu.search'), 'CmdOrCtrl+K'),
        // On a Mac, Cmd+H hides the app.
        command('replace', say('menu.replace'), isMac ? 'Alt+Cmd+F' : 'Ctrl+H'),
        { type: 'separator' },
        {
          label: say('menu.spelling'),
          type: 'checkbox',
          checked: spelling.isOn(),
          enabled: spelling.isPossible,
          click: () => {
            spelling.switchTo(!spelling.isOn())
          },
        },
        {
          label: say('menu.addedWords'),
          enabled: spelling.words().length > 0,
          submenu: spelling.words().map((word) => ({
            label: say('context.removeWord', { word }),
            click: () => {
              spelling.removeWord(word)
            },
          })),
        },
      ],
    },
    {
      label: say('menu.view'),
      submenu: [
        { role: 'resetZoom', label: say('menu.resetZoom') },
        { role: 'zoomIn', label: say('menu.zoomIn') },
        { role: 'zoomOut', label: say('menu.zoomOut') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: say('menu.fullScreen') },
        { type: 'separator' },
        {
          label: say('menu.language'),
          submenu: languages.map((each) => ({
            label: languageName(each),
            type: 'radio',
            checked: each === language(),
            click: () => void engine.control.writeLanguage({ language: each }),
          })),
        },
      ],
    },
  ]
}

function command(name: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions {
  return {
    id: name,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      giveCommand(name)
    },
  }
}
