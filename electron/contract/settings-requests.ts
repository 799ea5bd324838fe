import * as v from 'valibot'
import { isZoom, themes, type Theme, type Zoom } from '../domain/appearance'
import type { Language } from '../domain/portfolio'
import { tips, type Tip } from '../domain/tip'
import { grant, language, line } from './fields'
import { row } from './table'

export const manyFiles = ['together', 'each'] as const
export type ManyFiles = (typeof manyFiles)[number]

/** What the app remembers of its user on this computer. */
export type Settings = {
  /** The language of the app, and the one that was chosen for it: null follows the system. */
  language: Language
  chosen: Language | null
  theme: Theme
  /** Stronger lines and darker words than the design has. */
  isHighContrast: boolean
  zoom: Zoom
  /** Many files become one piece of evidence, or one each: null as long as that was not said once and for all. */
  many: ManyFiles | null
  isSpellingOn: boolean
  /** The folder in which new portfolios lie, for the eye; and whether it is one that was chosen. */
  place: string
  isPlaceChosen: boolean
  /** Who works on this computer, as changes and comments are signed: the system's name until another was given. */
  author: string
  isAuthorGiven: boolean
  /** What need not be said again. */
  seenTips: Tip[]
}

export const zoom = v.pipe(
  v.number(),
  v.check((value) => isZoom(value)),
  v.transform((value) => value as Zoom),
)

/** The settings of this computer: a part of the engine's table. */
export const settingsRequests = {
  settings: row(v.strictObject({}))<Settings>(),
  /** What is not named stays as it is. */
  writeSettings: row(
    v.strictObject({
      language: v.optional(v.nullable(language)),
      theme: v.optional(v.picklist(themes)),
      isHighContrast: v.optional(v.boolean()),
      zoom: v.optional(zoom),
      many: v.optional(v.nullable(v.picklist(manyFiles))),
      isSpellingOn: v.optional(v.boolean()),
      /** Null for the user's documents. */
      place: v.optional(v.nullable(grant)),
      /** Empty for the system's name. */
      author: v.optional(line),
      seenTip: v.optional(v.picklist(tips)),
    }),
  )<null>(),
  /** Everything as at the beginning; the list of portfolios and the user's name stay. */
  resetSettings: row(v.strictObject({}))<null>(),
  /** Takes the last `resetSettings` back, as long as the app runs. */
  undoResetSettings: row(v.strictObject({}))<null>(),
} as const
