import { createWriteStream } from 'node:fs'
import { copyFile, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Call } from '../contract/table'
import type { CleanedFile } from '../contract/workers'
import { Failure } from '../domain/failure'
import { embeddedCleaner } from './clean-embedded'
import { cleanHtml } from './clean-html'
import { cleanMail } from './clean-mail'
import { cleanOffice } from './clean-office'
import { cleanOpenDocument } from './clean-open-document'
import { cleanPdf } from './clean-pdf'
import { cleanPicture } from './clean-picture'
import { isRecording, planRecording } from './clean-recording'
import { cleanRtf } from './clean-rtf'
import { fileKind, officeFormat } from './file-kinds'
import { largestFile } from './limits'
import { ownMemory } from './memory'
import { cleanedBytes, withSource } from './patches'

type Clean = (bytes: Buffer) => Uint8Array | Promise<Uint8Array>

const cleaners: Readonly<Record<string, Clean>> = {
  'application/pdf': cleanPdf,
  'application/rtf': cleanRtf,
  'text/rtf': cleanRtf,
  'text/html': cleanHtml,
  'application/xhtml+xml': cleanHtml,
  'message/rfc822': cleanMail,
}

/** Nothing is in them but what is read. */
const bare = /^text\/(?:plain|csv|markdown|tab-separated-values)$/

/**
 * Writes a file to `out` without what it tells of people, places, programs and computers beside what it shows; `type` is
 * the media type of its content. `asIs`: there is no room for such things in it, so it was copied. `cannot`: nothing was
 * written, since it is broken, locked, or of a kind whose every corner is not known. The text and the pictures of what was
 * cleaned are as they were. Throws `disk.full`, `cancelled`, and what the system says of `out`.
 */
export async function cleanFile(
  { source, type, out }: { source: string; type: string; out: string },
  { signal }: Pick<Call, 'signal'>,
): Promise<CleanedFile> {
  try {
    return { state: await clean(source, type, out, signal), memory: ownMemory() }
  } catch (error) {
    await rm(out, { force: true })
    if (signal.aborted) throw new Failure('cancelled')
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('disk.full')
    // Of the file that is written; whatever is wrong with the other one is its own fault.
    if (error instanceof OutError) throw error.cause
    return { state: 'cannot', memory: ownMemory() }
  }
}

/** What the system said of the place where the file was to go. */
class OutError extends Error {}

async function clean(
  source: string,
  type: string,
  out: string,
  signal: AbortSignal,
): Promise<'cleaned' | 'asIs'> {
  if (bare.test(type)) {
    await copyFile(source, out)
    return 'asIs'
  }
  if (fileKind(type) === 'recording') {
    await copyRecording(source, out, signal)
    return 'cleaned'
  }
  const cleaner = cleanerOf(type)
  if (!cleaner || (await stat(source)).size > largestFile) throw new Error('cannot')
  const bytes = await cleaner(await readFile(source))
  if (bytes.length === 0) throw new Error('nothing is left')
  await writeFile(out, bytes, { flag: 'wx' }).catch((error: unknown) => {
    throw new OutError('', { cause: error })
  })
  return 'cleaned'
}

function cleanerOf(type: string): Clean | undefined {
  const format = officeFormat(type)
  if (format === 'odf' || format === 'ods') return (bytes) => cleanOpenDocument(bytes, embeddedCleaner())
  if (format) return (bytes) => cleanOffice(bytes, embeddedCleaner())
  return type.startsWith('image/') ? cleanPicture : cleaners[type]
}

/** A film may be larger than memory: it is cleaned while it is copied. */
async function copyRecording(path: string, out: string, signal: AbortSignal): Promise<void> {
  await requireRecording(path)
  await withSource(path, async (source) => {
    const plan = await planRecording(source)
    await pipeline(Readable.from(cleanedBytes(source, plan)), createWriteStream(out, { flags: 'wx' }), {
      signal,
    })
  })
}

async function requireRecording(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(12)
    await file.read(head, 0, 12, 0)
    if (!isRecording(head)) throw new Error('not known')
  } finally {
    await file.close()
  }
}
