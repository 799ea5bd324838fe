import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { day, line, section, text } from '../contract/fields'
import type { Invitation } from '../domain/contribution'
import { Failure } from '../domain/failure'
import { countries, isCycle, languages } from '../domain/portfolio'
import { writeFileAside } from './out-file'
import { errorCode } from './system-errors'

/** The one part of the file. */
const part = 'invitation.json'

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

/** Writes the file that a colleague is given. Throws `export.*`, `disk.full`. */
export async function writeInvitationFile(
  out: string,
  invitation: Invitation,
): Promise<{ name: string; bytes: number }> {
  await writeFileAside(out, async (aside) => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from(JSON.stringify(invitation)), part)
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(aside, { flush: true }))
  })
  return { name: basename(out), bytes: (await stat(out)).size }
}

/** Reads such a file. Throws `invitation.notOne`, `invitation.newer`, `file.missing`, `file.unreadable`. */
export async function readInvitationFile(path: string): Promise<Invitation> {
  const name = basename(path)
  const contents = await readPart(path)
  if (contents === null) throw new Failure('invitation.notOne', { name })
  const { version } = v.parse(v.fallback(v.object({ version: v.number() }), { version: 0 }), contents)
  if (version > 1) throw new Failure('invitation.newer', { name })
  const parsed = v.safeParse(invitationSchema, contents)
  if (!parsed.success) throw new Failure('invitation.notOne', { name })
  return parsed.output
}

/** What is in the part, or null when the file is no such archive. */
async function readPart(path: string): Promise<unknown> {
  const name = basename(path)
  try {
    const zip = await openPromise(path, { autoClose: false, strictFileNames: true })
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName !== part || entry.uncompressedSize > largest) return null
        const chunks: Buffer[] = []
        // yauzl ends a part that is larger than its entry says with an error.
        for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
        return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
      }
      return null
    } finally {
      zip.close()
    }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') throw new Failure('file.missing', { name }, { cause: error })
    if (code !== '') throw new Failure('file.unreadable', { name }, { cause: error })
    return null
  }
}
