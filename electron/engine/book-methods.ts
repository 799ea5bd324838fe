import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import { isPhoto } from './attachments'
import { bookOptions, writeBookOptions, writeLogo } from './book'
import { change } from './changes'
import { exportFolder, exportPortfolio, exportSections, listGuarded, previewBook } from './export'
import { exportAnswers } from './export-answers'
import { listExports } from './export-records'
import { storeFile, type StoredOriginal } from './files'
import { requireUnforgotten } from './forgotten-files'
import { withoutUndefined } from './rows'
import type { Session } from './session'

type BookRequest =
  | 'bookOptions'
  | 'writeBookOptions'
  | 'keepLogo'
  | 'dropLogo'
  | 'previewBook'
  | 'expectPreview'
  | 'exportPortfolio'
  | 'exportSections'
  | 'exportFolder'
  | 'exportAnswers'
  | 'listGuarded'
  | 'listExports'

/** How the book is made, and all that leaves the portfolio. */
export function bookMethods(
  { opened, granted, told, write, pathOf }: Session,
  printing: { fonts: string; clock: () => Date },
): Pick<Methods<EngineRequests>, BookRequest> {
  const tools = () => ({ ...opened(), ...printing })
  return {
    bookOptions: () => bookOptions(opened().db),
    writeBookOptions: (input) =>
      write(
        { kind: 'writeBook', words: {} },
        (db) => {
          writeBookOptions(db, withoutUndefined(input))
        },
        `book:${Object.keys(input).join(',')}`,
      ),
    keepLogo: async ({ files: [file] }, { signal }) => {
      const { db, folder, storing } = opened()
      if (!file) throw new Failure('input.invalid', { field: 'files' })
      const path = pathOf(file)
      const name = basename(path).normalize('NFC')
      const admit = (original: StoredOriginal) => {
        requireUnforgotten(db, name, original)
      }
      await storing.during(async (dropped) => {
        const original = await storeFile(folder, path, { name, signal, admit })
        if (!isPhoto({ name, original })) {
          dropped.add(original.hash)
          throw new Failure('logo.noPicture', { name })
        }
        told(
          change(db, { name: { kind: 'keepLogo', words: {} } }, (writable) => {
            writeLogo(writable, original)
          }),
        )
      })
      return null
    },
    dropLogo: () =>
      write({ kind: 'dropLogo', words: {} }, (db) => {
        writeLogo(db, null)
      }),
    previewBook: (input, call) => previewBook(tools(), input, call),
    expectPreview: async (_input, call) => {
      const all = tools()
      // Pictures come in: memory and processor are theirs, and whoever looks at the book then waits a little for its cover.
      if (all.pool.hasWorkers()) return null
      const cover = await previewBook(
        all,
        { draft: false, only: null, coverOnly: true, purpose: 'label', knowingly: [] },
        call,
      )
      await Promise.all(cover.pages.map(({ key }) => all.preview.page(key)))
      return null
    },
    exportPortfolio: async ({ out, ...rest }, call) => {
      const path = granted(out)
      const { bytes, pages, chapters, gaps, heldBack, unsaid, knowingly } = noted(
        await exportPortfolio(tools(), { out: path, ...rest }, call),
      )
      return { name: basename(path), bytes, pages, chapters, gaps, heldBack, unsaid, knowingly }
    },
    exportSections: async ({ out, ...rest }, call) => {
      const path = granted(out)
      return {
        name: basename(path),
        ...noted(await exportSections(tools(), { out: path, ...rest }, call)),
      }
    },
    exportFolder: async ({ out, ...rest }, call) => {
      const path = granted(out)
      return { name: basename(path), ...noted(await exportFolder(tools(), { out: path, ...rest }, call)) }
    },
    exportAnswers: async ({ out, ...rest }) =>
      noted(await exportAnswers(opened().db, { out: granted(out), ...rest })),
    listGuarded: (input) => listGuarded(opened(), input),
    listExports: () => listExports(opened().db),
  }

  /** The record of it is there, too. */
  function noted<Result>(result: Result): Result {
    return told({ result, nouns: ['export'] })
  }
}
