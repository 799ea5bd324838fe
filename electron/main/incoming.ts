import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { isArchiveName } from '../domain/archive'
import { giveCommand } from './window'

/*
 * Files that are dropped on the app's icon or opened with it: arguments on Windows and Linux, events on macOS. They wait
 * here until the window asks for them, since it may not be there yet, or no portfolio may be open.
 */

const waiting: string[] = []

/** Listens for files, and tells the window when some have come. To be called before the app is ready. */
export function receiveFiles(): void {
  receive(filesIn(process.argv, process.cwd()))
  app.on('second-instance', (_event, argv, cwd) => {
    receive(filesIn(argv, cwd))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    receive([path])
  })
}

/** What has come since the last time and is to be gathered. */
export function takeIncoming(): string[] {
  return take((path) => !isArchiveName(path))
}

/** The archives among what has come: they are opened, and are no evidence. */
export function takeIncomingArchives(): string[] {
  return take(isArchiveName)
}

function take(isWanted: (path: string) => boolean): string[] {
  const taken = waiting.filter(isWanted)
  waiting.splice(0, Infinity, ...waiting.filter((path) => !isWanted(path)))
  return taken
}

function receive(paths: readonly string[]): void {
  if (paths.length === 0) return
  waiting.push(...paths)
  giveCommand('incoming')
}

/** The arguments that name files or folders, without the program, the app's own folder, and switches. */
function filesIn(argv: readonly string[], cwd: string): string[] {
  return argv
    .slice(app.isPackaged ? 1 : 2)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(cwd, pathIn(argument)))
    .filter((path) => path !== app.getAppPath() && existsSync(path))
}

/** The desktops of Linux hand over what is dropped on an icon as addresses (`%U` of a desktop entry). */
function pathIn(argument: string): string {
  if (!/^file:\/\//i.test(argument)) return argument
  try {
    return fileURLToPath(argument)
  } catch {
    return argument
  }
}
