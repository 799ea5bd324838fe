import * as v from 'valibot'
import { contributionId } from '../contract/fields'
import type { InputOf } from '../contract/table'
import type { contributionRequests } from '../contract/contribution-requests'
import type { Contribution, Invitation, Invited } from '../domain/contribution'
import type { ReadableDb } from './database'
import { parseInvitation } from './invitation-schema'
import { listSections, portfolio } from './portfolio'
import { newId } from './rows'

/*
 * What colleagues were asked for, and what this portfolio was itself begun for. Facts, not a part of the history.
 */

/** What goes to a colleague: the wording of the chosen sections, and nothing else of the portfolio. */
export function makeInvitation(
  db: ReadableDb,
  asked: Omit<InputOf<(typeof contributionRequests)['writeInvitation']>, 'out'>,
): Invitation {
  const { id, school, country, language, cycle } = portfolio(db)
  const prompts = new Map(asked.sections.map(({ section, prompt }) => [section, prompt]))
  return {
    version: 1,
    id: newId(),
    portfolio: id,
    facts: { school, country, language, cycle },
    askedBy: db.prepare<[], string>('SELECT author()').pluck().get() ?? '',
    colleague: asked.colleague,
    message: asked.message,
    deadline: asked.deadline,
    sections: listSections(db).flatMap((section) => {
      const prompt = prompts.get(section.id)
      if (prompt === undefined) return []
      const { number, title, shortTitle, claim, planLimit } = section
      const strands = section.strands.map(({ id: strand, title: words, question, limit }) => ({
        id: strand,
        title: words,
        question,
        limit,
      }))
      return { id: section.id, number, title, shortTitle, claim, planLimit, prompt, strands }
    }),
  }
}

export function noteInvitation(db: ReadableDb, invitation: Invitation): void {
  db.prepare('INSERT INTO invitation (id, contents, made_at, made_by) VALUES (?, ?, now(), author())').run(
    invitation.id,
    JSON.stringify(invitation),
  )
}

export type SentInvitation = { invitation: Invitation; madeAt: string; madeBy: string }

/** Those that were sent, the newest first. */
export function listInvitations(db: ReadableDb): SentInvitation[] {
  return db
    .prepare<[], { contents: string; madeAt: string; madeBy: string }>(
      'SELECT contents, made_at AS madeAt, made_by AS madeBy FROM invitation ORDER BY rowid DESC',
    )
    .all()
    .flatMap(({ contents, ...row }) => {
      const invitation = parseInvitation(contents)
      return invitation ? { invitation, ...row } : []
    })
}

export function removeInvitation(db: ReadableDb, id: string): void {
  db.prepare('DELETE FROM invitation WHERE id = ?').run(id)
}

/** What this portfolio was begun for, and what was sent back last; null for a school's own. */
export function invited(db: ReadableDb): Invited | null {
  const row = db
    .prepare<[], Omit<Invited, 'invitation'> & { contents: string }>(
      'SELECT contents, sent_at AS sentAt, sender, note FROM invited',
    )
    .get()
  const invitation = row ? parseInvitation(row.contents) : null
  if (!row || !invitation) return null
  const { sentAt, sender, note } = row
  return { invitation, sentAt, sender, note }
}

/** Notes that it goes back now, with a word from whoever worked on it; or that it did not, and stands as `before`. */
export function noteSending(
  db: ReadableDb,
  { note, before }: { note: string; before: Invited | null },
): void {
  if (!before) db.prepare('UPDATE invited SET sent_at = now(), sender = author(), note = ?').run(note)
  else {
    const { sentAt, sender, note: word } = before
    db.prepare('UPDATE invited SET sent_at = ?, sender = ?, note = ?').run(sentAt, sender, word)
  }
}

/** What came back, the newest first. A row names a folder on the disk: only one that the app itself would write is taken for one. */
export function listReceived(db: ReadableDb): Contribution[] {
  return db
    .prepare<[], Contribution>(
      `SELECT id, invitation_id AS invitation, sender, note, sent_at AS sentAt, received_at AS receivedAt
       FROM contribution ORDER BY received_at DESC, id`,
    )
    .all()
    .filter(({ id }) => v.is(contributionId, id))
}
