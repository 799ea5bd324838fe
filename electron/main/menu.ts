import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../contract/main'
import { languageName } from '../domain/language'
import { languages } from '../domain/portfolio'
import { acceleratorOf, type ShortcutId } from '../domain/shortcuts'
import type { Appearance } from './appearance'
import type { EngineProcess } from './engine-process'
import type { Spelling } from './spelling'
import type { Texts } from './texts'
import { giveCommand } from './window'

/** The menu. Undo and redo go to the window, which knows whether a text field or the portfolio is meant. */
export function installMenu(engine: EngineProcess, beside: Beside): void {
  const install = (): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(engine, beside)))
  }
  install()
  beside.texts.onChange(install)
  beside.spelling.onChange(install)
}

type Beside = { texts: Texts; spelling: Spelling; appearance: Appearance }

const isMac = process.platform === 'darwin'

function template(
  engine: EngineProcess,
  { texts, spelling, appearance }: Beside,
): MenuItemConstructorOptions[] {
  const { say, language } = texts
  const settings = command('settings', say('menu.settings'), 'settings')
  const about = command('about', say('menu.about'))
  return [
    ...(isMac ? [macMenu(about, settings)] : []),
    {
      label: say('menu.file'),
      submenu: [
        command('newPortfolio', say('menu.newPortfolio'), 'newPortfolio'),
        command('openPortfolio', say('menu.openPortfolio'), 'openPortfolio'),
        command('openArchive', say('menu.openArchive')),
        command('home', say('menu.home')),
        { type: 'separator' },
        command('addFiles', say('menu.addFiles')),
        command('addFolder', say('menu.addFolder')),
        { type: 'separator' },
        command('exportPdf', say('menu.exportPdf'), 'exportPdf'),
        command('pack', say('menu.pack')),
        { type: 'separator' },
        // On a Mac both stand in the app's own menu.
        ...(isMac ? [] : [settings, { type: 'separator' as const }, role('quit', say('menu.quit'), 'quit')]),
      ],
    },
    {
      label: say('menu.edit'),
      submenu: [
        command('undo', say('menu.undo'), 'undo'),
        command('redo', say('menu.redo'), 'redo'),
        { type: 'separator' },
        role('cut', say('menu.cut'), 'cut'),
        role('copy', say('menu.copy'), 'copy'),
        role('paste', say('menu.paste'), 'paste'),
        role('selectAll', say('menu.selectAll'), 'selectAll'),
        { type: 'separator' },
        command('search', say('menu.search'), 'search'),
        command('replace', say('menu.replace'), 'replace'),
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
        size('resetZoom', say('menu.resetZoom'), appearance.resetZoom),
        size('zoomIn', say('menu.zoomIn'), () => {
          appearance.zoomBy(1)
        }),
        size('zoomOut', say('menu.zoomOut'), () => {
          appearance.zoomBy(-1)
        }),
        { type: 'separator' },
        role('togglefullscreen', say('menu.fullScreen'), 'fullScreen'),
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
    {
      role: 'help',
      label: say('menu.help'),
      submenu: [
        command('help', say('menu.helpHere'), 'help'),
        command('keyboard', say('menu.keyboard'), 'keyboard'),
        { type: 'separator' },
        command('report', say('menu.report')),
        ...(isMac ? [] : [about]),
      ],
    },
  ]
}

/** What stands under the app's name on a Mac; the system words the rest itself. */
function macMenu(
  about: MenuItemConstructorOptions,
  settings: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  const line = { type: 'separator' } as const
  return {
    role: 'appMenu',
    submenu: [
      about,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
}

function command(name: MenuCommand, label: string, shortcut?: ShortcutId): MenuItemConstructorOptions {
  return {
    id: name,
    label,
    ...accelerator(shortcut),
    click: () => {
      giveCommand(name)
    },
  }
}

/** What Electron does itself. */
function role(
  name: NonNullable<MenuItemConstructorOptions['role']>,
  label: string,
  shortcut: ShortcutId,
): MenuItemConstructorOptions {
  return { role: name, label, ...accelerator(shortcut) }
}

function size(
  shortcut: 'zoomIn' | 'zoomOut' | 'resetZoom',
  label: string,
  click: () => void,
): MenuItemConstructorOptions {
  return { id: shortcut, label, ...accelerator(shortcut), click }
}

function accelerator(shortcut: ShortcutId | undefined): { accelerator?: string } {
  return shortcut === undefined ? {} : { accelerator: acceleratorOf(shortcut, isMac) }
}
