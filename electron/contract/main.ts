import * as v from 'valibot'
import { row } from './table'
import { grant, id, line, submissionFile } from './fields'

/** A path that the user chose: a token for requests, and the last part of the path for the eye. */
export type Grant = { grant: string; name: string }

/** What the app saves outside the portfolio: files by their endings, or a new folder. */
export const outKinds = ['pdf', 'txt', 'docx', 'zip', 'folder'] as const
export type OutKind = (typeof outKinds)[number]

/** Window to main: only what needs the operating system. Main holds no data. */
export const mainRequests = {
  /** Files to gather; empty when the user cancelled. */
  chooseFiles: row(v.strictObject({}))<Grant[]>(),
  /** A folder whose files are to be gathered; empty when the user cancelled. */
  chooseFolder: row(v.strictObject({}))<Grant[]>(),
  /** Files that were dropped on the app's icon or opened with it, since the last time; without archives, which are opened. */
  takeIncoming: row(v.strictObject({}))<Grant[]>(),
  takeIncomingArchives: row(v.strictObject({}))<Grant[]>(),
  /** A portfolio's folder to open, or an archive where one dialog can offer both; null when the user cancelled. */
  choosePortfolio: row(v.strictObject({}))<Grant | null>(),
  /** An archive to open; null when the user cancelled. */
  chooseArchive: row(v.strictObject({}))<Grant | null>(),
  /** The folder of another copy of the open portfolio; null when the user cancelled. */
  chooseCopy: row(v.strictObject({}))<Grant | null>(),
  /** The folder in which a new portfolio is to lie. */
  choosePlace: row(v.strictObject({}))<Grant | null>(),
  /** The folder in which an extra copy is to lie; null when the user cancelled. */
  chooseExtraCopy: row(v.strictObject({}))<Grant | null>(),
  /** Where a file or a new folder is to be saved. */
  chooseOut: row(v.strictObject({ suggestedName: line, kind: v.picklist(outKinds) }))<Grant | null>(),
  /** The PDF that was really handed in. */
  choosePdf: row(v.strictObject({}))<Grant | null>(),
  /** A file with the Mission statement. */
  chooseMission: row(v.strictObject({}))<Grant | null>(),
  /** Puts a plain text on the clipboard. */
  copyText: row(v.strictObject({ text: v.pipe(v.string(), v.maxLength(2_000_000)) }))<null>(),
  /**
   * Shows what was saved by `chooseOut` in the system's file manager, or opens it with the system's viewer; nothing else.
   * Throws `file.moved`, `file.noProgram`.
   */
  showFile: row(v.strictObject({ grant }))<null>(),
  openFile: row(v.strictObject({ grant }))<null>(),
  /** Opens a file of what was handed in with the system's viewer. Throws `file.missing`, `file.noProgram`. */
  openSubmissionFile: row(v.strictObject(submissionFile))<null>(),
  /**
   * Opens a copy of an attachment's file, or of a link's kept copy, with the system's own program. Throws `evidence.gone`,
   * `file.notKept`, `file.noProgram`, `file.notOpened` for what may do more than show something.
   */
  openAttachment: row(v.strictObject({ attachment: id }))<null>(),
  /** Saves it where the user wants; null when they do not. Throws `evidence.gone`, `file.notKept`, `export.*`, `disk.full`. */
  saveAttachment: row(v.strictObject({ attachment: id }))<Grant | null>(),
  /** Asks, showing the address, then opens the system's browser. */
  openLink: row(v.strictObject({ url: v.pipe(v.string(), v.maxLength(4000)) }))<{ opened: boolean }>(),
  /** The words that were added to the dictionary on this computer. */
  listAddedWords: row(v.strictObject({}))<string[]>(),
  removeAddedWord: row(v.strictObject({ word: line }))<null>(),
  /** Whether there are dictionaries to check the spelling by. */
  canSpell: row(v.strictObject({}))<boolean>(),
  /** What the app is. */
  about: row(v.strictObject({}))<{ version: string }>(),
  /** What a report of a problem would say, in the user's language; nothing is sent. */
  problemReport: row(v.strictObject({}))<{ text: string }>(),
  /** The licences of all that came with the app. */
  licences: row(v.strictObject({}))<{ text: string }>(),
  /** The answer to `onClosing`: what was typed is saved, the window may go. */
  closeWindow: row(v.strictObject({}))<null>(),
  /** The other answer: something cannot be saved, the window stays until the user lets it go. */
  keepWindow: row(v.strictObject({}))<null>(),
} as const

export type MainRequests = typeof mainRequests

/** The commands of the menu that the window carries out. */
export const menuCommands = [
  'undo',
  'redo',
  'newPortfolio',
  'openPortfolio',
  'openArchive',
  'home',
  'search',
  'replace',
  'addFiles',
  'addFolder',
  'incoming',
  'exportPdf',
  'settings',
  'keyboard',
  'help',
  'report',
  'about',
  'pack',
] as const
export type MenuCommand = (typeof menuCommands)[number]
