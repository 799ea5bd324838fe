import type { commentRequests } from '../contract/comment-requests'
import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import type { CommentTarget } from '../domain/comment'
import type { ChangeName } from '../domain/history'
import { change } from './changes'
import {
  addComment,
  findTarget,
  listComments,
  listOpenComments,
  removeComment,
  settleComment,
  writeComment,
} from './comments'
import { placeName, strandPlace } from './rows'
import type { Session } from './session'

type CommentChange = 'addComment' | 'writeComment' | 'settleComment' | 'reopenComment' | 'removeComment'

/** What colleagues say about answers and evidence. */
export function commentMethods({
  opened,
  told,
  write,
}: Session): Pick<Methods<EngineRequests>, keyof typeof commentRequests> {
  function nameOf(kind: CommentChange, target: CommentTarget): ChangeName {
    const { db } = opened()
    if ('evidence' in target) return { kind, words: { on: 'evidence', place: '' } }
    return { kind, words: { on: 'answer', place: placeName(db, strandPlace(db, target.strand)) } }
  }
  const nameById = (kind: CommentChange, id: string) => nameOf(kind, findTarget(opened().db, id))

  return {
    listComments: ({ target }) => listComments(opened().db, target),
    listOpenComments: () => listOpenComments(opened().db),
    addComment: (input) =>
      told(change(opened().db, { name: nameOf('addComment', input.target) }, (db) => addComment(db, input))),
    writeComment: (input) =>
      write(nameById('writeComment', input.id), (db) => {
        writeComment(db, input)
      }),
    settleComment: (input) =>
      write(nameById(input.isDone ? 'settleComment' : 'reopenComment', input.id), (db) => {
        settleComment(db, input)
      }),
    removeComment: ({ id }) =>
      write(nameById('removeComment', id), (db) => {
        removeComment(db, id)
      }),
  }
}
