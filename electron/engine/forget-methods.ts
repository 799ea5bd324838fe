import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { SubjectOrFile } from '../contract/forget-requests'
import type { Methods } from '../contract/table'
import { dayOf } from '../domain/application'
import type { ChangeName } from '../domain/history'
import { listDue } from './due'
import { exportConsentList } from './export-consent-list'
import { forgetFiles, previewForgetting } from './forget'
import { withoutUndefined } from './rows'
import type { Session } from './session'
import { filesOf, requireSubject, usesOf } from './uses'
import { withdraw } from './withdraw'

type ForgetRequest =
  'listUses' | 'withdraw' | 'previewForgetting' | 'forgetFiles' | 'listDue' | 'exportConsentList'

/** Consent that was withdrawn, pictures that are kept too long, and forgetting. */
export function forgetMethods(
  { opened, granted, told, write }: Session,
  printing: { fonts: string; clock: () => Date },
): Pick<Methods<EngineRequests>, ForgetRequest> {
  function nameOf(which: SubjectOrFile): ChangeName {
    if ('file' in which) return { kind: 'withdrawFile', words: {} }
    return { kind: 'withdraw', words: { name: requireSubject(opened().db, which.subject) } }
  }

  return {
    listUses: (which) => usesOf(opened().db, filesOf(opened().db, which)),
    withdraw: (which) => {
      const files = filesOf(opened().db, which)
      write(nameOf(which), (db) => {
        withdraw(db, which, files)
      })
      return { files: files.length }
    },
    previewForgetting: (input) => previewForgetting(opened(), withoutUndefined(input)),
    forgetFiles: async (input, { progress }) => {
      const current = opened()
      // Pages of a book that show them may be in the press's hands.
      current.preview.forget()
      // What colleagues sent back is cleaned, too, while nobody looks at it.
      current.tray.close()
      // An extra copy on its way would take along what is being forgotten; it is made again soon.
      await current.extraCopies.interrupt()
      // A backup on its way would hold what is being forgotten.
      return current.backups.alone(() =>
        forgetFiles(current, withoutUndefined(input), {
          progress,
          told: (nouns) => told({ result: undefined, nouns }),
        }),
      )
    },
    exportConsentList: async ({ out }, call) => {
      const path = granted(out)
      return { name: basename(path), ...(await exportConsentList({ ...opened(), ...printing }, path, call)) }
    },
    listDue: () => listDue(opened().db, dayOf(printing.clock())),
  }
}
