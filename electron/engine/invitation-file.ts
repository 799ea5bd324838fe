import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { ZipFile } from 'yazl'
import type { Invitation } from '../domain/contribution'
import { manifestPath } from '../domain/archive'
import { Failure } from '../domain/failure'
import { readHead } from './archive-read'
import { invitationSchema } from './invitation-schema'
import { writeFileAside } from './out-file'

/** What the one entry says that it is. */
const format = 'fivefold-invitation'

/** More than any invitation has: thirty strands with questions, and prompts. In bytes. */
const largest = 4 << 20

/** Writes the file that a colleague is given: an archive whose first and only entry it is. Throws `export.*`, `disk.full`. */
export async function writeInvitationFile(
  out: string,
  invitation: Invitation,
): Promise<{ name: string; bytes: number }> {
  await writeFileAside(out, async (aside) => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from(JSON.stringify({ format, ...invitation })), manifestPath, { compress: false })
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(aside, { flush: true }))
  })
  return { name: basename(out), bytes: (await stat(out)).size }
}

/** Reads such a file. Throws `invitation.notOne`, `invitation.newer`, `archive.missing`, `archive.driveGone`. */
export async function readInvitationFile(path: string): Promise<Invitation> {
  const name = basename(path).normalize('NFC')
  const contents = await readContents(path)
  const head = v.safeParse(v.object({ format: v.literal(format), version: v.number() }), contents)
  if (!head.success) throw new Failure('invitation.notOne', { name })
  if (head.output.version > 1) throw new Failure('invitation.newer', { name })
  const parsed = v.safeParse(invitationSchema, contents)
  if (!parsed.success) throw new Failure('invitation.notOne', { name })
  return parsed.output
}

/** What the first entry says; null when the file is no archive of ours. */
async function readContents(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readHead(path, largest)).toString('utf8')) as unknown
  } catch (error) {
    const isDrive = error instanceof Failure && ['archive.missing', 'archive.driveGone'].includes(error.code)
    if (isDrive) throw error
    return null
  }
}
