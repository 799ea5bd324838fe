import { missionSections } from '../domain/mission'
import type { Language } from '../domain/portfolio'
import type { MissionPartId, Section, SectionId, Wording } from '../domain/section'
import type { ReadableDb, WritableDb } from './database'
import { sectionName } from './rows'

const sectionColumns = {
  title: 'title',
  shortTitle: 'short_title',
  claim: 'claim',
  planLimit: 'plan_limit',
} as const

/** Writes what a section is called and claims; fields that are not given stay. */
export function writeSection(
  db: WritableDb,
  { section, ...given }: { section: SectionId } & Partial<Pick<Section, keyof typeof sectionColumns>>,
): void {
  sectionName(db, section)
  for (const field of ['title', 'shortTitle', 'claim', 'planLimit'] as const) {
    const value = given[field]
    if (value === undefined) continue
    const column = sectionColumns[field]
    db.prepare(
      `UPDATE section SET ${column} = @value, updated_at = now(), updated_by = author()
       WHERE id = @section AND ${column} IS NOT @value`,
    ).run({ section, value })
  }
}

type OfficialWording = { introduction?: string } & Partial<
  Record<Exclude<MissionPartId, 'introduction'>, Wording>
>

/** Keeps the official wording that is given, part by part. */
export function writeWording(db: WritableDb, { introduction, ...principles }: OfficialWording): void {
  if (introduction !== undefined) {
    db.prepare(
      `UPDATE application SET introduction = @introduction, updated_at = now(), updated_by = author()
       WHERE introduction <> @introduction`,
    ).run({ introduction })
  }
  const write = db.prepare(
    `UPDATE section SET wording_heading = @heading, wording = @text, updated_at = now(), updated_by = author()
     WHERE id = @section AND (wording_heading, wording) <> (@heading, @text)`,
  )
  for (const [section, wording] of Object.entries(principles)) write.run({ section, ...wording })
}

/**
 * After the portfolio's language was changed: titles, claims and questions that are still ours, word for word, take
 * those of the new language. What the school wrote itself stays.
 */
export function translateUntouched(db: ReadableDb, from: Language, to: Language): void {
  if (from === to) return
  const writeText = (table: 'section' | 'strand', column: string) =>
    db.prepare(
      `UPDATE ${table} SET ${column} = @after, updated_at = now(), updated_by = author()
       WHERE id = @id AND ${column} = @before AND @before <> @after`,
    )
  const section = {
    title: writeText('section', 'title'),
    shortTitle: writeText('section', 'short_title'),
    claim: writeText('section', 'claim'),
  }
  const strand = { title: writeText('strand', 'title'), question: writeText('strand', 'question') }
  const after = missionSections(to)
  missionSections(from).forEach((before, index) => {
    const next = after[index]
    if (!next) return
    for (const field of ['title', 'shortTitle', 'claim'] as const) {
      section[field].run({ id: before.id, before: before[field], after: next[field] })
    }
    before.strands.forEach((each, place) => {
      const other = next.strands[place]
      if (!other) return
      for (const field of ['title', 'question'] as const) {
        strand[field].run({ id: each.id, before: each[field], after: other[field] })
      }
    })
  })
}
