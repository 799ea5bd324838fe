import { lstatSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import type { FileOutcome } from '../contract/evidence-requests'
import { cleanLine, portfolioFacts } from '../contract/fields'
import { Failure } from '../domain/failure'
import type { Evidence } from '../domain/evidence'
import { sayFailure } from '../domain/messages'
import { planColumns } from '../domain/plan'
import { nextCycle, parseCycle } from '../domain/portfolio'
import { sectionIds, type Place, type SectionId } from '../domain/section'
import type { CliEngine } from './cli-engine'
import { parseEdition } from './editions'
import { Misuse, say, type Spoken } from './spoken'

/** Countries to fall back on when `--country` is not given: where the language is mostly taught in. */
const homeCountry = { en: 'IE', tr: 'TR', et: 'EE', ro: 'RO', bg: 'BG', nl: 'NL' } as const

type NewOptions = {
  school: string
  language: keyof typeof homeCountry
  country?: string
  cycle?: string
  second?: keyof typeof homeCountry
  from?: string
}

export function newCommand(engine: CliEngine, [dir = '']: string[], options: NewOptions): Spoken {
  const { school, language, second: secondLanguage } = options
  const cycle = options.cycle === undefined ? nextCycle(new Date()) : parseCycle(options.cycle)
  const country = options.country?.toUpperCase() ?? homeCountry[language]
  const facts = v.safeParse(portfolioFacts, { school, language, country, cycle, secondLanguage })
  if (!facts.success) throw new Failure('input.invalid', { field: v.getDotPath(facts.issues[0]) ?? 'new' })
  const { id } = engine.create(dir, facts.output, options.from)
  return { lines: [say('cli.created', { folder: dir })], json: { id, folder: resolve(dir) } }
}

type AddOptions = {
  to: string
  title?: string
  shows?: string
  note?: string
  date?: string
  link?: string
  each?: boolean
}

export async function addCommand(
  engine: CliEngine,
  [dir = '', ...given]: string[],
  options: AddOptions,
): Promise<Spoken> {
  const { title, shows, note, date, link, to } = options
  const texts = Object.fromEntries(
    Object.entries({ title, shows, note, date }).filter(([, text]) => text !== undefined),
  )
  const links = link === undefined ? [] : [link]
  if (given.length === 0 && links.length === 0 && Object.keys(texts).length === 0) {
    throw new Misuse(say('cli.nothingGiven'))
  }
  engine.open(dir)
  const paths = given.flatMap(filesIn)
  const { ids, files } = await engine.ask('addEvidence', {
    place: parsePlace(to),
    ...texts,
    links,
    files: paths.map((path) => ({ path: resolve(path) })),
    each: options.each ?? false,
  })
  await engine.finishPictures()
  const lines = files.map(lineFor(await engine.ask('listEvidence', {})))
  const spoken = { lines: [...lines, ...ids], json: { ids, files } }
  return ids.length > 0 ? spoken : { ...spoken, complaint: complaintFor(files) }
}

/** When nothing came in: the reason of the one file, or that none of them did. */
function complaintFor([first, ...others]: FileOutcome[]): string {
  const isOne = first?.outcome === 'refused' && others.length === 0
  return isOne ? sayFailure(say, first.failure) : say('cli.noEvidence')
}

/** What became of a file, with what is known of its picture by now. */
function lineFor(evidence: readonly Evidence[]): (file: FileOutcome) => string {
  const attachments = new Map(evidence.flatMap((piece) => piece.attachments.map((each) => [each.id, each])))
  return (file) => {
    const { name } = file
    if (file.outcome === 'refused')
      return say('cli.file.refused', { name, reason: sayFailure(say, file.failure) })
    if (file.outcome === 'duplicate') return say('cli.file.duplicate', { name })
    const attachment = attachments.get(file.attachment)
    const picture = attachment && attachment.role !== 'link' ? attachment.file.picture : 'none'
    if (picture === 'damaged') return say('cli.file.damaged', { name })
    if (picture === 'unreadable') return say('cli.file.noPicture', { name })
    return say('cli.file.added', { name })
  }
}

/** A file as it is; a folder as all files in it and its folders, without hidden ones and without following links. */
function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => join(path, name))
    .filter((entry) => !lstatSync(entry).isSymbolicLink())
    .flatMap(filesIn)
}

/** Reads `students` or `students.2`. Throws `place.unknown`. */
function parsePlace(text: string): Place {
  const [section = '', number] = text.split('.', 2)
  if (!isSection(section)) throw new Failure('place.unknown', { place: text })
  return { section, strand: number === undefined ? null : text }
}

/** Reads the id of a section. Throws `place.unknown`. */
export function parseSection(text: string): SectionId {
  if (!isSection(text)) throw new Failure('place.unknown', { place: text })
  return text
}

function isSection(text: string): text is SectionId {
  return sectionIds.some((id) => id === text)
}

export async function answerCommand(
  engine: CliEngine,
  [dir = '', place = '']: string[],
  options: { text?: string; file?: string; language?: string },
): Promise<Spoken> {
  const { text, file } = options
  if ((text === undefined) === (file === undefined)) {
    throw new Misuse(say('cli.textOrFile'))
  }
  const portfolio = engine.open(dir)
  const { strand } = parsePlace(place)
  if (strand === null) throw new Failure('place.unknown', { place })
  const edition = options.language === undefined ? 'first' : parseEdition(options.language, portfolio)
  const request = edition === 'first' ? 'writeAnswer' : 'writeSecondAnswer'
  await engine.ask(request, { strand, text: text ?? (await readText(file ?? '')) })
  return { lines: [say('cli.saved')], json: { strand } }
}

/** A text file in UTF-8. Throws `file.missing`, `file.isFolder`, `file.unreadable`. */
async function readText(path: string): Promise<string> {
  const name = basename(path)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new Failure('file.missing', { name })
  if (stats.isDirectory()) throw new Failure('file.isFolder', { name })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    throw new Failure('file.unreadable', { name }, { cause: error })
  }
}

export async function planCommand(
  engine: CliEngine,
  [dir = '', section = '']: string[],
  { row }: { row: string },
): Promise<Spoken> {
  const parts = row.split(';').map(cleanLine)
  if (parts.length > planColumns.length || parts.every((part) => part === '')) {
    throw new Misuse(say('cli.columns'))
  }
  engine.open(dir)
  const texts = Object.fromEntries(planColumns.map((column, index) => [column, parts[index] ?? '']))
  const { id } = await engine.ask('addPlanRow', { section: parseSection(section), ...texts })
  return { lines: [say('cli.saved'), id], json: { id } }
}
