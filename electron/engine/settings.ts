import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { RecentPortfolio } from '../contract/engine'
import { manyFiles } from '../contract/settings-requests'
import { isZoom, themes, type Zoom } from '../domain/appearance'
import { languages } from '../domain/portfolio'
import { tips } from '../domain/tip'
import { syncFile } from './flush'
import { newId } from './rows'

const settingsSchema = v.object({
  recent: v.array(
    v.object({
      id: v.string(),
      root: v.string(),
      school: v.string(),
      cycle: v.string(),
      openedAt: v.string(),
    }),
  ),
  /** The portfolio to open at the next start: the one that was open when the app was quit. */
  last: v.nullable(v.string()),
  /**
   * The language of the app that the user chose; null follows the system. What this version does not know counts as not said,
   * here and below.
   */
  language: v.optional(v.fallback(v.nullable(v.picklist(languages)), null), null),
  theme: v.optional(v.fallback(v.picklist(themes), 'system'), 'system'),
  isHighContrast: v.optional(v.fallback(v.boolean(), false), false),
  /** The size of all that is in the window, as a factor of the normal one. */
  zoom: v.optional(
    v.fallback(
      v.custom<Zoom>((value) => typeof value === 'number' && isZoom(value)),
      1,
    ),
    1,
  ),
  /** The folder for new portfolios; null for the user's documents. */
  place: v.optional(v.fallback(v.nullable(v.string()), null), null),
  /** Whether many files become one piece of evidence or one each; null asks. */
  many: v.optional(v.fallback(v.nullable(v.picklist(manyFiles)), null), null),
  /** Whether spelling is checked while one writes. */
  spelling: v.optional(v.fallback(v.boolean(), true), true),
  /** What the user is called in comments and changes; empty until they say so. */
  author: v.optional(v.fallback(v.string(), ''), ''),
  seenTips: v.optional(v.fallback(v.array(v.picklist(tips)), []), []),
  /** Where extra copies are made, one of each portfolio. Moments are ISO 8601, empty for never. */
  extraCopies: v.optional(
    v.fallback(
      v.array(
        v.object({
          portfolio: v.string(),
          /** Where the portfolio lay that it is a copy of: another copy of the same may be on this computer, too. */
          root: v.string(),
          folder: v.string(),
          /** What the copy is called; empty before the first. */
          name: v.string(),
          madeAt: v.string(),
          /** Which backup is in it, by its name and more; empty before the first. */
          backup: v.string(),
          postponedAt: v.string(),
        }),
      ),
      [],
    ),
    [],
  ),
})

type SettingsValues = v.InferOutput<typeof settingsSchema>

/** Where an extra copy of a portfolio is made, and how far it is. */
export type ChosenCopy = SettingsValues['extraCopies'][number]

/** What the user chooses. */
export type Choices = Omit<SettingsValues, 'recent' | 'last' | 'extraCopies'>

/** How it is before anything was chosen. */
const noChoices: Choices = {
  language: null,
  theme: 'system',
  isHighContrast: false,
  zoom: 1,
  place: null,
  many: null,
  spelling: true,
  author: '',
  seenTips: [],
}

/** Portfolios that the list of recent ones keeps. */
const keptRecent = 20

/**
 * What the app remembers on this computer, in `settings.json` of the user's folder for the app. Where that cannot be written, on a
 * full disk, it stands in memory and is written with the next change. What the app only notes never throws by it; what a person
 * chooses throws what the system says.
 */
export type Settings = {
  listRecent: () => RecentPortfolio[]
  findRoot: (id: string) => string | null
  lastRoot: () => string | null
  noteOpened: (opened: { root: string; school: string; cycle: string; openedAt: string }) => void
  noteClosed: () => void
  removeRecent: (id: string) => void
  /** Where extra copies of portfolios are made. */
  extraCopies: () => readonly ChosenCopy[]
  writeExtraCopies: (copies: readonly ChosenCopy[]) => void
  /** Notes how far they are. */
  noteExtraCopies: (copies: readonly ChosenCopy[]) => void
  choices: () => Choices
  /** What is not named stays as it is. */
  choose: (choices: Partial<Choices>) => void
  /** Everything that was chosen as at the beginning, but for the user's name. */
  reset: () => void
  /** Takes the last `reset` of this process back. */
  undoReset: () => void
}

/**
 * @param folder the user's folder for the app; null remembers nothing beyond this process (command line)
 * @param logBug hears why what was noted could not be written
 */
export function openSettings(folder: string | null, logBug: (error: unknown) => void): Settings {
  const path = folder === null ? null : join(folder, 'settings.json')
  let values = read(path)
  let beforeReset: SettingsValues | null = null

  function write(next: SettingsValues): void {
    values = next
    if (folder === null || path === null) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(values, null, 2))
    syncFile(`${path}.new`)
    renameSync(`${path}.new`, path)
  }

  function note(next: SettingsValues): void {
    try {
      write(next)
    } catch (error) {
      logBug(error)
    }
  }

  const rootOf = (id: string | null) => values.recent.find((entry) => entry.id === id)?.root ?? null

  return {
    listRecent: () =>
      values.recent.map(({ id, root, school, cycle, openedAt }) => ({
        id,
        school,
        cycle,
        folder: root,
        openedAt,
        isThere: existsSync(join(root, 'portfolio.sqlite')),
      })),
    findRoot: rootOf,
    lastRoot: () => rootOf(values.last),
    noteOpened: (opened) => {
      const id = values.recent.find(({ root }) => root === opened.root)?.id ?? newId()
      const others = values.recent.filter(({ root }) => root !== opened.root)
      note({ ...values, recent: [{ id, ...opened }, ...others].slice(0, keptRecent), last: id })
    },
    noteClosed: () => {
      note({ ...values, last: null })
    },
    removeRecent: (id) => {
      write({
        ...values,
        recent: values.recent.filter((entry) => entry.id !== id),
        last: values.last === id ? null : values.last,
      })
    },
    extraCopies: () => values.extraCopies,
    writeExtraCopies: (copies) => {
      write({ ...values, extraCopies: [...copies] })
    },
    noteExtraCopies: (copies) => {
      note({ ...values, extraCopies: [...copies] })
    },
    choices: () => values,
    choose: (choices) => {
      write({ ...values, ...choices })
    },
    reset: () => {
      beforeReset = values
      write({ ...values, ...noChoices, author: values.author })
    },
    undoReset: () => {
      if (!beforeReset) return
      const { recent, last, author, extraCopies } = values
      write({ ...beforeReset, recent, last, author, extraCopies })
      beforeReset = null
    },
  }
}

/** Settings that cannot be read are begun anew: they hold nothing that is not found again. */
function read(path: string | null): SettingsValues {
  const fresh: SettingsValues = { recent: [], last: null, extraCopies: [], ...noChoices }
  if (path === null) return fresh
  try {
    const parsed = v.safeParse(settingsSchema, JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.output : fresh
  } catch {
    return fresh
  }
}
