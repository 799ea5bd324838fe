import type { TextHit } from '../contract/text-requests'
import { findInText, readText, replaceInText, type ReadText } from '../domain/find-text'
import { localeOf } from '../domain/language'
import { planColumns } from '../domain/plan'
import { listAnswers, writeAnswer } from './answers'
import type { ReadableDb, WritableDb } from './database'
import { listEarlierPlans, listPlans, writeOutcome, writePlanRow } from './plan'
import { listSections, portfolio } from './portfolio'
import { listSecondTexts, writeSecondAnswer } from './second-answers'

/** What is asked for. */
export type Question = { find: string; matchCase: boolean; wholeWords: boolean }

/** A text that can be looked through, and how another is put in its place. */
type KeptText = Omit<TextHit, 'count' | 'snippet'> & {
  text: string
  write: (db: WritableDb, text: string) => void
}

/** A text that a replacement changes, in how many places. */
export type Replacement = { count: number; write: (db: WritableDb) => void }

/** Looks through all texts; what was read of them is kept for the next question, which comes with the next letter. */
export type TextFinder = {
  find: (db: ReadableDb, question: Question) => TextHit[]
  /** What a replacement would write, in all texts or in those whose keys are given. */
  plan: (db: ReadableDb, question: Question & { replace: string; only: string[] | null }) => Replacement[]
}

export function createTextFinder(): TextFinder {
  let known = new Map<string, ReadText>()

  /** Forgets what no text says any more. */
  function readAll(db: ReadableDb): { kept: KeptText; read: ReadText }[] {
    const before = known
    known = new Map()
    return listTexts(db).map((kept) => {
      const read = before.get(kept.text) ?? readText(kept.text)
      known.set(kept.text, read)
      return { kept, read }
    })
  }

  return {
    find: (db, question) =>
      readAll(db).flatMap(({ kept, read }) => {
        const found = findInText(read, soughtIn(kept, question))
        if (!found) return []
        const { text: _text, write: _write, ...place } = kept
        return { ...place, ...found }
      }),
    plan: (db, { replace, only, ...question }) =>
      readAll(db).flatMap(({ kept, read }) => {
        if (only && !only.includes(kept.key)) return []
        const sought = soughtIn(kept, question)
        const count = findInText(read, sought)?.count ?? 0
        if (count === 0) return []
        const text = replaceInText(read, sought, replace)
        return {
          count,
          write: (writable) => {
            kept.write(writable, text)
          },
        }
      }),
  }
}

function soughtIn({ language }: KeptText, { find, matchCase, wholeWords }: Question) {
  return { words: find, matchCase, wholeWords, locale: localeOf(language) }
}

/** Every text that goes into the form, in its order; what stands under a hidden strand is left out, as the strand is. */
function listTexts(db: ReadableDb): KeptText[] {
  const { language } = portfolio(db)
  const second = portfolio(db).secondLanguage
  const answers = listAnswers(db)
  const seconds = listSecondTexts(db)
  const plans = listPlans(db)
  const earlier = listEarlierPlans(db)
  return listSections(db).flatMap((section) => {
    const { id: sectionId, shortTitle } = section
    const inPlan = { section: sectionId, number: String(section.number), title: shortTitle, language }
    return [
      ...section.strands.flatMap(({ id, number, title }) => {
        const place = { id, section: sectionId, number, title, row: null, column: null }
        const answer: KeptText = {
          ...place,
          key: `answer:${id}`,
          kind: 'answer',
          text: answers.get(id) ?? '',
          language,
          write: (writable, text) => {
            writeAnswer(writable, { strand: id, text })
          },
        }
        const other: KeptText = {
          ...answer,
          key: `second:${id}`,
          kind: 'second',
          text: seconds.get(id) ?? '',
          language: second ?? language,
          write: (writable, text) => {
            writeSecondAnswer(writable, { strand: id, text })
          },
        }
        return [answer, other]
      }),
      ...(plans.get(sectionId) ?? []).flatMap((row, index) =>
        planColumns.map((column): KeptText => {
          const where = { key: `plan:${row.id}:${column}`, id: row.id, row: index + 1, column }
          return {
            ...inPlan,
            ...where,
            kind: 'plan',
            text: row[column],
            write: (writable, text) => {
              writePlanRow(writable, { id: row.id, column, text })
            },
          }
        }),
      ),
      ...(earlier.get(sectionId)?.rows ?? []).map((row, index): KeptText => {
        const where = { key: `outcome:${row.id}`, id: row.id, row: index + 1, column: null }
        return {
          ...inPlan,
          ...where,
          kind: 'outcome',
          text: row.outcome,
          write: (writable, text) => {
            writeOutcome(writable, { id: row.id, text })
          },
        }
      }),
    ].filter(({ text }) => text !== '')
  })
}
