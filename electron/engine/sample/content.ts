import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { annex, day, evidenceFacts, regions } from '../../contract/fields'
import { consentScopes, consentStates, seenPeople } from '../../domain/consent'
import { countries, languages, type Language } from '../../domain/portfolio'
import { labelKinds, projectTypes } from '../../domain/project'
import { sectionIds } from '../../domain/section'

/*
 * What the sample is made of: one structure for all languages (what is where, by which names), and the texts of each
 * language under the same names. `resources/sample/` holds both, with the photos.
 */

const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*$/))
const names = v.array(name)
const words = v.pipe(v.string(), v.minLength(1))
const byName = <const Schema extends v.GenericSchema>(schema: Schema) => v.record(name, schema)
/** A strand by its id, `students.2`. */
const strand = v.pipe(v.string(), v.regex(/^[a-z]+\.\d$/))
const byStrand = <const Schema extends v.GenericSchema>(schema: Schema) => v.record(strand, schema)
const localMoment = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/))

const consent = v.strictObject({
  people: v.picklist(seenPeople),
  subjects: v.optional(names, []),
  state: v.optional(v.picklist(consentStates)),
  scope: v.optional(v.picklist(consentScopes)),
  givenOn: v.optional(day),
  reference: v.optional(words),
})

const photo = v.strictObject({
  picture: name,
  /** The camera's clock. */
  taken: localMoment,
  covered: v.optional(regions),
  consent: v.optional(consent),
})

const link = v.strictObject({
  url: v.pipe(v.string(), v.url()),
  checkedOn: v.union([v.literal('today'), day]),
  /** The picture that was kept of it. */
  copy: v.optional(name),
})

const evidence = v.strictObject({
  id: name,
  places: v.array(strand),
  ...evidenceFacts,
  date: day,
  dateUntil: day,
  people: names,
  projects: names,
  /** Names of tags, or letters of criteria. */
  tags: v.array(v.string()),
  photos: v.array(photo),
  documents: v.array(
    v.strictObject({ kind: v.picklist(['pdf', 'docx', 'csv']), id: name, annex: v.optional(annex) }),
  ),
  links: v.array(link),
  isRemoved: v.boolean(),
})

const structureSchema = v.strictObject({
  /** The first year of the label that the days are written for; a later sample moves them all. */
  cycle: v.number(),
  deadline: day,
  application: v.strictObject({ registeredOn: v.string(), activeTeachers: v.number(), signatory: name }),
  people: v.array(v.strictObject({ id: name, isActive: v.boolean() })),
  projects: v.array(
    v.strictObject({
      id: name,
      type: v.picklist(projectTypes),
      countries: v.array(v.picklist(countries)),
      startedOn: day,
      endedOn: day,
      labels: v.array(v.strictObject({ kind: v.picklist(labelKinds), awardedOn: day })),
    }),
  ),
  subjects: v.array(
    v.strictObject({
      id: name,
      kind: v.picklist(['person', 'group']),
      state: v.picklist(consentStates),
      givenOn: day,
      scope: v.picklist(consentScopes),
      reference: words,
      keepUntil: day,
    }),
  ),
  responsible: v.record(v.picklist(sectionIds), v.optional(name)),
  evidence: v.array(evidence),
  /** The photos on the cover of the book. */
  cover: name,
  logo: name,
  /** Answers whose two languages somebody said to agree. */
  agreed: v.array(strand),
  comments: v.array(
    v.strictObject({
      strand: v.optional(strand),
      evidence: v.optional(name),
      by: name,
      isDone: v.boolean(),
    }),
  ),
})

const planRow = v.strictObject({ goal: words, action: words, who: words, due: words, indicator: v.string() })

const document = v.strictObject({
  /** Of the file, without its ending. */
  name: words,
  title: v.string(),
  text: v.array(words),
  /** The first row is the head. */
  table: v.array(v.array(words)),
  signatures: v.array(words),
})

const textsSchema = v.strictObject({
  school: words,
  country: v.picklist(countries),
  /** The name of the folder. */
  folder: words,
  secondLanguage: v.picklist(languages),
  people: byName(v.strictObject({ name: words, role: words })),
  projects: byName(words),
  /** What the prize of a project is called. */
  prize: words,
  subjects: byName(words),
  tags: byName(words),
  pictures: byName(v.strictObject({ caption: words, alt: words })),
  evidence: byName(v.strictObject({ title: words, shows: v.string(), note: v.string() })),
  links: byName(words),
  documents: byName(document),
  /** Markdown; evidence is cited by its name: `[Open day](evidence:openday)`. */
  answers: byStrand(words),
  /** What an answer was before. */
  older: byStrand(v.strictObject({ name: words, text: words })),
  second: byStrand(words),
  plans: v.record(v.picklist(sectionIds), v.optional(v.array(planRow))),
  /** One each of the comments of the structure. */
  comments: v.array(words),
  introduction: words,
  wording: v.strictObject({ students: v.strictObject({ heading: words, text: words }) }),
  consentRules: words,
  place: words,
})

export type SampleStructure = v.InferOutput<typeof structureSchema>
export type SampleTexts = v.InferOutput<typeof textsSchema>
export type SampleEvidence = SampleStructure['evidence'][number]
export type SampleDocument = v.InferOutput<typeof document>
export type SampleContent = { structure: SampleStructure; texts: SampleTexts }

/** The years of the label that a school asks for next: until 10 March it can still hand in for those that have begun. */
export function sampleCycle(today: string): { from: number; to: number } {
  const year = Number(today.slice(0, 4))
  const from = today.slice(5) <= '03-10' ? year : year + 1
  return { from, to: from + 1 }
}

/**
 * Structure and texts of the sample in a language, their days and years moved to a cycle, so that its evidence is never too old.
 * @param folder `resources/sample`
 * @param from the first year of the cycle
 */
export function readSample(folder: string, language: Language, from: number): SampleContent {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const structure = read('structure.json')
  const { cycle } = v.parse(v.object({ cycle: v.number() }), JSON.parse(structure))
  const moved = (year: string) => String(Number(year) + from - cycle)
  return {
    structure: v.parse(structureSchema, JSON.parse(structure.replace(/(?<=")\d{4}(?=-\d\d)/g, moved))),
    texts: v.parse(
      textsSchema,
      JSON.parse(read(`texts/${language}.json`).replace(/\{(\d{4})\}/g, (_, year: string) => moved(year))),
    ),
  }
}
