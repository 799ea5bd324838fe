import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Call } from '../contract/table'
import type { BookAttachment, BookEvidence, BookSource } from '../domain/book'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import { plainText } from '../domain/rich-text'
import { createWording } from '../domain/wording'
import { writeFolderAside } from './out-file'

/** What came out: files with their bytes, the paths that were copied, and the names of files that could not be. */
type WrittenFolder = { files: number; bytes: number; taken: string[]; missing: string[] }

/**
 * Writes the evidence into a new folder: a folder for each section, every file under the number that its evidence has in
 * the book, and a list of all of it. Photos are as the book prints them: edited, and without metadata.
 * @param whenWhole called when all is written, before the folder comes to its place
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export function writeEvidenceFolder(
  source: BookSource,
  out: string,
  { signal, progress }: Call,
  whenWhole: (written: WrittenFolder) => void,
): Promise<WrittenFolder> {
  const { say, period } = createWording(source.language)
  const sections = source.sections.map((section) => ({
    section,
    evidence: [...section.strands.flatMap(({ evidence }) => evidence), ...section.evidence],
  }))
  const total = sections.reduce(
    (sum, { evidence }) => sum + evidence.reduce((count, { attachments }) => count + attachments.length, 0),
    0,
  )
  return writeFolderAside(out, async (aside) => {
    const written: WrittenFolder = { files: 0, bytes: 0, taken: [], missing: [] }
    const listed = [`${source.school}\n${say('book.list')}, ${source.cycle}`]
    let done = 0
    await mkdir(aside)
    for (const { section, evidence } of sections) {
      if (evidence.length === 0) continue
      const name = fileNameFor(`P${section.number} ${section.title}`, '')
      const folder = join(aside, name)
      await mkdir(folder)
      listed.push(name)
      for (const piece of evidence) {
        const lines: string[] = []
        let nth = 0
        for (const attachment of piece.attachments) {
          if (signal.aborted) throw new Failure('cancelled')
          progress({ done, total, step: 'files' })
          done += 1
          if (attachment.role === 'link') {
            lines.push([attachment.caption, attachment.url].filter(Boolean).join(': '))
            continue
          }
          nth += 1
          const from = attachment.role === 'photo' ? attachment.path : attachment.original
          if (from === null || !existsSync(from)) {
            written.missing.push(attachment.name)
            continue
          }
          const file = fileName(piece, attachment, nth)
          written.bytes += await copy(from, join(folder, file), signal)
          written.files += 1
          written.taken.push(from)
          lines.push(`${name}/${file}`)
        }
        listed.push(pieceText(piece, lines))
      }
    }
    await writeFile(join(aside, `${fileNameFor(say('book.list'), '')}.txt`), `\ufeff${listed.join('\n\n')}\n`)
    whenWhole(written)
    return written
  })

  function pieceText(
    { number, title, date, dateUntil, shows }: BookEvidence,
    lines: readonly string[],
  ): string {
    return [`${number} ${title || say('book.untitled')}`, period(date, dateUntil), plainText(shows), ...lines]
      .filter((line) => line.trim() !== '')
      .join('\n')
  }

  /** `P2-07 Open day.jpg`; with more than one file `P2-07-2 The caption.jpg`. */
  function fileName(
    piece: BookEvidence,
    attachment: Exclude<BookAttachment, { role: 'link' }>,
    nth: number,
  ): string {
    const ending = attachment.role === 'photo' ? '.jpg' : extname(attachment.name).toLowerCase()
    const isAlone = piece.attachments.filter(({ role }) => role !== 'link').length === 1
    const own =
      attachment.caption ||
      (attachment.role === 'photo' ? '' : attachment.name.slice(0, -ending.length || undefined))
    const title = piece.title || say('book.untitled')
    const number = isAlone ? piece.number : `${piece.number}-${nth}`
    return fileNameFor(`${number} ${isAlone ? title : own || title}`, ending)
  }
}

/** Copies a file in parts, so that a cancel is heard within a large one. Returns its bytes. */
async function copy(from: string, to: string, signal: AbortSignal): Promise<number> {
  const target = createWriteStream(to, { flags: 'wx' })
  try {
    await pipeline(createReadStream(from), target, { signal })
  } catch (error) {
    throw signal.aborted ? new Failure('cancelled') : error
  }
  return target.bytesWritten
}
