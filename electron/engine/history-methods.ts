import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import type { ChangeName } from '../domain/history'
import { listChanges, redo, undo, type Changed } from './changes'
import type { Session } from './session'
import { followRows } from './submission-folder'
import { turnedSubmissions } from './submissions'

/** What was done, and taking it back. */
export function historyMethods({
  opened,
  told,
}: Session): Pick<Methods<EngineRequests>, 'listChanges' | 'undo' | 'redo'> {
  /** Where a step concerns what was handed in, its files go with their rows. */
  function turned(changed: Changed<ChangeName>): ChangeName {
    const { db, folder } = opened()
    if (changed.nouns.includes('submission')) followRows(folder, db, turnedSubmissions(db).keys())
    return told(changed)
  }

  return {
    listChanges: () => listChanges(opened().db),
    undo: () => turned(undo(opened().db)),
    redo: () => turned(redo(opened().db)),
  }
}
