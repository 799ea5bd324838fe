import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { ZipFile } from 'yazl'
import { day, line, section, text } from '../contract/fields'
import type { Invitation } from '../domain/contribution'
import { manifestPath } from '../domain/archive'
import { Failure } from '../domain/failure'
import { countries, isCycle, languages } from '../domain/portfolio'
import { readHead } from './archive-read'
import { writeFileAside } from './out-file'

/** What the one entry says that it is. */
const format = 'fivefold-invitation'

/** More than any invitation has: thirty strands with questions, and prompts. In bytes. */
const largest = 4 << 20

const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,80}$/))
const limit = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)))

const invitationSchema: v.GenericSchema<unknown, Invitation> = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.uuid()),
  portfolio: v.pipe(v.string(), v.uuid()),
  facts: v.object({
    school: v.pipe(line, v.minLength(1)),
    country: v.picklist(countries),
    language: v.picklist(languages),
    cycle: v.pipe(v.object({ from: v.number(), to: v.number() }), v.check(isCycle)),
  }),
  askedBy: line,
  colleague: line,
  message: text,
  deadline: day,
  sections: v.pipe(
    v.array(
      v.object({
        id: section,
        number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
        title: line,
        shortTitle: line,
        claim: text,
        planLimit: limit,
        prompt: text,
        strands: v.pipe(
          v.array(v.object({ id, title: line, question: text, limit })),
          v.maxLength(200),
          v.check((strands) => new Set(strands.map((strand) => strand.id)).size === strands.length),
        ),
      }),
    ),
    v.minLength(1),
    v.check((sections) => new Set(sections.map((each) => each.id)).size === sections.length),
  ),
})

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
