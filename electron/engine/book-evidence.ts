import { existsSync } from 'node:fs'
import type { BookAnnex, BookAttachment, BookDocument, BookEvidence, BookPhoto } from '../domain/book'
import { criterionOf } from '../domain/criteria'
import { fitInto, pictureEdges, type Attachment, type FileAttachment } from '../domain/evidence'
import { shownSize } from '../domain/photo-edit'
import { originalPath, picturePath } from './folders'
import { releasedFile, type Released, type ReleasedEvidence } from './guard'
import type { Opened } from './opened'
import { listPeople } from './people'
import { listProjects } from './projects'
import { redactions } from './redactions'

/** Documents of which the text is printed; of others there are pages, or nothing but the name. */
const printedTexts = [
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'application/rtf',
  'text/rtf',
  'text/plain',
  'text/markdown',
]

/**
 * Makes pieces of evidence ready for print: only what the guard has released, since here lies the way to every file.
 * @param textOf the text of a document by its hash, null while not known
 */
export function evidenceForBook(
  { db, folder }: Opened,
  textOf: (hash: string) => string | null,
): {
  piece: (evidence: ReleasedEvidence) => BookEvidence
  photo: (photo: Released<FileAttachment>) => BookPhoto
  logo: (hash: Released<string>, school: string) => BookPhoto | null
} {
  const redactionOf = redactions(db)
  const people = new Map(listPeople(db).map(({ id, name }) => [id, name]))
  const projects = new Map(listProjects(db).map(({ id, title }) => [id, title]))
  return { piece: bookEvidence, photo: bookPhoto, logo }

  function logo(hash: Released<string>, school: string): BookPhoto | null {
    const path = picturePath(folder, hash, 'print', { redaction: redactionOf(hash) })
    const size = db
      .prepare<[string], { width: number | null; height: number | null }>(
        'SELECT width, height FROM file WHERE hash = ?',
      )
      .get(hash)
    if (!size?.width || !size.height || !existsSync(path)) return null
    const { width, height } = fitInto(pictureEdges.print, { width: size.width, height: size.height })
    return { role: 'photo', path, width, height, name: '', caption: '', alt: school }
  }

  function bookEvidence(evidence: ReleasedEvidence): BookEvidence {
    const { id, title, shows, note, date, dateUntil, photoLayout, kind, level } = evidence
    return {
      id,
      number: evidence.number ?? '',
      title,
      shows,
      note,
      date,
      dateUntil,
      photoLayout,
      kind,
      level,
      people: evidence.people.flatMap((person) => people.get(person) ?? []),
      projects: evidence.projects.flatMap((project) => projects.get(project) ?? []),
      criteria: evidence.tags.filter((tag) => criterionOf(tag) !== null),
      attachments: evidence.attachments.map(bookAttachment),
    }
  }

  function bookAttachment(attachment: Released<Attachment>): BookAttachment {
    if (attachment.role === 'link') {
      const { role, url, caption, checkedOn } = attachment
      const copy = releasedFile(attachment)
      return { role, url, caption, checkedOn, copy: copy && bookFile(copy) }
    }
    return bookFile(attachment)
  }

  function bookFile(file: Released<FileAttachment>): BookPhoto | BookDocument {
    // The original of what has something covered stays at home, whatever it is attached as.
    const isPicture = file.role === 'photo' || redactionOf(file.file.hash) !== ''
    return isPicture ? bookPhoto(file) : bookDocument(file)
  }

  function bookDocument(document: Released<FileAttachment>): BookDocument {
    const { name, caption, file } = document
    const picture = bookPhoto(document)
    return {
      role: 'document',
      name,
      caption,
      type: file.type,
      bytes: file.bytes,
      original: originalPath(folder, file.hash),
      picture: picture.path === null ? null : picture,
      annex: annexOf(document),
    }
  }

  function annexOf({ annex, file }: Released<FileAttachment>): BookAnnex | null {
    if (annex === 'none') return null
    if (file.type === 'application/pdf') return { kind: 'pages', pages: annex }
    const text = printedTexts.includes(file.type) ? textOf(file.hash) : null
    return text === null ? null : { kind: 'text', text }
  }

  function bookPhoto(photo: Released<FileAttachment>): BookPhoto {
    const { name, caption, alt, edit, file } = photo
    const path = picturePath(folder, file.hash, 'print', { edit, redaction: redactionOf(file.hash) })
    const { width, height } = fitInto(pictureEdges.print, shownSize(photo) ?? { width: 0, height: 0 })
    const isReadable = width > 0 && height > 0 && existsSync(path)
    return isReadable
      ? { role: 'photo', path, width, height, name, caption, alt }
      : { role: 'photo', path: null, width: 0, height: 0, name, caption, alt }
  }
}
