import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  shell,
  type FileFilter,
  type OpenDialogOptions,
} from 'electron'
import { callMethod, failureOf } from '../contract/rpc'
import { mainRequests, type Grant, type MainRequests, type OutKind } from '../contract/main'
import type { Methods, Outcome } from '../contract/table'
import { archiveEnding, isArchiveName } from '../domain/archive'
import { parseLink, shownLink } from '../domain/evidence'
import { mayGoKnowingly } from '../domain/export'
import { Failure } from '../domain/failure'
import type { Say } from '../domain/messages'
import { problemReport } from '../domain/problem-report'
import { scrubbedError } from '../domain/scrub'
import type { EngineProcess } from './engine-process'
import { takeIncoming, takeIncomingArchives } from './incoming'
import { licences } from './licences'
import { appFacts } from './problem'
import { isOwnPage } from './security'
import type { Spelling } from './spelling'
import type { Texts } from './texts'
import { keepWindow } from './window'

/** What a kind of file is called in every language. */
const outNames: Partial<Record<OutKind, string>> = { pdf: 'PDF', docx: 'Word (DOCX)', zip: 'ZIP' }

/**
 * Serves the window's requests to main: the system's dialogs. A chosen path goes to the engine; the page only gets a
 * token and the last part of the path.
 */
export function serveDialogs(engine: EngineProcess, { say }: Texts, spelling: Spelling): void {
  /** What the user chose to save; nothing else is shown or opened. */
  const outs = new Map<string, string>()

  async function grant(path: string): Promise<Grant> {
    const token = randomUUID()
    await engine.control.grantPath({ grant: token, path })
    return { grant: token, name: basename(path) }
  }

  /** What was chosen to save may be shown later. */
  async function grantOut(path: string): Promise<Grant> {
    const granted = await grant(path)
    outs.set(granted.grant, path)
    return granted
  }

  function outOf(token: string): string {
    const path = outs.get(token)
    if (path === undefined) throw new Failure('input.invalid', { field: 'grant' })
    return path
  }

  async function choose(options: OpenDialogOptions): Promise<Grant[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(ownWindow(), options)
    return canceled ? [] : Promise.all(filePaths.map(grant))
  }

  /** An engine that is gone is told of elsewhere. */
  function noteBug(error: unknown): void {
    engine.control.noteBug({ text: scrubbedError(error) }).catch(() => undefined)
  }

  /** Systems know the last part of an ending only. */
  function archiveFilters(): FileFilter[] {
    return [{ name: say('dialog.archives'), extensions: ['zip'] }]
  }

  const methods: Methods<MainRequests> = {
    chooseFiles: () =>
      choose({ title: say('dialog.chooseFiles'), properties: ['openFile', 'multiSelections'] }),
    chooseFolder: () =>
      choose({ title: say('dialog.chooseFolder'), properties: ['openDirectory', 'multiSelections'] }),
    takeIncoming: () => Promise.all(takeIncoming().map(grant)),
    takeIncomingArchives: () => Promise.all(takeIncomingArchives().map(grant)),
    choosePortfolio: async () => {
      // Only a Mac's dialog offers files beside folders.
      const properties =
        process.platform === 'darwin'
          ? (['openDirectory', 'openFile'] as const)
          : (['openDirectory'] as const)
      const [folder] = await choose({
        title: say('dialog.choosePortfolio'),
        properties: [...properties],
        filters: archiveFilters(),
      })
      return folder ?? null
    },
    chooseArchive: async () => {
      const [file] = await choose({
        title: say('dialog.chooseArchive'),
        properties: ['openFile'],
        filters: archiveFilters(),
      })
      return file ?? null
    },
    chooseCopy: async () => {
      const [folder] = await choose({ title: say('dialog.chooseCopy'), properties: ['openDirectory'] })
      return folder ?? null
    },
    choosePlace: async () => {
      const [folder] = await choose({
        title: say('dialog.choosePlace'),
        properties: ['openDirectory', 'createDirectory'],
      })
      return folder ?? null
    },
    chooseExtraCopy: async () => {
      const [folder] = await choose({
        title: say('dialog.chooseExtraCopy'),
        properties: ['openDirectory', 'createDirectory'],
      })
      return folder ?? null
    },
    choosePdf: async () => {
      const [file] = await choose({
        title: say('dialog.choosePdf'),
        properties: ['openFile'],
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      })
      return file ?? null
    },
    chooseMission: async () => {
      const [file] = await choose({
        title: say('dialog.chooseMission'),
        properties: ['openFile'],
        filters: [{ name: say('dialog.texts'), extensions: ['txt', 'md', 'docx', 'odt', 'pdf'] }],
      })
      return file ?? null
    },
    copyText: async ({ text }) => {
      await clipboard.writeText(text)
      return null
    },
    chooseOut: async ({ suggestedName, kind }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(ownWindow(), {
        title: say(`dialog.out.${kind}`),
        defaultPath: suggestedName,
        filters:
          kind === 'folder'
            ? []
            : [
                { name: outNames[kind] ?? say('dialog.plainText'), extensions: [kind] },
                ...(kind === 'txt' ? [{ name: 'Markdown', extensions: ['md'] }] : []),
              ],
      })
      if (canceled || filePath === '') return null
      const path = kind === 'zip' ? asArchive(filePath) : filePath
      return grantOut(path)
    },
    showFile: (input) => {
      const path = outOf(input.grant)
      // A system shows nothing for what is not there, and says nothing either.
      if (!existsSync(path)) throw new Failure('file.moved', { name: basename(path) })
      shell.showItemInFolder(path)
      return null
    },
    openFile: async (input) => {
      await openInProgram(outOf(input.grant))
      return null
    },
    openSubmissionFile: async (which) => {
      const found = await engine.control.findSubmissionFile(which)
      if (!found) throw new Failure('file.missing', { name: which.name })
      await openInProgram(found.path)
      return null
    },
    openAttachment: async (which) => {
      const { path } = await engine.control.copyToOpen(which)
      await openInProgram(path)
      return null
    },
    saveAttachment: async (which) => {
      const { name, status } = await engine.control.findAttachmentFile(which)
      if (status === 'withdrawn') throw new Failure('export.withdrawn', { name })
      if (mayGoKnowingly(status) && !(await isWantedAllTheSame(name, say))) return null
      const { canceled, filePath } = await dialog.showSaveDialog(ownWindow(), {
        title: say('dialog.saveCopy'),
        defaultPath: name,
      })
      if (canceled || filePath === '') return null
      await engine.control.saveAttachmentFile({ ...which, out: filePath })
      return grantOut(filePath)
    },
    listAddedWords: () => [...spelling.words()],
    removeAddedWord: ({ word }) => {
      spelling.removeWord(word)
      return null
    },
    canSpell: () => spelling.isPossible,
    about: () => ({ version: app.getVersion() }),
    problemReport: async () => ({
      text: problemReport(appFacts(ownWindow()), await engine.control.problemFacts({}), say),
    }),
    licences: async () => ({ text: await licences() }),
    closeWindow: () => {
      ownWindow().destroy()
      return null
    },
    keepWindow: () => {
      keepWindow()
      return null
    },
    openLink: async ({ url }) => ({ opened: await openLink(url, say) }),
  }

  ipcMain.handle('main', async ({ senderFrame }, request: unknown): Promise<Outcome<unknown>> => {
    try {
      // Only our own page, and only its top frame.
      const isOurs = senderFrame?.parent === null && isOwnPage(senderFrame.url)
      if (!isOurs || !isRequest(request)) throw new Failure('input.invalid', { field: 'request' })
      const call = { signal: new AbortController().signal, progress: () => undefined }
      return { ok: true, value: await callMethod(mainRequests, methods, { ...request, ...call }) }
    } catch (error) {
      return { ok: false, failure: failureOf(error, noteBug) }
    }
  })
}

function isRequest(request: unknown): request is { name: string; input: unknown } {
  return (
    typeof request === 'object' && request !== null && 'name' in request && typeof request.name === 'string'
  )
}

/** Opens a file with the system's own program. Throws `file.moved` where it is not there any more, `file.noProgram`. */
async function openInProgram(path: string): Promise<void> {
  if ((await shell.openPath(path)) === '') return
  throw new Failure(existsSync(path) ? 'file.noProgram' : 'file.moved', { name: basename(path) })
}

/** Asks with the whole address in view, then hands a web address to the system's browser; never anything else. */
async function openLink(address: string, say: Say): Promise<boolean> {
  const url = parseLink(address)
  if (url === null) throw new Failure('link.invalid', { url: address.slice(0, 80) })
  const { response } = await dialog.showMessageBox(ownWindow(), {
    type: 'question',
    message: say('dialog.openLink'),
    detail: shownLink(url),
    buttons: [say('dialog.openLink.open'), say('dialog.openLink.cancel')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  if (response !== 0) return false
  await shell.openExternal(url)
  return true
}

/** Asks before a file is saved in which somebody may be seen who has not agreed. */
async function isWantedAllTheSame(name: string, say: Say): Promise<boolean> {
  const { response } = await dialog.showMessageBox(ownWindow(), {
    type: 'question',
    message: say('dialog.heldBack', { name }),
    detail: say('dialog.heldBack.detail'),
    buttons: [say('dialog.heldBack.save'), say('dialog.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

function ownWindow(): BrowserWindow {
  const window = BrowserWindow.getAllWindows()[0]
  if (!window) throw new Error('no window')
  return window
}

/** Whatever the user called it: by its ending an archive is known again. A file of that name, of which nobody asked, stays. */
function asArchive(path: string): string {
  if (isArchiveName(path)) return path
  const named = `${path.replace(/(?:\.fivefold)?(?:\.zip)?$/i, '')}${archiveEnding}`
  return existsSync(named) ? path : named
}
