import type { consentRequests } from '../contract/consent-requests'
import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import type { ChangeName } from '../domain/history'
import { change } from './changes'
import { consentCounts, seenFiles, tieSubject, untieSubject, writeConsent } from './consents'
import { withoutUndefined } from './rows'
import type { Session } from './session'
import { addSubject, findSubject, listSubjects, removeSubject, writeSubject } from './subjects'

/** What is typed; the rest is chosen, and each choice is a step of its own. */
const typed: readonly string[] = ['name', 'paper', 'reference', 'givenOn', 'keepUntil']

/** Who can be seen in what was gathered, and who agreed. */
export function consentMethods({
  opened,
  told,
  write,
}: Session): Pick<Methods<EngineRequests>, keyof typeof consentRequests> {
  const nameOf = (subject: string): string => findSubject(opened().db, subject).name

  return {
    writeConsent: ({ typing, ...input }) => {
      const { files, tie, ...given } = withoutUndefined(input)
      const name = typeof tie === 'string' ? nameOf(tie) : tie?.name
      return write(
        nameOfSaying(files.length, given, name),
        (db) => {
          writeConsent(db, { files, ...given })
          if (tie === undefined) return
          const subject = typeof tie === 'string' ? tie : addSubject(db, tie).id
          tieSubject(db, { files, subject })
        },
        // Many files at once are said by a button.
        files.length === 1 && tie === undefined
          ? mergeKey(`consent:${files.join()}`, given, typing)
          : undefined,
      )
    },
    tieSubject: (input) =>
      write(
        { kind: 'tieSubject', words: { count: input.files.length, name: nameOf(input.subject) } },
        (db) => {
          tieSubject(db, input)
        },
      ),
    untieSubject: (input) =>
      write(
        { kind: 'untieSubject', words: { count: input.files.length, name: nameOf(input.subject) } },
        (db) => {
          untieSubject(db, input)
        },
      ),
    listSubjects: () => listSubjects(opened().db),
    addSubject: ({ files, ...input }) =>
      told(
        change(opened().db, { name: { kind: 'addSubject', words: { name: input.name } } }, (db) => {
          const added = addSubject(db, input)
          if (files) tieSubject(db, { files, subject: added.id })
          return added
        }),
      ),
    writeSubject: ({ typing, id, ...input }) => {
      const given = withoutUndefined(input)
      return write(
        { kind: 'writeSubject', words: { name: nameOf(id) } },
        (db) => {
          writeSubject(db, { id, ...given })
        },
        mergeKey(`subject:${id}`, given, typing),
      )
    },
    removeSubject: ({ id }) =>
      write({ kind: 'removeSubject', words: { name: nameOf(id) } }, (db) => {
        removeSubject(db, id)
      }),
    listSeenFiles: ({ ids }) => seenFiles(opened().db, ids),
    consentCounts: () => consentCounts(opened().db),
  }
}

/** What the history calls it: by who is seen, by the consent, or by the person or group alone. */
function nameOfSaying(count: number, given: object, name: string | undefined): ChangeName {
  if ('people' in given) return { kind: 'writeConsent', words: { what: 'people', count } }
  const isTieAlone = name !== undefined && Object.keys(given).length === 0
  return isTieAlone
    ? { kind: 'tieSubject', words: { count, name } }
    : { kind: 'writeConsent', words: { what: 'consent', count } }
}

/** What is typed into one field becomes one step of the history. */
function mergeKey(of: string, given: object, typing: string | undefined): string | undefined {
  const fields = Object.keys(given)
  const isTyped = fields.every((field) => typed.includes(field))
  return isTyped ? `${of}:${fields.join(',')}:${typing ?? ''}` : undefined
}
