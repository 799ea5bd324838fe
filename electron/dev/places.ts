import { join, resolve } from 'node:path'

/** The folder of the project, where package.json lies. */
export const projectFolder = resolve(import.meta.dirname, '..', '..')

/** What is made on this machine and may be deleted at any time; git-ignored. */
export const cacheFolder = join(projectFolder, '.cache')

/** What the build makes; `package.json` names `dist/main.js` as the app's start. */
export const buildFolder = join(projectFolder, 'dist')

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return join(projectFolder, 'node_modules', name)
}
