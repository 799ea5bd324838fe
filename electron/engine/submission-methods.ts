import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { submissionRequests } from '../contract/submission-requests'
import type { Methods } from '../contract/table'
import { answerFields, type SubmissionContents } from '../domain/submission'
import { changedAnswers, compareContents } from '../domain/submission-changes'
import { listAnswers } from './answers'
import type { ReadableDb } from './database'
import { writeFailure } from './files'
import { freeze } from './freeze'
import { listSections } from './portfolio'
import { listSecondTexts } from './second-answers'
import type { Session } from './session'
import { readContents } from './submission-contents'
import { copySubmission, listHeldBackIn } from './submission-copies'
import { removeSubmission } from './submission-folder'
import { findSubmission, listSubmissions, newestSubmission, submittedContents } from './submissions'

/** What was handed in. */
export function submissionMethods(
  { opened, granted, told }: Session,
  printing: { fonts: string; clock: () => Date },
): Pick<Methods<EngineRequests>, keyof typeof submissionRequests> {
  /** The contents that count, which are asked for at every pause of typing and never change. */
  let newest: { id: string; contents: SubmissionContents } | null = null

  function newestContents(db: ReadableDb, id: string): SubmissionContents | null {
    if (newest?.id === id) return newest.contents
    const found = newestSubmission(db)
    newest = found && { id: found.submission.id, contents: found.contents }
    return newest?.contents ?? null
  }

  return {
    addSubmission: async ({ pdf, ...said }, call) => {
      const order = { ...said, pdf: pdf === undefined ? null : granted(pdf) }
      const result = await freeze({ ...opened(), ...printing }, order, call)
      return told({ result, nouns: ['submission', 'export'] })
    },
    listSubmissions: () => listSubmissions(opened().db),
    submission: ({ id }) => {
      const { db } = opened()
      return { submission: findSubmission(db, id), contents: submittedContents(db, id) }
    },
    submissionStanding: () => {
      const { db } = opened()
      const [submission] = listSubmissions(db)
      const contents = submission && newestContents(db, submission.id)
      if (!submission) return null
      return { submission, answers: contents ? changedAnswers(contents, answersNow(db)) : [] }
    },
    compareSubmission: ({ id }) => {
      const { db } = opened()
      const then = submittedContents(db, id)
      // What went knowingly then is no change now.
      const knowingly = then.evidence.flatMap(({ files }) => files.map(({ hash }) => hash))
      return compareContents(then, readContents(db, knowingly))
    },
    listHeldBackIn: ({ id }) => listHeldBackIn(opened().db, id),
    saveSubmissionCopy: async ({ out, ...rest }, call) => {
      const path = granted(out)
      const result = await copySubmission(opened(), { out: path, ...rest }, call)
      return told({ result: { name: basename(path), ...result }, nouns: ['export'] })
    },
    removeSubmission: async ({ id }) => {
      const { db, folder } = opened()
      await removeSubmission(folder, db, findSubmission(db, id).id).catch((error: unknown) => {
        throw writeFailure(error, folder)
      })
      return told({ result: null, nouns: ['submission'] })
    },
  }
}

/** The answers that the form asks for, as they stand. */
function answersNow(db: ReadableDb) {
  const answers = listAnswers(db)
  const seconds = listSecondTexts(db)
  return new Map(
    listSections(db).flatMap(({ id: section, strands }) =>
      strands.map(({ id }) => [
        id,
        {
          section,
          [answerFields.first]: answers.get(id) ?? '',
          [answerFields.second]: seconds.get(id) ?? '',
        },
      ]),
    ),
  )
}
