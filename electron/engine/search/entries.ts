import { fold } from '../../domain/fold'
import { hasMarks, plainText } from '../../domain/rich-text'
import { hitKinds, type HitKind, type SearchHit } from '../../domain/search'
import type { ReadableDb } from '../database'

/** What is indexed: what can be found, and the files in which it is found. */
export type EntryKind = HitKind | 'file'

/** The words of an entry as they are indexed, folded. */
export type Entry = { title: string; text: string }

/** The texts of one thing for the eye, in the order in which a snippet is looked for; null when it is gone. */
export type Source = { title: string; texts: string[]; section: SearchHit['section'] }

/** Reads what is indexed and shown. Prepared once: a search asks for twenty of them within milliseconds. */
export type Sources = {
  /** What is indexed of a thing; null when it is gone or in the trash. */
  entryOf: (kind: HitKind, id: string) => Entry | null
  /** The words of a thing as a person wrote them. */
  sourceOf: (kind: HitKind, id: string) => Source | null
  /** Files of a piece of evidence, kept copies of its links too, of which the text is known. */
  documentsOf: (evidence: string) => string[]
  /** The pieces that a file belongs to, without those in the trash. */
  ownersOf: (hash: string) => string[]
  /** All of these ties at once. */
  allOwners: () => { hash: string; evidence: string }[]
}

export function prepareSources(db: ReadableDb): Sources {
  const rows = Object.fromEntries(
    hitKinds.map((kind) => [kind, db.prepare<[string], SourceRow>(queries[kind])]),
  )
  const documents = db
    .prepare<[string], string>(
      `SELECT file.hash FROM attachment JOIN file ON file.hash = coalesce(file_hash, copy_hash)
       WHERE evidence_id = ? AND file.text = 'ready' ORDER BY position`,
    )
    .pluck()
  const owners = db
    .prepare<{ hash: string }, string>(
      `SELECT DISTINCT evidence_id FROM attachment JOIN evidence ON evidence.id = evidence_id
       WHERE (file_hash = @hash OR copy_hash = @hash) AND removed_at = '' ORDER BY evidence_id`,
    )
    .pluck()
  const ties = db.prepare<[], { hash: string; evidence: string }>(
    `SELECT file.hash, evidence_id AS evidence FROM file JOIN attachment ON file.hash = coalesce(file_hash, copy_hash)
       JOIN evidence ON evidence.id = evidence_id
     WHERE file.text = 'ready' AND removed_at = ''`,
  )

  function sourceOf(kind: HitKind, id: string): Source | null {
    const row = rows[kind]?.get(id)
    if (!row) return null
    // Words are found and shown without the marks that stand for their look.
    const texts = (JSON.parse(row.texts) as (string | null)[]).flatMap((text) =>
      text ? [hasMarks(text) ? plainText(text) : text] : [],
    )
    return { title: row.title, texts, section: row.section }
  }

  return {
    entryOf: (kind, id) => {
      const source = sourceOf(kind, id)
      return source && { title: fold(source.title), text: fold(source.texts.join('\n')) }
    },
    sourceOf,
    documentsOf: (evidence) => documents.all(evidence),
    ownersOf: (hash) => owners.all({ hash }),
    allOwners: () => ties.all(),
  }
}

type SourceRow = { title: string; texts: string; section: SearchHit['section'] }

const queries: Readonly<Record<HitKind, string>> = {
  evidence: `SELECT title, NULL AS section, json_array(shows, note,
      (SELECT group_concat(caption || char(10) || alt || char(10) || name || char(10) || url || char(10) || copy_name, char(10))
         FROM attachment WHERE evidence_id = evidence.id),
      (SELECT group_concat(tag, char(10)) FROM evidence_tag WHERE evidence_id = evidence.id),
      (SELECT group_concat(person.name, char(10)) FROM evidence_person JOIN person ON person.id = person_id
         WHERE evidence_id = evidence.id),
      (SELECT group_concat(project.title, char(10)) FROM evidence_project JOIN project ON project.id = project_id
         WHERE evidence_id = evidence.id)) AS texts
    FROM evidence WHERE id = ? AND removed_at = ''`,
  answer: `SELECT strand.title, strand.section_id AS section, json_array(answer.text, second.text) AS texts
    FROM strand LEFT JOIN answer ON answer.strand_id = strand.id AND answer.text <> ''
      LEFT JOIN second_answer AS second ON second.strand_id = strand.id AND second.text <> ''
        AND (SELECT second_language FROM portfolio) <> ''
    WHERE strand.id = ? AND strand.is_hidden = 0 AND (answer.text IS NOT NULL OR second.text IS NOT NULL)`,
  plan: `SELECT goal AS title, section_id AS section, json_array(action, who, due, indicator) AS texts
    FROM plan_row WHERE id = ?`,
  person: `SELECT name AS title, NULL AS section, json_array(role) AS texts FROM person WHERE id = ?`,
  project: `SELECT title, NULL AS section,
      json_array((SELECT group_concat(json_extract(value, '$.name'), char(10)) FROM json_each(project.labels))) AS texts
    FROM project WHERE id = ?`,
}
