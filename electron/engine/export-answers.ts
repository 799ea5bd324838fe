import { writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { SectionId } from '../domain/section'
import type { Edition } from '../domain/two-languages'
import { answersText } from './answers-text'
import { bookOptions } from './book'
import type { ReadableDb } from './database'
import { formAnswers } from './form-answers'
import { writeFileAside } from './out-file'

/**
 * Writes the answers and plans into a file: a DOCX when it is called `.docx`, otherwise plain text (UTF-8, with the mark by
 * which Windows' editor knows it). Throws `export.*`, `disk.full`.
 */
export async function exportAnswers(
  db: ReadableDb,
  { out, only, edition }: { out: string; only: SectionId | null; edition?: Edition | undefined },
): Promise<{ name: string; bytes: number }> {
  const answers = formAnswers(db, only, edition)
  const isWord = extname(out).toLowerCase() === '.docx'
  const bytes = isWord ? await asWord() : Buffer.from(`\ufeff${answersText(answers)}`)
  await writeFileAside(out, (aside) => writeFile(aside, bytes))
  return { name: basename(out), bytes: bytes.length }

  async function asWord(): Promise<Buffer> {
    // Only read when it is needed: it is large.
    const { answersWord } = await import('./answers-word')
    return answersWord(answers, bookOptions(db).paper)
  }
}
