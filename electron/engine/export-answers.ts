import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { ExportPurpose } from '../domain/consent'
import type { SectionId } from '../domain/section'
import type { Edition } from '../domain/two-languages'
import { answersMarkdown } from './answers-markdown'
import { answersText } from './answers-text'
import { bookOptions } from './book'
import type { ReadableDb } from './database'
import { recorded } from './export-records'
import { formAnswers } from './form-answers'
import { writeFileAside } from './out-file'

/**
 * Writes the answers and plans into a file: a DOCX when it is called `.docx`, Markdown when it is called `.md`, otherwise plain
 * text (UTF-8, with the mark by which Windows' editor knows it). Throws `export.*`, `disk.full`.
 */
export async function exportAnswers(
  db: ReadableDb,
  {
    out,
    only,
    edition,
    purpose,
  }: { out: string; only: SectionId | null; edition?: Edition | undefined; purpose: ExportPurpose },
): Promise<{ name: string; bytes: number }> {
  const bytes = await answersFile(db, extname(out).toLowerCase(), { only, edition })
  const hash = createHash('sha256').update(bytes).digest('hex')
  await recorded(db, { kind: 'answers', out, purpose }, (note) =>
    writeFileAside(out, async (aside) => {
      await writeFile(aside, bytes)
      note({ bytes: bytes.length, hash, asked: [], taken: new Set() })
    }),
  )
  return { name: basename(out), bytes: bytes.length }
}

/** The bytes of such a file, whose name has that ending. */
export async function answersFile(
  db: ReadableDb,
  ending: string,
  { only, edition }: { only: SectionId | null; edition?: Edition | undefined },
): Promise<Buffer> {
  const answers = formAnswers(db, only, edition)
  if (ending === '.md') return Buffer.from(answersMarkdown(answers))
  if (ending !== '.docx') return Buffer.from(`\ufeff${answersText(answers)}`)
  // Only read when it is needed: it is large.
  const { answersWord } = await import('./answers-word')
  return answersWord(answers, bookOptions(db).paper)
}
