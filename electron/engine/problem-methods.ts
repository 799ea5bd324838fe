import { statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { controlRequests } from '../contract/control'
import type { problemRequests } from '../contract/problem-requests'
import type { Methods } from '../contract/table'
import type { Counts, EngineFacts } from '../domain/problem-report'
import type { Portfolio } from '../domain/portfolio'
import { scrubbedLog } from '../domain/scrub'
import { migrations } from './migrations'
import { writeFileAside } from './out-file'
import { personalWords } from './personal-words'
import { syncedBy } from './place'
import { portfolio } from './portfolio'
import type { Current, EngineOptions, Session } from './session'

/** How much of the log goes into a report, in characters: some hundred bugs, and still to be read. */
const longestLog = 60_000

/** Numbers and settings, and the log: scrubbed once more, since it may be older than this version. */
function problemFacts(session: Session, log: string): EngineFacts {
  const { settings, isOpen, opened } = session
  const { language, many, spelling } = settings.choices()
  return {
    schema: Math.max(...migrations.map(({ version }) => version)),
    portfolio: isOpen() ? portfolioFacts(opened()) : null,
    settings: { language, many, spelling },
    log: scrubbedLog(log, personalWords(session)),
  }
}

function portfolioFacts({ db, folder }: Current): EngineFacts['portfolio'] {
  const { bytes, ...counts } = db
    .prepare<[], Counts & { bytes: number }>(
      `SELECT (SELECT count(*) FROM evidence) AS evidence,
              (SELECT count(*) FROM attachment) AS attachments,
              (SELECT count(*) FROM file) AS files,
              (SELECT count(*) FROM answer WHERE text <> '') AS answers,
              (SELECT count(*) FROM person) AS people,
              (SELECT count(*) FROM project) AS projects,
              (SELECT count(*) FROM change) AS changes,
              (SELECT coalesce(sum(bytes), 0) FROM file) AS bytes`,
    )
    .get() ?? { ...none, bytes: 0 }
  return {
    languages: writtenLanguages(portfolio(db)),
    counts,
    databaseBytes: statSync(folder.database).size,
    fileBytes: bytes,
    isSynced: syncedBy(folder.root) !== null,
  }
}

const none: Counts = { evidence: 0, attachments: 0, files: 0, answers: 0, people: 0, projects: 0, changes: 0 }

function writtenLanguages({ language, secondLanguage }: Portfolio): Portfolio['language'][] {
  return secondLanguage === null ? [language] : [language, secondLanguage]
}

/** Reports of problems, as the window asks for them. */
export function problemMethods({ granted }: Session): Methods<typeof problemRequests> {
  return {
    saveProblemReport: async ({ out, text }) => {
      const path = granted(out)
      const bytes = Buffer.from(text, 'utf8')
      await writeFileAside(path, (aside) => writeFile(aside, bytes))
      return { name: basename(path), bytes: bytes.length }
    },
  }
}

/** What main asks for: the engine's half of a report, and that a bug of its own is noted in the log. */
export function problemControl(
  session: Session,
  { logBug, logTail }: Pick<EngineOptions, 'logBug' | 'logTail'>,
): Pick<Methods<typeof controlRequests>, 'problemFacts' | 'noteBug'> {
  return {
    problemFacts: () => problemFacts(session, logTail?.(longestLog) ?? ''),
    noteBug: ({ text }) => {
      logBug(`main: ${text}`)
      return null
    },
  }
}
