import * as v from 'valibot'
import { evidenceKinds, evidenceLevels, type Evidence, type StoredFile } from '../domain/evidence'
import { isPictureType } from '../domain/file-group'
import { isHeldBack } from '../domain/consent'
import { mayGoKnowingly } from '../domain/export'
import { Failure } from '../domain/failure'
import { planColumns } from '../domain/plan'
import { countries, languages } from '../domain/portfolio'
import { labelKinds, projectTypes } from '../domain/project'
import { sectionIds } from '../domain/section'
import {
  type SubmissionContents,
  type SubmittedEvidence,
  type SubmittedFacts,
  type SubmittedSection,
} from '../domain/submission'
import { personText } from '../domain/submission-changes'
import { listAnswers } from './answers'
import { application, introduction } from './application'
import type { ReadableDb } from './database'
import { listEvidence } from './evidence'
import { listPeople } from './people'
import { listPlans } from './plan'
import { listSections, portfolio } from './portfolio'
import { listProjects } from './projects'
import { listSecondTexts } from './second-answers'

/**
 * What the portfolio says now, as a submission keeps it.
 * @param knowingly hashes of files that are held back and go all the same
 */
export function readContents(db: ReadableDb, knowingly: readonly string[] = []): SubmissionContents {
  const answers = listAnswers(db)
  const seconds = listSecondTexts(db)
  const plans = listPlans(db)
  return {
    version: 1,
    facts: readFacts(db),
    sections: listSections(db).map(({ id, number, title, planLimit, strands }): SubmittedSection => ({
      id,
      number,
      title,
      planLimit,
      strands: strands.map((strand) => ({
        id: strand.id,
        number: strand.number,
        title: strand.title,
        limit: strand.limit,
        answer: answers.get(strand.id) ?? '',
        second: seconds.get(strand.id) ?? '',
      })),
      plan: plans.get(id) ?? [],
    })),
    evidence: listEvidence(db).flatMap((piece) => submitted(piece, knowingly)),
  }
}

/** What stands nowhere is not handed in, and neither is a file that may not leave. */
function submitted(piece: Evidence, knowingly: readonly string[]): SubmittedEvidence[] {
  const { id, number, title, shows, note, date, dateUntil, kind, level, places, attachments } = piece
  if (number === null) return []
  const files = attachments.flatMap((attachment) => {
    const { caption } = attachment
    if (attachment.role !== 'link') return { ...attachment, caption, role: attachment.role }
    return attachment.copy ? { ...attachment.copy, caption, role: 'copy' as const } : []
  })
  return [
    {
      id,
      number,
      title,
      shows,
      note,
      date,
      dateUntil,
      kind,
      level,
      places,
      files: files
        .filter(
          ({ file: { status, hash } }) =>
            !isHeldBack(status) || (mayGoKnowingly(status) && knowingly.includes(hash)),
        )
        .map(({ role, name, caption, file }) => ({
          role,
          name,
          caption,
          hash: file.hash,
          bytes: file.bytes,
          covered: coveredIn(file),
        })),
      links: attachments.flatMap((attachment) => {
        if (attachment.role !== 'link') return []
        const { url, caption, checkedOn } = attachment
        return { url, caption, checkedOn }
      }),
    },
  ]
}

/** Only of a picture a covered one is printed. */
function coveredIn({ type, consent }: StoredFile): string {
  return isPictureType(type) && consent.isRedactionEnough ? consent.redaction : ''
}

function readFacts(db: ReadableDb): SubmittedFacts {
  const { id: _id, ...facts } = portfolio(db)
  const told = application(db)
  const people = listPeople(db)
  const signatory = people.find(({ id }) => id === told.signatory)
  return {
    ...facts,
    registeredOn: told.registeredOn,
    activeTeachers: told.activeTeachers,
    signatory: signatory ? personText(signatory.name, signatory.role) : '',
    declarationText: told.declarationText,
    declarationPlace: told.declarationPlace,
    declarationOn: told.declarationOn,
    introduction: introduction(db),
    people: people.map(({ name, role }) => ({ name, role })),
    projects: listProjects(db).map(({ id: _project, ...project }) => project),
  }
}

const place = v.object({ section: v.picklist(sectionIds), strand: v.nullable(v.string()) })
const planRow = v.object({
  id: v.string(),
  ...(Object.fromEntries(planColumns.map((column) => [column, v.string()])) as Record<
    (typeof planColumns)[number],
    ReturnType<typeof v.string>
  >),
})

const facts = v.object({
  school: v.string(),
  country: v.picklist(countries),
  language: v.picklist(languages),
  secondLanguage: v.nullable(v.picklist(languages)),
  cycle: v.object({ from: v.number(), to: v.number() }),
  registeredOn: v.string(),
  activeTeachers: v.nullable(v.number()),
  signatory: v.string(),
  declarationText: v.string(),
  declarationPlace: v.string(),
  declarationOn: v.string(),
  introduction: v.string(),
  people: v.array(v.object({ name: v.string(), role: v.string() })),
  projects: v.array(
    v.object({
      title: v.string(),
      type: v.picklist(projectTypes),
      countries: v.array(v.picklist(countries)),
      startedOn: v.string(),
      endedOn: v.string(),
      labels: v.array(v.object({ kind: v.picklist(labelKinds), name: v.string(), awardedOn: v.string() })),
    }),
  ),
})

const sections = v.array(
  v.object({
    id: v.picklist(sectionIds),
    number: v.number(),
    title: v.string(),
    planLimit: v.nullable(v.number()),
    strands: v.array(
      v.object({
        id: v.string(),
        number: v.string(),
        title: v.string(),
        limit: v.nullable(v.number()),
        answer: v.string(),
        second: v.string(),
      }),
    ),
    plan: v.array(planRow),
  }),
)

const evidence = v.array(
  v.object({
    id: v.string(),
    number: v.string(),
    title: v.string(),
    shows: v.string(),
    note: v.string(),
    date: v.string(),
    dateUntil: v.string(),
    kind: v.picklist(['', ...evidenceKinds]),
    level: v.picklist(['', ...evidenceLevels]),
    places: v.array(place),
    files: v.array(
      v.object({
        role: v.picklist(['photo', 'document', 'copy']),
        name: v.string(),
        caption: v.string(),
        hash: v.string(),
        bytes: v.number(),
        covered: v.string(),
      }),
    ),
    links: v.array(v.object({ url: v.string(), caption: v.string(), checkedOn: v.string() })),
  }),
)

/** The forms in which contents were ever written, told apart by `version`: a later one is added here, and none is taken away. */
const contentsSchema: v.GenericSchema<unknown, SubmissionContents> = v.variant('version', [
  v.object({ version: v.literal(1), facts, sections, evidence }),
])

/** Reads back what was kept. Throws `submission.damaged`. */
export function parseContents(json: string): SubmissionContents {
  try {
    return v.parse(contentsSchema, JSON.parse(json))
  } catch (error) {
    throw new Failure('submission.damaged', {}, { cause: error })
  }
}
