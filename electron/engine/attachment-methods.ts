import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import { listAlike, thinOut } from './alike'
import {
  attachLink,
  detach,
  dropCopy,
  findAttachment,
  keepCopy,
  moveAttachment,
  writeAttachment,
} from './attachments'
import { change } from './changes'
import { listPictures, requireEvidence, writeCover } from './evidence'
import { storeFile, type StoredOriginal } from './files'
import { requireUnforgotten } from './forgotten-files'
import { withoutUndefined } from './rows'
import type { Session } from './session'

type AttachmentRequest =
  | 'attachLink'
  | 'writeAttachment'
  | 'moveAttachment'
  | 'detach'
  | 'writeCover'
  | 'keepCopy'
  | 'dropCopy'
  | 'listAlike'
  | 'listPictures'
  | 'thinOut'

/** What is attached to evidence, one by one. */
export function attachmentMethods({
  opened,
  told,
  write,
  pathOf,
}: Session): Pick<Methods<EngineRequests>, AttachmentRequest> {
  return {
    attachLink: (input) =>
      write({ kind: 'attachLink', words: {} }, (db) => {
        requireEvidence(db, input.evidence)
        attachLink(db, input)
      }),
    writeAttachment: (input) => {
      const merge = `attachment:${input.id}:${Object.keys(input).join(',')}`
      const kind = input.edit === undefined ? 'writeAttachment' : 'editPhoto'
      return write(
        { kind, words: {} },
        (db) => {
          writeAttachment(db, withoutUndefined(input))
        },
        merge,
      )
    },
    moveAttachment: (input) =>
      write({ kind: 'moveAttachment', words: {} }, (db) => {
        moveAttachment(db, input)
      }),
    detach: ({ attachment }) => {
      const found = findAttachment(opened().db, attachment)
      const name = found.role === 'link' ? found.url : found.name
      return write({ kind: 'detach', words: { name } }, (db) => {
        detach(db, attachment)
      })
    },
    writeCover: (input) =>
      write({ kind: 'writeCover', words: {} }, (db) => {
        writeCover(db, input)
      }),

    keepCopy: async ({ attachment, files: [file] }, { signal }) => {
      const { db, folder, storing } = opened()
      findAttachment(db, attachment)
      if (!file) throw new Failure('input.invalid', { field: 'files' })
      const path = pathOf(file)
      const name = basename(path).normalize('NFC')
      const admit = (original: StoredOriginal) => {
        requireUnforgotten(db, name, original)
      }
      await storing.during(async () => {
        const original = await storeFile(folder, path, { name, signal, admit })
        told(
          change(db, { name: { kind: 'keepCopy', words: { name } } }, (writable) => {
            keepCopy(writable, attachment, { name, original })
          }),
        )
      })
      return null
    },
    dropCopy: ({ attachment }) =>
      write({ kind: 'dropCopy', words: {} }, (db) => {
        dropCopy(db, attachment)
      }),

    listPictures: ({ ids }) => listPictures(opened().db, ids),
    listAlike: () => listAlike(opened().db),
    thinOut: ({ photos }) =>
      write({ kind: 'thinOut', words: { count: photos.length } }, (db) => {
        thinOut(db, photos)
      }),
  }
}
