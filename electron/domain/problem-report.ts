import { languageName } from './language'
import type { Say } from './messages'
import type { Language } from './portfolio'

/*
 * What a report of a problem says: which app on which system, how much there is of what, and the log. Nothing of it names
 * a person, a school, a file or a place; the user reads it before they send it, and the app sends nothing.
 */

/** What is counted of a portfolio. */
export const counted = [
  'evidence',
  'attachments',
  'files',
  'answers',
  'people',
  'projects',
  'changes',
] as const
export type Counts = Record<(typeof counted)[number], number>

/** What the engine knows: of the open portfolio, of the settings, of what went wrong. */
export type EngineFacts = {
  /** The version of the schema that this app writes. */
  schema: number
  portfolio: {
    languages: Language[]
    counts: Counts
    /** Of the database and of all files together, in bytes. */
    databaseBytes: number
    fileBytes: number
    /** Lies where another program copies it about. */
    isSynced: boolean
  } | null
  settings: { language: Language | null; many: string | null; spelling: boolean }
  /** Scrubbed; empty when nothing went wrong. */
  log: string
}

/** What main knows: of the app, the system and the screen. Sizes in px, memory in bytes. */
export type AppFacts = {
  version: string
  electron: string
  chromium: string
  node: string
  isPackaged: boolean
  system: string
  processor: string
  cores: number
  memory: number
  systemLanguages: readonly string[]
  screens: readonly { width: number; height: number; scale: number }[]
  window: { width: number; height: number; zoom: number }
  isDark: boolean
  isHighContrast: boolean
}

/** The report as a plain text in the user's language; the log is as the app wrote it. */
export function problemReport(app: AppFacts, engine: EngineFacts, say: Say): string {
  const yesNo = (is: boolean): string => say(is ? 'problem.yes' : 'problem.no')
  const parts: [heading: string, lines: string[]][] = [
    [
      say('problem.app'),
      [
        `Fivefold ${app.version}${app.isPackaged ? '' : ` (${say('problem.built')})`}`,
        `Electron ${app.electron}, Chromium ${app.chromium}, Node ${app.node}`,
        fact(say('problem.schema'), engine.schema),
        fact(say('problem.language'), engine.settings.language ?? say('problem.asSystem')),
        fact(say('problem.spelling'), yesNo(engine.settings.spelling)),
        fact(say('problem.many'), engine.settings.many ?? say('problem.asks')),
      ],
    ],
    [
      say('problem.computer'),
      [
        fact(say('problem.system'), `${app.system}, ${app.processor}`),
        fact(say('problem.cores'), app.cores),
        fact(say('problem.memory'), megabytes(app.memory)),
        fact(say('problem.languages'), app.systemLanguages.join(', ')),
        fact(
          say('problem.screens'),
          app.screens.map(({ width, height, scale }) => `${width}×${height}, ${percent(scale)}`).join('; '),
        ),
        fact(say('problem.window'), `${app.window.width}×${app.window.height}, ${percent(app.window.zoom)}`),
        fact(say('problem.dark'), yesNo(app.isDark)),
        fact(say('problem.contrast'), yesNo(app.isHighContrast)),
      ],
    ],
    [say('problem.portfolio'), portfolioLines(engine.portfolio, say)],
    [say('problem.log'), [engine.log === '' ? say('problem.noLog') : engine.log]],
  ]
  return `${[
    say('problem.title'),
    say('problem.lede'),
    `${say('problem.happened')}\n\n`,
    ...parts.map(([heading, lines]) => [`== ${heading}`, ...lines].join('\n')),
  ].join('\n\n')}\n`
}

function portfolioLines(portfolio: EngineFacts['portfolio'], say: Say): string[] {
  if (!portfolio) return [say('problem.noPortfolio')]
  return [
    fact(say('problem.languages'), portfolio.languages.map(languageName).join(', ')),
    ...counted.map((noun) => fact(say(`problem.count.${noun}`), portfolio.counts[noun])),
    fact(say('problem.database'), megabytes(portfolio.databaseBytes)),
    fact(say('problem.fileBytes'), megabytes(portfolio.fileBytes)),
    fact(say('problem.synced'), say(portfolio.isSynced ? 'problem.yes' : 'problem.no')),
  ]
}

function fact(label: string, value: string | number): string {
  return `${label}: ${value}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
