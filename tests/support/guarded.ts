import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ConsentStatus } from '../../electron/domain/consent'
import { writeMovie } from '../media/write-recordings'
import { writeDocx, writePdf } from './documents'
import { startWithPortfolio, type TestEngine } from './engine'
import { workersHere } from './media-worker'
import { drawPicture } from './pictures'
import { temporaryFolder } from './temporary'

/** What a file is, and how its consent stands: one of each is in the portfolio of `startGuarded`. */
export const fileKinds = ['photo', 'pdf', 'docx', 'movie'] as const
export type FileKind = (typeof fileKinds)[number]
const standings = [
  'clear',
  'unsaid',
  'missing',
  'narrow',
  'withdrawn',
] as const satisfies readonly ConsentStatus[]

/** A file of that portfolio: its key is in its caption, its description, its words and, but for a photo, its name. */
export type Guarded = {
  key: string
  kind: FileKind
  standing: ConsentStatus
  hash: string
  attachment: string
  /** Of a photo: no other picture has it. */
  width: number
}

/** Says of files how their consent stands. */
export async function say(engine: TestEngine, files: string[], standing: ConsentStatus): Promise<void> {
  const people = 'recognisable'
  if (standing === 'clear') await engine.ask('writeConsent', { files, people: 'none' })
  if (standing === 'missing') await engine.ask('writeConsent', { files, people })
  if (standing === 'narrow')
    await engine.ask('writeConsent', { files, people, state: 'held', scope: 'internal' })
  if (standing === 'withdrawn') await engine.ask('writeConsent', { files, people, state: 'withdrawn' })
}

/** A portfolio with a file of each kind and standing, all in one piece of evidence, `P3-01`. */
export async function startGuarded(): Promise<{ engine: TestEngine & { root: string }; files: Guarded[] }> {
  const engine = startWithPortfolio({ startWorker: workersHere })
  const wanted = fileKinds.flatMap((kind) => standings.map((standing) => ({ kind, standing })))
  const made: { path: string; width: number; kind: FileKind; standing: ConsentStatus; key: string }[] = []
  for (const [index, { kind, standing }] of wanted.entries()) {
    const key = `${kind}-${standing}`
    const width = 300 + index
    made.push({ ...(await make(kind, { key, width, index })), kind, standing, key, width })
  }
  const { ids, files: outcomes } = await engine.ask('addEvidence', {
    place: { section: 'students', strand: 'students.1' },
    title: 'Ден на отворените врати',
    files: made.map(({ path }) => ({ path })),
    links: ['https://school.example/council'],
  })
  expect(outcomes.filter(({ outcome }) => outcome !== 'added')).toEqual([])
  const { attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
  const files: Guarded[] = []
  for (const [index, { kind, standing, key, width }] of made.entries()) {
    const outcome = outcomes[index]
    const id = outcome?.outcome === 'added' ? outcome.attachment : ''
    const attachment = attachments.find((each) => each.id === id)
    if (!attachment || attachment.role === 'link') throw new Error('no file')
    const { file } = attachment
    await engine.ask('writeAttachment', { id, caption: `caption-${key}`, alt: `alt-${key}` })
    await say(engine, [file.hash], standing)
    files.push({ key, kind, standing, hash: file.hash, attachment: id, width })
  }
  return { engine, files }
}

type Making = { key: string; width: number; index: number }

async function make(kind: FileKind, { key, width, index }: Making): Promise<{ path: string }> {
  switch (kind) {
    case 'photo':
      return { path: await drawPicture(`IMG_${index}.jpg`, { width, height: 200, seed: index }) }
    case 'pdf':
      return { path: await writePdf([`words-${key}`], `${key}.pdf`) }
    case 'docx':
      return { path: await writeDocx([`words-${key}`], `${key}.docx`) }
    case 'movie': {
      const day = String(index + 1).padStart(2, '0')
      return { path: writeMovie({ length: 1000, created: `2026-05-${day}T09:30:00Z` }) }
    }
  }
}

/** The keys of the files of which anything at all is in a PDF: a picture, words, a name, a description. */
export function keysInPdf(path: string, files: readonly Guarded[]): string[] {
  const plain = join(mkdtempSync(join(temporaryFolder(), 'qdf-')), 'plain.pdf')
  execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, plain], { stdio: 'ignore' })
  // Descriptions, titles and names are strings in the file, the words on the pages are not.
  const raw = readFileSync(plain, 'latin1')
  const text = execFileSync('pdftotext', [path, '-']).toString().replace(/\s+/g, ' ')
  const widths = widthsIn(path)
  return files
    .filter(({ key, width }) => raw.includes(key) || text.includes(key) || widths.has(width))
    .map(({ key }) => key)
}

/** The widths of all pictures in a PDF in px. */
export function widthsIn(path: string): Set<number> {
  const [, , ...rows] = execFileSync('pdfimages', ['-list', path]).toString().trim().split('\n')
  return new Set(rows.map((row) => Number(row.trim().split(/\s+/)[3])))
}

/** The keys of the files of which anything is in a folder: their bytes, their picture, a name, a line of the list. */
export async function keysInFolder(
  folder: string,
  files: readonly Guarded[],
  root: string,
): Promise<string[]> {
  const paths = everyFile(folder)
  const names = paths.join('\n')
  const texts = paths
    .filter((path) => path.endsWith('.txt'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const hashes = new Set(paths.map((path) => hashOf(readFileSync(path))))
  const found = files.map(({ key, kind, hash }) => {
    const picture =
      kind === 'photo' ? hashOf(readFileSync(join(root, 'cache', 'print', `${hash}.jpg`))) : hash
    return hashes.has(hash) || hashes.has(picture) || names.includes(key) || texts.includes(key) ? key : null
  })
  return Promise.resolve(found.filter((key) => key !== null))
}

function everyFile(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? everyFile(path) : [path]
  })
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
