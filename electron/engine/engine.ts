import type { EngineRequests } from '../contract/engine'
import type { controlRequests } from '../contract/control'
import type { Call, InputOf, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import { bestLanguage } from '../domain/language'
import type { Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Place } from '../domain/section'
import { application } from './application'
import { archiveMethods } from './archive-methods'
import { writeAnswer } from './answers'
import { backupMethods } from './backup-methods'
import { bookMethods } from './book-methods'
import { findCitable, listCited } from './citations'
import { beginHistory, change, history } from './changes'
import { attachmentMethods } from './attachment-methods'
import { checkMethods } from './check-methods'
import { commentMethods } from './comment-methods'
import { consentMethods } from './consent-methods'
import { contributionMethods } from './contribution-methods'
import { coverage } from './coverage'
import { countEvidence } from './evidence'
import { evidenceMethods } from './evidence-methods'
import { extraCopyMethods } from './extra-copy-methods'
import { forgetMethods } from './forget-methods'
import { formMethods } from './form-methods'
import { historyMethods } from './history-methods'
import { invited } from './invitations'
import { mergeMethods } from './merge-methods'
import { syncedBy } from './place'
import { peopleMethods } from './people-methods'
import { personalWords } from './personal-words'
import { withPlainFailures } from './plain-failures'
import {
  addPlanRow,
  earlierPlanSection,
  movePlanRow,
  planSection,
  removePlanRow,
  writeOutcome,
  writePlanRow,
} from './plan'
import { listSections, portfolio, writePortfolio } from './portfolio'
import { problemControl, problemMethods } from './problem-methods'
import { readRenewable } from './renewal'
import { repairMethods } from './repair-methods'
import { placeName, sectionName, strandPlace, withoutUndefined } from './rows'
import { sectionContents } from './sections'
import { redactionMethods } from './redaction-methods'
import { createSample, sampleMethods } from './sample-methods'
import { secondAnswerMethods } from './second-answer-methods'
import { settingsControl, settingsMethods } from './settings-methods'
import { strandStandings } from './second-answers'
import { createSession, type EngineOptions } from './session'
import { intakeSteps } from './stored-files'
import { submissionFilePath } from './submission-copies'
import { submissionMethods } from './submission-methods'
import { takingOut } from './taken-out'
import { textMethods } from './text-methods'
import { verify } from './verify'
import { versionMethods } from './version-methods'
import { notingBugs } from './worker-bugs'

/** The engine: the one owner of the open portfolio. `methods` serve the window, `control` serves main. */
export type Engine = {
  methods: Methods<EngineRequests>
  control: Methods<typeof controlRequests>
  /** For callers in the same process, which may name folders. */
  create: (root: string, facts: PortfolioFacts, renews?: string) => Portfolio
  open: (root: string) => Portfolio
  /** Makes the sample portfolio in a folder that is not there yet. */
  createSample: (root: string, language: Language, call: Call) => Promise<void>
  /** Lets the history begin after what was done so far. */
  beginHistory: () => void
  /** Resolves when every gathered photo has its pictures. */
  finishPictures: (call: Partial<Call>) => Promise<void>
  /** Resolves when all that was gathered can be found by its words. */
  finishTexts: (call: Partial<Call>) => Promise<void>
  close: () => void
  /** Names that no log may hold. */
  personalWords: () => string[]
}

export function createEngine(options: EngineOptions): Engine {
  const { clock, onEvent, fonts, logBug } = options
  const startWorker = notingBugs(options.startWorker, logBug)
  const session = createSession({ ...options, startWorker })
  const { settings, opened, open, close, noteOpened, granted, newPlace, told, write } = session
  const language = () => settings.choices().language ?? bestLanguage(options.systemLanguages)
  const nameOf = (place: Place) => placeName(opened().db, place)

  /**
   * @param renews the folder of the older portfolio that a new cycle begins from. Its second language comes along unless
   * another is said, or it has become the first.
   */
  function create(root: string, facts: PortfolioFacts, renews?: string): Portfolio {
    if (renews === undefined) return session.create(root, facts)
    const old = session.peek(renews, readRenewable)
    const known = old.facts.secondLanguage === facts.language ? null : old.facts.secondLanguage
    const { secondLanguage = known } = facts
    return session.create(root, { ...facts, secondLanguage }, old)
  }

  function rootOf(which: InputOf<EngineRequests['openPortfolio']>): string {
    if ('grant' in which) return granted(which.grant)
    const root = settings.findRoot(which.recent)
    if (root === null) throw new Failure('portfolio.missing', { folder: '' })
    return root
  }

  const sampleTools = {
    language,
    fonts,
    clock,
    startWorker,
    // It remembers nothing, and tells no window of what is not whole yet.
    startEngine: () =>
      createEngine({
        ...options,
        userFolder: null,
        isSample: true,
        backsUp: false,
        onEvent: () => undefined,
      }),
  }

  const methods: Methods<EngineRequests> = {
    ...settingsMethods(session, { language, onEvent }),

    listRecentPortfolios: () => settings.listRecent(),
    addPortfolio: ({ facts, place, renews }) =>
      create(newPlace(place, facts.school), facts, renews === null ? undefined : rootOf(renews)),
    peekPortfolio: (which) => {
      const { facts, handedInOn } = session.peek(rootOf(which), readRenewable)
      return { facts, handedInOn }
    },
    findPlaceForPortfolio: ({ school, place }) => ({ folder: newPlace(place, school) }),
    openPortfolio: (which) => open(rootOf(which)),
    openLastPortfolio: () => {
      const root = settings.lastRoot()
      return root === null ? null : open(root)
    },
    closePortfolio: () => {
      close()
      settings.noteClosed()
      onEvent({ kind: 'opened', portfolio: null })
      return null
    },
    removeRecentPortfolio: ({ recent }) => {
      settings.removeRecent(recent)
      return null
    },
    portfolio: () => {
      const { db, folder } = opened()
      return {
        portfolio: portfolio(db),
        folder: folder.root,
        syncedBy: syncedBy(folder.root),
        isReadOnly: db.readonly,
        sections: listSections(db),
        coverage: coverage(db),
        standings: strandStandings(db),
        application: application(db),
        invited: invited(db),
        evidenceCount: countEvidence(db),
        history: history(db),
      }
    },
    writePortfolio: (facts) => {
      write({ kind: 'writePortfolio', words: {} }, (db) => {
        writePortfolio(db, facts)
      })
      noteOpened()
      return null
    },

    section: ({ section }) => sectionContents(opened().db, section),
    writeAnswer: (input) => {
      const place = nameOf(strandPlace(opened().db, input.strand))
      const name: ChangeName = { kind: 'writeAnswer', words: { place } }
      return write(
        name,
        (db) => {
          writeAnswer(db, input)
        },
        `answer:${input.strand}:${input.typing ?? ''}`,
      )
    },
    addPlanRow: (input) => {
      const { db } = opened()
      const name: ChangeName = { kind: 'addPlanRow', words: { place: sectionName(db, input.section) } }
      return told(change(db, { name }, (writable) => addPlanRow(writable, withoutUndefined(input))))
    },
    writePlanRow: (input) =>
      write(
        planChange('writePlan', input.id),
        (db) => {
          writePlanRow(db, input)
        },
        `plan:${input.id}:${input.column}:${input.typing ?? ''}`,
      ),
    movePlanRow: (input) =>
      write(planChange('movePlanRow', input.id), (db) => {
        movePlanRow(db, input)
      }),
    removePlanRow: (input) =>
      write(planChange('removePlanRow', input.id), (db) => {
        removePlanRow(db, input)
      }),

    writeOutcome: (input) => {
      const place = sectionName(opened().db, earlierPlanSection(opened().db, input.id))
      return write(
        { kind: 'writeOutcome', words: { place } },
        (db) => {
          writeOutcome(db, input)
        },
        `outcome:${input.id}:${input.typing ?? ''}`,
      )
    },

    ...secondAnswerMethods(session),
    ...formMethods(session, { startWorker }),
    ...peopleMethods(session),

    ...evidenceMethods(session),
    ...attachmentMethods(session),
    ...versionMethods(session),
    ...commentMethods(session),
    ...consentMethods(session),
    ...checkMethods(session, { fonts, clock, language }),
    ...textMethods(session),
    ...redactionMethods(session),
    ...forgetMethods(session, { fonts, clock }),
    ...contributionMethods(session),
    ...mergeMethods(session, { clock }),
    ...sampleMethods(session, sampleTools),

    ...historyMethods(session),

    findCitable: (input) => findCitable(opened(), input),
    listCited: ({ ids }) => listCited(opened().db, ids),

    ...bookMethods(session, { fonts, clock }),
    ...submissionMethods(session, { fonts, clock }),
    ...archiveMethods(session),
    ...backupMethods(session, { clock, rootOf }),
    ...extraCopyMethods(session),
    ...problemMethods(session),
    ...repairMethods(session, { clock, rootOf }),
    verify: (_input, call) => verify(opened(), call),
  }

  function planChange(kind: ChangeName['kind'], row: string): ChangeName {
    const { db } = opened()
    return { kind, words: { place: sectionName(db, planSection(db, row)) } }
  }

  const control: Engine['control'] = {
    grantPath: ({ grant, path }) => {
      session.grant(grant, path)
      return null
    },
    findPicture: async ({ hash, size, edit, page }) => {
      if (!session.isOpen()) return null
      const path = await opened().edited.find({ hash, size, edit, page })
      return path === null ? null : { path }
    },
    findOriginalView: async (wanted) => {
      const path = session.isOpen() ? await opened().edited.findOriginalView(wanted) : null
      return path === null ? null : { path }
    },
    findPage: async ({ key }) => {
      const path = session.isOpen() ? await opened().preview.page(key) : null
      return path === null ? null : { path }
    },
    findTrayPicture: async (wanted) => {
      const path = session.isOpen() ? await opened().tray.findThumbnail(wanted) : null
      return path === null ? null : { path }
    },
    findSubmissionFile: (which) => {
      const path = session.isOpen() ? submissionFilePath(opened(), which) : null
      return path === null ? null : { path }
    },
    ...takingOut(session),
    language,
    ...settingsControl(session, { language, onEvent }),
    spelling: () => ({
      isOn: settings.choices().spelling,
      languages: session.isOpen() ? writtenLanguages(portfolio(opened().db)) : [language()],
    }),
    ...problemControl(session, options),
    close: () => {
      close()
      session.copies.clear()
      return null
    },
  }

  const folder = () => (session.isOpen() ? opened().folder : null)
  const plain = withPlainFailures<EngineRequests>(methods, folder)
  return {
    methods: plain,
    control,
    create,
    open,
    createSample: (root, spoken, call) => createSample(root, spoken, sampleTools, call),
    beginHistory: () => {
      beginHistory(opened().db)
    },
    close,
    finishPictures: (call) => opened().intake.finish(call),
    finishTexts: async (call) => {
      const { intake, search } = opened()
      await intake.finish(call, intakeSteps)
      await search.ready()
    },
    personalWords: () => personalWords(session),
  }
}

/** The languages in which the texts of a portfolio are. */
function writtenLanguages({ language, secondLanguage }: Portfolio): Language[] {
  return secondLanguage === null ? [language] : [language, secondLanguage]
}
