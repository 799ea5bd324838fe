import { join } from 'node:path'
import { app } from 'electron'

/** The folder with package.json, `dist/` and `resources/`: the project in development, the archive when packed. */
const appFolder = app.getAppPath()

/** Where the built processes and the window lie. */
export const builtFolder = join(appFolder, 'dist')

/** The dictionaries of the spell-check; not there in a build without them. */
export const dictionariesFolder = app.isPackaged
  ? join(process.resourcesPath, 'dictionaries')
  : join(builtFolder, 'dictionaries')

/** The window's icon where the window brings its own (Linux); elsewhere the system takes it from the program. */
export const windowIcon = app.isPackaged
  ? join(process.resourcesPath, 'icon.png')
  : join(appFolder, 'resources/icons/linux/256x256.png')

/** The fonts of the PDF. Processes that are not Electron's read them, so a packed app keeps them outside its archive. */
export const fontsFolder = join(
  app.isPackaged ? process.resourcesPath : appFolder,
  app.isPackaged ? 'fonts' : 'resources/fonts',
)
