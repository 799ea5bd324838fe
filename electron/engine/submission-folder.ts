import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SubmissionFile, SubmissionFileName } from '../domain/submission'
import type { ReadableDb } from './database'
import { hashOf, syncFolder } from './files'
import { makeFolder, pathBelow, type PortfolioFolder } from './folders'
import { forgetSubmission, hasSubmission, turnedSubmissions } from './submissions'
import { errorCode } from './system-errors'

/*
 * The files of submissions, `submissions/<id>/`, which nobody may write. A folder on its way in or out is called `.<id>`; the row
 * of the database decides what it is: with a row it is a whole submission, without one it is rubbish. So a crash at any moment
 * leaves either all of a submission or nothing of it. One whose row a merge brought and an undo took back lies aside as well, as
 * long as the history can bring it back.
 */

/** Nobody may write; on Windows this sets the attribute "read-only" of a file. */
const sealed = { file: 0o444, folder: 0o555 }
const writable = { file: 0o644, folder: 0o755 }

/** The folder of a submission that is kept. */
export function submissionPath(folder: PortfolioFolder, id: string): string {
  return pathBelow(folder, folder.submissions, id)
}

function asidePath(folder: PortfolioFolder, id: string): string {
  return pathBelow(folder, folder.submissions, `.${id}`)
}

/** Makes the folder in which a submission is got ready. */
export async function makeAside(folder: PortfolioFolder, id: string): Promise<string> {
  const path = asidePath(folder, id)
  makeFolder(folder, folder.submissions)
  await mkdir(path)
  return path
}

/** Makes a written file lasting and read-only, and gives its bytes and hash as they lie on the disk. */
export async function sealFile(path: string, name: SubmissionFileName, from = ''): Promise<SubmissionFile> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await chmod(path, sealed.file)
  const hash = await hashOf(path)
  if (hash === null) throw new Error(`${name} cannot be read after it was written`)
  return { name, bytes: (await stat(path)).size, hash, from }
}

/** Puts the folder of a submission, whose row is kept, where it belongs. */
export async function settle(folder: PortfolioFolder, id: string): Promise<void> {
  const path = submissionPath(folder, id)
  await rename(asidePath(folder, id), path)
  await chmod(path, sealed.folder)
  await syncFolder(folder.submissions)
}

/** Removes a folder that is on its way, whatever is in it. */
export async function dropAside(folder: PortfolioFolder, id: string): Promise<void> {
  await removeSealed(asidePath(folder, id))
}

/** Makes the folder of a submission that came from elsewhere, and all in it, read-only. */
export async function sealSubmission(path: string): Promise<void> {
  for (const name of await readdir(path)) await chmod(join(path, name), sealed.file)
  await chmod(path, sealed.folder)
}

/** Lets the submissions in a folder be written again, where it is not yet the portfolio's. */
export async function unsealed(submissions: string): Promise<void> {
  if (!existsSync(submissions)) return
  for (const entry of await readdir(submissions, { withFileTypes: true })) {
    const path = join(submissions, entry.name)
    if (!entry.isDirectory()) continue
    await chmod(path, writable.folder)
    for (const name of await readdir(path)) await chmod(join(path, name), writable.file)
  }
}

/** Removes a submission: out of the way first, then its row, then its files. */
export async function removeSubmission(folder: PortfolioFolder, db: ReadableDb, id: string): Promise<void> {
  const path = submissionPath(folder, id)
  if (existsSync(path)) {
    // A folder that may not be written may not be moved either, on some systems.
    await chmod(path, writable.folder)
    await rename(path, asidePath(folder, id))
    await syncFolder(folder.submissions)
  }
  forgetSubmission(db, id)
  await dropAside(folder, id)
}

async function removeSealed(path: string): Promise<void> {
  if (!existsSync(path)) return
  await chmod(path, writable.folder)
  for (const name of await readdir(path)) await chmod(join(path, name), writable.file)
  await rm(path, { recursive: true, force: true })
}

/**
 * Finishes at opening what a crash cut off: submissions that are kept go into their place, all else that was on its way goes.
 * What another program holds just now is left for the next time: a portfolio opens all the same.
 */
export function settleSubmissions(folder: PortfolioFolder, db: ReadableDb): void {
  if (!existsSync(folder.submissions)) return
  const turned = turnedSubmissions(db)
  followRows(folder, db, turned.keys())
  for (const name of readdirSync(folder.submissions)) {
    const id = name.slice(1)
    if (!name.startsWith('.') || !isId(id)) continue
    if (turned.get(id) === true && !hasSubmission(db, id)) continue
    try {
      settleNow(folder, db, id)
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

/**
 * Lets the folders of these submissions follow their rows, when a merge was made, undone or done again: into their place, or aside.
 * What another program holds just now follows at the next opening.
 */
export function followRows(folder: PortfolioFolder, db: ReadableDb, ids: Iterable<string>): void {
  for (const id of ids) {
    if (!isId(id)) continue
    const [path, aside] = [submissionPath(folder, id), asidePath(folder, id)]
    const isKept = hasSubmission(db, id)
    try {
      if (isKept && existsSync(aside) && !existsSync(path)) moveIn(folder, id)
      if (!isKept && existsSync(path) && !existsSync(aside)) {
        // A folder that may not be written may not be moved either, on some systems.
        chmodSync(path, writable.folder)
        renameSync(path, aside)
      }
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

function moveIn(folder: PortfolioFolder, id: string): void {
  const path = submissionPath(folder, id)
  renameSync(asidePath(folder, id), path)
  chmodSync(path, sealed.folder)
}

function settleNow(folder: PortfolioFolder, db: ReadableDb, id: string): void {
  const aside = asidePath(folder, id)
  if (hasSubmission(db, id) && !existsSync(submissionPath(folder, id))) {
    moveIn(folder, id)
    return
  }
  chmodSync(aside, writable.folder)
  for (const file of readdirSync(aside)) chmodSync(join(aside, file), writable.file)
  rmSync(aside, { recursive: true, force: true })
}

/** What a system puts into every folder (`.DS_Store`) is no submission. */
function isId(name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
}

/** How a file of a submission lies there: as it was kept, otherwise, or not at all. */
export async function standingOf(
  root: string,
  { name, bytes, hash }: SubmissionFile,
): Promise<'sound' | 'changed' | 'missing'> {
  const path = join(root, name)
  const stats = await stat(path).catch(() => null)
  if (!stats) return 'missing'
  return stats.size === bytes && (await hashOf(path)) === hash ? 'sound' : 'changed'
}

/** Names of what lies in a portfolio's submissions and belongs to none of these ids. */
export async function strangersAmong(
  { submissions }: PortfolioFolder,
  ids: readonly string[],
): Promise<string[]> {
  if (!existsSync(submissions)) return []
  const names = await readdir(submissions)
  return names.filter((name) => isId(name) && !ids.includes(name))
}
