import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { contributionRequests } from '../contract/contribution-requests'
import type { Methods } from '../contract/table'
import type { Contribution } from '../domain/contribution'
import { Failure } from '../domain/failure'
import { readInvitationFile, writeInvitationFile } from './invitation-file'
import {
  invited,
  listInvitations,
  listReceived,
  makeInvitation,
  noteInvitation,
  noteSending,
  removeInvitation,
} from './invitations'
import { packArchive } from './archive-pack'
import { change } from './changes'
import { receiveArchive } from './receive'
import type { Session } from './session'
import { listSuggestions } from './suggestions'
import { findSuggestions, leaveSuggestions, takeSuggestions } from './take-suggestions'

type ContributionRequest = keyof typeof contributionRequests

/** Invitations to colleagues, and what they send back. */
export function contributionMethods({
  opened,
  granted,
  onePath,
  told,
  newPlace,
  createInvited,
  checker,
}: Session): Pick<Methods<EngineRequests>, ContributionRequest> {
  /** Nothing of it is a change, but screens show it. */
  function tell<Result>(result: Result): Result {
    return told({ result, nouns: ['contribution'] })
  }

  /** What is asked for of each contribution, with the colleague's portfolio. Throws `contribution.gone`. */
  function coming(ids: readonly string[]) {
    const { db, tray } = opened()
    const wanted = new Set(ids)
    const found = listReceived(db)
      .filter(({ id }) => ids.some((each) => each.startsWith(`${id}:`)))
      .map((contribution) => findSuggestions(db, { contribution, there: tray.open(contribution.id) }, wanted))
    const count = found.reduce((sum, { suggestions }) => sum + suggestions.length, 0)
    if (count < wanted.size) throw new Failure('contribution.gone')
    return found
  }

  return {
    writeInvitation: async ({ out, ...asked }) => {
      const { db } = opened()
      const invitation = makeInvitation(db, asked)
      const written = await writeInvitationFile(granted(out), invitation)
      noteInvitation(db, invitation)
      return tell(written)
    },
    listInvitations: () => {
      const { db } = opened()
      const received = listReceived(db)
      return listInvitations(db).map((sent) => ({
        ...sent,
        contributions: received.filter(({ invitation }) => invitation === sent.invitation.id),
      }))
    },
    removeInvitation: ({ id }) => {
      removeInvitation(opened().db, id)
      return tell(null)
    },

    peekInvitation: ({ files }) => readInvitationFile(onePath(files)),
    beginContribution: async ({ files, place }) => {
      const invitation = await readInvitationFile(onePath(files))
      return createInvited(
        newPlace(place, `${invitation.facts.school} ${invitation.colleague}`.trim()),
        invitation,
      )
    },

    sendBack: async ({ out, note }, call) => {
      const { db } = opened()
      const before = invited(db)
      if (!before) throw new Failure('contribution.notOne')
      const path = granted(out)
      noteSending(db, { note, before: null })
      try {
        const { bytes } = await packArchive({ ...opened(), checker }, path, call)
        return told({ result: { name: basename(path), bytes }, nouns: ['export', 'portfolio'] })
      } catch (error) {
        if (db.open) noteSending(db, { note, before })
        throw error
      }
    },
    receiveContribution: async ({ files }, call) => {
      const { db, tray } = opened()
      const contribution = await receiveArchive(opened(), onePath(files), call)
      const suggestions = listSuggestions(db, contribution, tray.open(contribution.id).db).length
      return tell({ sender: contribution.sender, suggestions })
    },

    listContributions: () => {
      const { db, tray } = opened()
      return listReceived(db).map((contribution: Contribution) => {
        try {
          const { db: there } = tray.open(contribution.id)
          return { ...contribution, isThere: true, suggestions: listSuggestions(db, contribution, there) }
        } catch (error) {
          // Gone or damaged: the others are shown all the same, and this one can be removed.
          if (error instanceof Failure) return { ...contribution, isThere: false, suggestions: [] }
          throw error
        }
      })
    },
    takeSuggestions: async ({ ids, answers }, call) =>
      opened().storing.during(async () =>
        told(await takeSuggestions(opened(), coming(ids), { answers, call })),
      ),
    leaveSuggestions: ({ ids }) => {
      const { db } = opened()
      const found = coming(ids)
      return told(
        change(db, { name: { kind: 'leaveSuggestions', words: { count: ids.length } } }, (writable) => {
          for (const { there, suggestions } of found) leaveSuggestions(writable, there.db, suggestions)
          return null
        }),
      )
    },
    removeContribution: async ({ id }) => {
      await opened().tray.remove(id)
      return tell(null)
    },
  }
}
