import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { evidenceKinds, evidenceLevels } from '../../electron/domain/evidence'

type Row = Record<string, string | number | null>

/**
 * Writes many pieces of evidence straight into a portfolio that is closed: through the app it would take minutes. Every
 * third stands under one of the first two claims of a section, every tenth has no date; the titles count from 1.
 */
export function addMany(folder: string, count: number): void {
  // What was known for searching is made anew at the next opening.
  rmSync(join(folder, 'cache'), { recursive: true, force: true })
  const db = new Database(join(folder, 'portfolio.sqlite'))
  const insert = (table: string, row: Row): void => {
    const columns = Object.keys(row)
    const places = columns.map((column) => `@${column}`)
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`).run(row)
  }
  const files = db.prepare("SELECT hash FROM file WHERE type LIKE 'image/%'").pluck().all() as string[]
  const sections = ['leadership', 'collaboration', 'students', 'example', 'inclusion']
  db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`
      const day = new Date(Date.UTC(2024, 0, 1 + (index % 1200))).toISOString()
      const by = { updated_at: day, updated_by: 'test' }
      insert('evidence', {
        id,
        title: `Piece ${index + 1}`,
        shows: 'Pupils show what they have learned.',
        note: '',
        date: index % 10 === 0 ? '' : day.slice(0, 10),
        date_until: '',
        kind: evidenceKinds[index % 17] ?? '',
        level: evidenceLevels[index % 9] ?? '',
        created_at: day,
        ...by,
      })
      if (index % 3 === 0) {
        const section = sections[index % 5] ?? 'students'
        const strand = `${section}.${1 + (index % 2)}`
        insert('placement', {
          id,
          evidence_id: id,
          section_id: section,
          strand_id: strand,
          position: 1000 + index,
          ...by,
        })
      }
      const file = files[index % (files.length + 2)]
      if (file === undefined) continue
      insert('attachment', {
        id,
        evidence_id: id,
        role: 'photo',
        position: 0,
        file_hash: file,
        name: `IMG_${index}.jpg`,
        url: '',
        caption: '',
        alt: '',
        ...by,
      })
    }
  })()
  db.close()
}
