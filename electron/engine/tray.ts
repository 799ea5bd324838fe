import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { contributionId } from '../contract/fields'
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

type Look = Opened & { intake: Intake; pictures: EditedPictures }

export function createTray(
  { db, folder }: Opened,
  options: OpenContext & { pool: MediaPool; onPicture: () => void; logBug: (error: unknown) => void },
): Tray {
  const { pool, onPicture, logBug, ...context } = options
  const looks = new Map<string, Look>()

  if (!db.readonly) settle({ db, folder }, context)

  const rootOf = (id: string): string => {
    if (!v.is(contributionId, id)) throw new Failure('contribution.gone')
    return join(folder.tray, id)
  }
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

  /** Puts a folder out of the way: whatever ends the app now, it is rubbish. Gives where it lies. */
  async function putAside(id: string): Promise<string> {
    const root = rootOf(id)
    const aside = join(folder.tray, `.${id}`)
    leave(id)
    await rm(aside, { recursive: true, force: true })
    if (existsSync(root)) await rename(root, aside)
    return aside
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
      makeFolder(folder, folder.tray)
      const before = await putAside(id)
      await rename(staging, rootOf(id))
      await syncFolder(folder.tray)
      noteReceived(db, contribution)
      await rm(before, { recursive: true, force: true })
      return contribution
    },
    remove: async (id) => {
      requireReceived(db, id)
      const aside = await putAside(id)
      db.prepare('DELETE FROM contribution WHERE id = ?').run(id)
      await rm(aside, { recursive: true, force: true })
    },
    close: () => {
      for (const id of [...looks.keys()]) leave(id)
    },
  }
}

/**
 * What a crash left on its way in or out goes: it holds pictures that nobody can see. What a colleague sent and no row tells of any
 * more, since a damaged database lost it, is noted anew. What is held open, or damaged itself, is left as it is.
 */
function settle({ db, folder }: Opened, context: OpenContext): void {
  if (!existsSync(folder.tray)) return
  const known = new Set(listReceived(db).map(({ id }) => id))
  for (const name of readdirSync(folder.tray)) {
    if (known.has(name)) continue
    const root = join(folder.tray, name)
    try {
      if (!v.is(contributionId, name)) {
        rmSync(root, { recursive: true, force: true })
        continue
      }
      const contribution = readContribution(root, { db, context })
      if (contribution.id === name) noteReceived(db, contribution)
    } catch (error) {
      if (!(error instanceof Failure) && errorCode(error) === '') throw error
    }
  }
}

function noteReceived(db: ReadableDb, contribution: Contribution): void {
  db.prepare(
    `INSERT INTO contribution (id, invitation_id, sender, note, sent_at, received_at)
     VALUES (@id, @invitation, @sender, @note, @sentAt, now())
     ON CONFLICT (id) DO UPDATE SET invitation_id = @invitation, sender = @sender, note = @note, sent_at = @sentAt,
       received_at = now()`,
  ).run(contribution)
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
    if (!v.is(contributionId, id)) throw new Failure('contribution.notOne')
    return { id, invitation: invitation.id, sender, note, sentAt, receivedAt: '' }
  } finally {
    closePortfolio(opened)
  }
}
