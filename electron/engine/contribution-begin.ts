import type { Invitation } from '../domain/contribution'
import type { ReadableDb } from './database'

/**
 * Fills a portfolio that was just made for an invitation: only the sections that are asked for, as the coordinator's portfolio
 * words them. Not a change: the portfolio begins with it.
 */
export function fillForInvitation(db: ReadableDb, invitation: Invitation): void {
  const writeSection = db.prepare(
    `UPDATE section SET number = @number, title = @title, short_title = @shortTitle, claim = @claim,
       plan_limit = @planLimit, updated_at = now(), updated_by = author() WHERE id = @id`,
  )
  const addStrand = db.prepare(
    `INSERT INTO strand (id, section_id, position, title, question, answer_limit, updated_at, updated_by)
     VALUES (@id, @section, @position, @title, @question, @limit, now(), author())`,
  )
  db.transaction(() => {
    db.prepare('DELETE FROM strand').run()
    db.prepare('DELETE FROM section WHERE id NOT IN (SELECT value FROM json_each(?))').run(
      JSON.stringify(invitation.sections.map(({ id }) => id)),
    )
    for (const { strands, prompt: _prompt, ...section } of invitation.sections) {
      writeSection.run(section)
      strands.forEach((strand, position) => addStrand.run({ ...strand, section: section.id, position }))
    }
    db.prepare('INSERT INTO invited (id, contents, received_at) VALUES (?, ?, now())').run(
      invitation.id,
      JSON.stringify(invitation),
    )
  })()
}
