import { existsSync } from 'node:fs'
import { portfolioFolder } from './folders'
import type { ChosenCopy, Settings } from './settings'

/** The portfolio whose copy it is: its id, and where it lies. */
export type CopiedPortfolio = { portfolio: string; root: string }

/** Where the extra copy of a portfolio is made; null where none is. */
export function chosenCopy(settings: Settings, of: CopiedPortfolio): ChosenCopy | null {
  return settings.extraCopies().find((copy) => isOf(copy, of)) ?? null
}

/** @param copy null when none is to be made any more */
export function chooseCopy(settings: Settings, of: CopiedPortfolio, copy: ChosenCopy | null): void {
  const others = settings.extraCopies().filter((other) => !isOf(other, of))
  settings.writeExtraCopies(copy ? [...others, copy] : others)
}

/** What the copies of others are called that are made in a folder. */
export function takenNames(settings: Settings, of: CopiedPortfolio, folder: string): Set<string> {
  const others = settings.extraCopies().filter((copy) => copy.folder === folder && !isOf(copy, of))
  return new Set(others.map(({ name }) => name))
}

/**
 * A portfolio that was moved keeps its extra copy. One that lies beside it, such as the extra copy itself when it is opened, has
 * the same id and is another.
 */
function isOf(copy: ChosenCopy, { portfolio, root }: CopiedPortfolio): boolean {
  if (copy.portfolio !== portfolio) return false
  return copy.root === root || !existsSync(portfolioFolder(copy.root).database)
}
