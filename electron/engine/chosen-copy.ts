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
  settings.writeExtraCopies(copy ? [...others(settings, of), copy] : others(settings, of))
}

/** How far the chosen copy is: no copying fails because that could not be written. */
export function noteCopy(settings: Settings, of: CopiedPortfolio, copy: ChosenCopy): void {
  settings.noteExtraCopies([...others(settings, of), copy])
}

/** What the copies of others are called that are made in a folder. */
export function takenNames(settings: Settings, of: CopiedPortfolio, folder: string): Set<string> {
  const inFolder = others(settings, of).filter((copy) => copy.folder === folder)
  return new Set(inFolder.map(({ name }) => name))
}

function others(settings: Settings, of: CopiedPortfolio): ChosenCopy[] {
  return settings.extraCopies().filter((copy) => !isOf(copy, of))
}

/**
 * A portfolio that was moved keeps its extra copy. One that lies beside it, such as the extra copy itself when it is opened, has
 * the same id and is another.
 */
function isOf(copy: ChosenCopy, { portfolio, root }: CopiedPortfolio): boolean {
  if (copy.portfolio !== portfolio) return false
  return copy.root === root || !existsSync(portfolioFolder(copy.root).database)
}
