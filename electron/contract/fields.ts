import * as v from 'valibot'
import { isAnnex } from '../domain/annex'
import { isPartialDay } from '../domain/application'
import {
  bookParts,
  bookThemes,
  orientations,
  paperSizes,
  photoLayouts,
  smallestTarget,
} from '../domain/book-options'
import { evidenceKinds, evidenceLevels, isDay } from '../domain/evidence'
import { readEdit, writeEdit } from '../domain/photo-edit'
import { countries, isCycle, languages, longestName } from '../domain/portfolio'
import { labelKinds, projectTypes } from '../domain/project'
import { readRegions, writeRegions } from '../domain/redaction'
import { sectionIds } from '../domain/section'
import { submissionFileNames } from '../domain/submission'
import { editions } from '../domain/two-languages'

/*
 * The fields that requests share. Texts are made NFC and freed of control characters here, at the border.
 */

/** NFC; control characters out, but for tab and line feed; line ends as line feeds. */
function cleanText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- these are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  )
}

/** The same on one line, trimmed. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** The longest text of one field: far above any answer, and small enough for a message between processes. */
const longestText = 2_000_000

export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80))
export const line = v.pipe(
  v.string(),
  v.maxLength(longestText),
  v.transform(cleanLine),
  v.maxLength(longestName),
)
/**
 * Names one stretch of typing: writes of the same field that carry the same one are one step to undo. Made by the window,
 * which sees pauses, pastes and buttons.
 */
export const typing = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40)))
export const text = v.pipe(v.string(), v.maxLength(longestText), v.transform(cleanText))
export const day = v.pipe(
  v.string(),
  v.check((value) => value === '' || isDay(value)),
)
export const section = v.picklist(sectionIds)
export const place = v.strictObject({ section, strand: v.nullable(id) })

/** A path that the user chose in a dialog: main keeps the path, the page only holds this token. */
export const grant = v.pipe(v.string(), v.uuid())

/** A file to gather: by a path that the preload read off a dropped `File`, or by a dialog's grant. */
export const fileSource = v.union([v.strictObject({ path: v.string() }), v.strictObject({ grant })])
export type FileSource = v.InferOutput<typeof fileSource>
/** One file, as all others are named: chosen in a dialog, or dropped. */
export const oneFile = v.pipe(v.array(fileSource), v.length(1))

export const portfolioFacts = v.strictObject({
  school: line,
  country: v.picklist(countries),
  language: v.picklist(languages),
  cycle: v.pipe(
    v.strictObject({ from: v.pipe(v.number(), v.integer()), to: v.pipe(v.number(), v.integer()) }),
    v.check(isCycle),
  ),
  secondLanguage: v.optional(v.nullable(v.picklist(languages))),
})

export const evidenceTexts = {
  title: line,
  shows: text,
  note: text,
  date: day,
  dateUntil: day,
}

/** What is chosen of a piece of evidence; empty: not said. */
export const evidenceFacts = {
  kind: v.picklist(['', ...evidenceKinds]),
  level: v.picklist(['', ...evidenceLevels]),
}

/** An edit of a photo as `writeEdit` writes it: it names files, so nothing else passes. */
export const photoEdit = v.pipe(
  v.string(),
  v.check((text) => {
    const edit = readEdit(text)
    return edit !== null && writeEdit(edit) === text
  }),
)

/** What is covered in a photo as `writeRegions` writes it: it names files, so nothing else passes. */
export const regions = v.pipe(
  v.string(),
  v.maxLength(80_000),
  v.check((text) => {
    const known = readRegions(text)
    return known !== null && writeRegions(known) === text
  }),
)

/** Which pages of a document come behind the book. */
export const annex = v.pipe(v.string(), v.check(isAnnex))

export const photoLayout = v.picklist(photoLayouts)

/** A position in a list, from 0. */
export const position = v.pipe(v.number(), v.integer(), v.minValue(0))

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))

/** How many characters a field of the form takes; null for no limit. */
export const limit = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)))

export const applicationFields = {
  registeredOn: v.pipe(
    v.string(),
    v.check((value) => value === '' || isPartialDay(value)),
  ),
  activeTeachers: v.nullable(count),
  deadline: day,
  windowFrom: day,
  windowUntil: day,
  ruleYears: count,
  ruleTeachers: count,
  ruleLabels: count,
  signatory: v.nullable(id),
  declarationText: text,
  declarationPlace: line,
  declarationOn: day,
  declarationStamp: v.boolean(),
  usesCriteria: v.boolean(),
  consentRules: text,
}

export const personFields = { name: line, role: line, isActive: v.boolean() }

export const projectFields = {
  title: line,
  type: v.picklist(projectTypes),
  countries: v.pipe(v.array(v.picklist(countries)), v.maxLength(countries.length)),
  startedOn: day,
  endedOn: day,
  labels: v.pipe(
    v.array(v.strictObject({ kind: v.picklist(labelKinds), name: line, awardedOn: day })),
    v.maxLength(20),
  ),
}

const partOfBook = v.strictObject({ part: v.picklist(bookParts), isShown: v.boolean() })

export const bookOptionFields = {
  title: line,
  paper: v.picklist(paperSizes),
  orientation: v.picklist(orientations),
  theme: v.picklist(bookThemes),
  parts: v.pipe(v.array(partOfBook), v.maxLength(bookParts.length)),
  target: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(smallestTarget), v.maxValue(1e12))),
  coverPhoto: v.union([id, v.literal('')]),
  edition: v.picklist(editions),
}

/** One file of what was handed in. */
export const submissionFile = { id: v.pipe(v.string(), v.uuid()), name: v.picklist(submissionFileNames) }

/** What came back from a colleague: it names a folder of the tray, so nothing else than an id that the app makes passes. */
export const contributionId = v.pipe(v.string(), v.uuid())

/** A tag: short, on one line. */
export const tag = v.pipe(line, v.minLength(1), v.maxLength(60))

export const wording = v.strictObject({ heading: line, text })

export const language = v.picklist(languages)
