import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { manyFiles, type ManyFiles, type RecentPortfolio } from '../contract/engine'
import { languages, type Language } from '../domain/portfolio'
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
  /** The language of the app that the user chose; null follows the system. One that this version does not know counts as none. */
  language: v.optional(v.fallback(v.nullable(v.picklist(languages)), null), null),
  /** Whether many files become one piece of evidence or one each; null asks. */
  many: v.optional(v.fallback(v.nullable(v.picklist(manyFiles)), null), null),
  /** Whether spelling is checked while one writes. */
  spelling: v.optional(v.fallback(v.boolean(), true), true),
  /** What the user is called in comments and changes; empty until they say so. */
  author: v.optional(v.fallback(v.string(), ''), ''),
})

type SettingsValues = v.InferOutput<typeof settingsSchema>

/** Portfolios that the list of recent ones keeps. */
const keptRecent = 20

/** What the app remembers on this computer, in `settings.json` of the user's folder for the app. */
export type Settings = {
  listRecent: () => RecentPortfolio[]
  findRoot: (id: string) => string | null
  lastRoot: () => string | null
  noteOpened: (opened: { root: string; school: string; cycle: string; openedAt: string }) => void
  noteClosed: () => void
  removeRecent: (id: string) => void
  language: () => Language | null
  writeLanguage: (language: Language | null) => void
  many: () => ManyFiles | null
  writeMany: (many: ManyFiles | null) => void
  spelling: () => boolean
  writeSpelling: (spelling: boolean) => void
  author: () => string
  writeAuthor: (author: string) => void
}

/** @param folder the user's folder for the app; null remembers nothing beyond this process (command line) */
export function openSettings(folder: string | null): Settings {
  const path = folder === null ? null : join(folder, 'settings.json')
  let values = read(path)

  function write(next: SettingsValues): void {
    values = next
    if (folder === null || path === null) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(values, null, 2))
    renameSync(`${path}.new`, path)
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
      write({ ...values, recent: [{ id, ...opened }, ...others].slice(0, keptRecent), last: id })
    },
    noteClosed: () => {
      write({ ...values, last: null })
    },
    removeRecent: (id) => {
      write({
        ...values,
        recent: values.recent.filter((entry) => entry.id !== id),
        last: values.last === id ? null : values.last,
      })
    },
    language: () => values.language,
    writeLanguage: (language) => {
      write({ ...values, language })
    },
    many: () => values.many,
    writeMany: (many) => {
      write({ ...values, many })
    },
    spelling: () => values.spelling,
    writeSpelling: (spelling) => {
      write({ ...values, spelling })
    },
    author: () => values.author,
    writeAuthor: (author) => {
      write({ ...values, author })
    },
  }
}

/** Settings that cannot be read are begun anew: they hold nothing that is not found again. */
function read(path: string | null): SettingsValues {
  const fresh: SettingsValues = {
    recent: [],
    last: null,
    language: null,
    many: null,
    spelling: true,
    author: '',
  }
  if (path === null) return fresh
  try {
    const parsed = v.safeParse(settingsSchema, JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.output : fresh
  } catch {
    return fresh
  }
}
