import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Contribution } from '../domain/contribution'
import { Failure } from '../domain/failure'
import type { ReadableDb } from './database'
import { createEditedPictures, type EditedPictures } from './edited-pictures'
import { syncFolder } from './files'
import { makeFolder } from './folders'
import { createIntake, type Intake } from './intake'
import { invited, listReceived } from './invitations'
import type { MediaPool } from './media-pool'
import { closePortfolio, openPortfolio, type OpenContext, type Opened } from './opened'
import { portfolio } from './portfolio'
import { errorCode } from './system-errors'

/** The tray of the open portfolio: what came back, each a portfolio of its own that is opened when it is looked at. */
export type Tray = {
  /** The colleague's portfolio. Throws `contribution.gone`, and what opening a portfolio throws. */
  open: (id: string) => Opened
  isThere: (id: string) => boolean
  /** The thumbnail of a file in it, with what is covered; null while there is none. */
  findThumbnail: (wanted: { contribution: string; hash: string }) => Promise<string | null>
  /**
   * Takes in what was unpacked into a folder: an earlier one of the same colleague's portfolio goes. Throws
   * `contribution.notOne`, `contribution.other`, and what opening a portfolio throws.
   */
  receive: (staging: string) => Promise<Contribution>
  /** Removes one with its files. Throws `contribution.gone`. */
  remove: (id: string) => Promise<void>
  close: () => void
}

const idSchema = v.pipe(v.string(), v.uuid())

type Look = Opened & { intake: Intake; pictures: EditedPictures }

export function createTray(
  { db, folder }: Opened,
  options: OpenContext & { pool: MediaPool; onPicture: () => void; logBug: (error: unknown) => void },
): Tray {
  const { pool, onPicture, logBug, ...context } = options
  const looks = new Map<string, Look>()

  if (!db.readonly) sweep({ db, folder })

  const rootOf = (id: string): string => join(folder.tray, id)
  const isThere = (id: string): boolean => existsSync(rootOf(id))

  function look(id: string): Look {
    const known = looks.get(id)
    if (known) return known
    requireReceived(db, id)
    if (!isThere(id)) throw new Failure('contribution.gone')
    const opened = openPortfolio(rootOf(id), context)
    const intake = createIntake({
      opened,
      pool,
      hands: 1,
      onPicture,
      onProgress: () => undefined,
      onText: () => undefined,
      logBug,
    })
    // Thumbnails alone: the rest is made when something is taken.
    intake.pause(true)
    const made = { ...opened, intake, pictures: createEditedPictures(opened, { pool, logBug }) }
    looks.set(id, made)
    return made
  }

  function leave(id: string): void {
    const known = looks.get(id)
    if (!known) return
    looks.delete(id)
    known.intake.stop()
    closePortfolio(known)
  }

  return {
    open: look,
    isThere,
    findThumbnail: async ({ contribution, hash }) => {
      if (!isThere(contribution)) return null
      const path = await look(contribution).pictures.find({ hash, size: 'thumbnail', edit: '', page: 1 })
      return path !== null && existsSync(path) ? path : null
    },
    receive: async (staging) => {
      const contribution = readContribution(staging, { db, context })
      const { id } = contribution
      leave(id)
      makeFolder(folder, folder.tray)
      await rm(rootOf(id), { recursive: true, force: true })
      await rename(staging, rootOf(id))
      await syncFolder(folder.tray)
      db.prepare(
        `INSERT INTO contribution (id, invitation_id, sender, note, sent_at, received_at)
         VALUES (@id, @invitation, @sender, @note, @sentAt, now())
         ON CONFLICT (id) DO UPDATE SET invitation_id = @invitation, sender = @sender, note = @note, sent_at = @sentAt,
           received_at = now()`,
      ).run(contribution)
      return contribution
    },
    remove: async (id) => {
      requireReceived(db, id)
      leave(id)
      db.prepare('DELETE FROM contribution WHERE id = ?').run(id)
      await rm(rootOf(id), { recursive: true, force: true })
    },
    close: () => {
      for (const id of [...looks.keys()]) leave(id)
    },
  }
}

/** What a crash left on its way in or out goes: it holds pictures that nobody can see. What is held open is left for the next time. */
function sweep({ db, folder }: Opened): void {
  if (!existsSync(folder.tray)) return
  const known = new Set(listReceived(db).map(({ id }) => id))
  for (const name of readdirSync(folder.tray)) {
    if (known.has(name)) continue
    try {
      rmSync(join(folder.tray, name), { recursive: true, force: true })
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

function requireReceived(db: ReadableDb, id: string): void {
  if (!listReceived(db).some((each) => each.id === id)) throw new Failure('contribution.gone')
}

/** What the colleague's portfolio says of itself, when it was begun for this one. */
function readContribution(
  root: string,
  { db, context }: { db: ReadableDb; context: OpenContext },
): Contribution {
  const opened = openPortfolio(root, context)
  try {
    const sent = invited(opened.db)
    if (!sent) throw new Failure('contribution.notOne')
    const { invitation, sender, note, sentAt } = sent
    if (invitation.portfolio !== portfolio(db).id) {
      throw new Failure('contribution.other', { school: invitation.facts.school })
    }
    const { id } = portfolio(opened.db)
    // It names a folder of the tray.
    if (!v.is(idSchema, id)) throw new Failure('contribution.notOne')
    return { id, invitation: invitation.id, sender, note, sentAt, receivedAt: '' }
  } finally {
    closePortfolio(opened)
  }
}
