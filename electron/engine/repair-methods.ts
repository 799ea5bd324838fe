import { extname } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { repairRequests } from '../contract/repair-requests'
import type { InputOf, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import { findOriginals, inArchive, inFolder } from './find-originals'
import { portfolioFolder } from './folders'
import { repair, saveReadable } from './repair'
import { dropReady } from './restore'
import type { Session } from './session'

/** Portfolios that are damaged, and originals that are missing. */
export function repairMethods(
  { author, opened, granted, open, openForReading, closeIf, told }: Session,
  {
    clock,
    rootOf,
  }: { clock: () => Date; rootOf: (which: InputOf<EngineRequests['repairPortfolio']>) => string },
): Pick<Methods<EngineRequests>, keyof typeof repairRequests> {
  /** Throws what opening does, where that is no damage: one that another process has is left alone. */
  function requireClosed(root: string): void {
    closeIf(root)
    try {
      open(root)
    } catch (error) {
      if (error instanceof Failure && error.code === 'portfolio.damaged') return
      throw error
    }
    closeIf(root)
  }

  return {
    openForReading: async (which, call) => {
      const root = rootOf(which)
      requireClosed(root)
      const { ready } = await saveReadable(portfolioFolder(root), { clock, author }, call)
      try {
        return openForReading(root, ready)
      } catch (error) {
        dropReady(ready)
        throw error
      }
    },
    repairPortfolio: async (which, call) => {
      const root = rootOf(which)
      requireClosed(root)
      const report = await repair(portfolioFolder(root), { clock, author }, call)
      return { portfolio: open(root), report }
    },
    findOriginals: async ({ files, where }, call) => {
      if (opened().db.readonly) throw new Failure('portfolio.readOnly')
      const { cache } = opened().folder
      const sources = where
        .map(granted)
        .map((path) => (isZipName(path) ? inArchive(path, cache) : inFolder(path)))
      const result = await findOriginals(opened(), { files, sources }, call)
      return told({ result, nouns: result.found.length > 0 ? ['evidence', 'picture'] : [] })
    },
  }
}

/** Browsers and people call an archive otherwise: `Bridge.fivefold (1).zip`. */
function isZipName(path: string): boolean {
  return extname(path).toLowerCase() === '.zip'
}
