import { existsSync } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Call } from '../contract/table'
import type { BookAttachment, BookDocument, BookEvidence, BookPhoto, BookSource } from '../domain/book'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import { plainText } from '../domain/rich-text'
import { createWording } from '../domain/wording'
import { copyCleaned, copyPlainly } from './clean-copies'
import type { MediaPool } from './media-pool'
import { writeFolderAside } from './out-file'

/**
 * What came out: files with their bytes, the paths that were taken, the names of files that could not be copied, and of those
 * that tell more than they show and cannot be cleaned.
 */
type WrittenFolder = {
  files: number
  bytes: number
  taken: string[]
  missing: string[]
  uncleaned: string[]
}

/** Where it goes, and who cleans; `withUncleaned` copies what cannot be cleaned as it is. */
type FolderOrder = { out: string; withUncleaned: boolean; pool: MediaPool; at: Date }

/**
 * Writes the evidence into a new folder: a folder for each section, every file under the number that its evidence has in
 * the book, also what was kept of a link, and a list of all of it. Photos are as the book prints them: edited, and without metadata; other files are
 * cleaned. What cannot be cleaned is left out, unless it is wanted all the same.
 * @param whenWhole called when all is written, before the folder comes to its place
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export function writeEvidenceFolder(
  source: BookSource,
  { out, withUncleaned, pool, at }: FolderOrder,
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
    const written: WrittenFolder = { files: 0, bytes: 0, taken: [], missing: [], uncleaned: [] }
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
          if (attachment.role === 'link')
            lines.push([attachment.caption, attachment.url].filter(Boolean).join(': '))
          const held = heldIn(attachment)
          if (held === null) continue
          nth += 1
          const picture = pictureOf(held)
          const from = picture ? picture.path : held.role === 'document' ? held.original : null
          if (from === null || !existsSync(from)) {
            written.missing.push(held.name)
            continue
          }
          const file = fileName(piece, held, nth)
          const to = join(folder, file)
          if (held.role === 'document' && !picture) {
            const copy = { from, to, type: held.type, at }
            const isClean = await copyCleaned(copy, { pool, signal })
            if (!isClean) {
              written.uncleaned.push(held.name)
              if (!withUncleaned) continue
              await copyPlainly(copy)
            }
          } else await copyPlainly({ from, to, at })
          written.bytes += (await stat(to)).size
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
  function fileName(piece: BookEvidence, attachment: HeldFile, nth: number): string {
    const ending = pictureOf(attachment) ? '.jpg' : extname(attachment.name).toLowerCase()
    const isAlone = piece.attachments.filter(heldIn).length === 1
    const own =
      attachment.caption ||
      (attachment.role === 'photo'
        ? ''
        : attachment.name.slice(0, -extname(attachment.name).length || undefined))
    const title = piece.title || say('book.untitled')
    const number = isAlone ? piece.number : `${piece.number}-${nth}`
    return fileNameFor(`${number} ${isAlone ? title : own || title}`, ending)
  }
}

type HeldFile = BookPhoto | BookDocument

/** The file of an attachment, of a link its kept copy. */
function heldIn(attachment: BookAttachment): HeldFile | null {
  return attachment.role === 'link' ? attachment.copy : attachment
}

/** A photo, or another picture (a TIFF that was attached as a document), leaves as the picture that was made of it. */
function pictureOf(file: HeldFile): BookPhoto | null {
  if (file.role === 'photo') return file
  return file.type.startsWith('image/') ? file.picture : null
}
