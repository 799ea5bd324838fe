import { Failure } from '../domain/failure'
import type { Finding } from '../contract/engine'
import type { BookTheme, Orientation, PaperSize } from '../domain/book-options'
import { fileOf, type Attachment, type Evidence } from '../domain/evidence'
import { sayChange } from '../domain/messages'
import { lostOriginals, type RepairReport } from '../domain/repair'
import type { CliEngine } from './cli-engine'
import { consentOfFile, consentOfPiece } from './consenting'
import { parseEditions } from './editions'
import { parseSection } from './gathering'
import { leaveOf, sayDeparture, type LeavingOptions } from './leaving'
import { Misuse, say, sayNumber, type Spoken } from './spoken'

export async function listCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const evidence = await engine.ask('listEvidence', {})
  const lines = evidence.map((piece) => {
    const row = say('cli.list.row', {
      number: piece.number ?? '–',
      title: piece.title === '' ? say('cli.untitled') : piece.title,
      places: placesOf(piece),
      count: piece.attachments.length,
      id: piece.id,
    })
    return `${row}${consentOfPiece(piece)}`
  })
  return { lines: lines.length > 0 ? lines : [say('cli.list.empty')], json: evidence }
}

export async function showCommand(engine: CliEngine, [dir = '', which = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const all = await engine.ask('listEvidence', {})
  const piece = all.find(({ id, number }) => id === which || number === which)
  if (!piece) throw new Failure('evidence.gone')
  const { title, shows, note, date, dateUntil, attachments } = piece
  const lines = [
    `${piece.number ?? '–'}  ${title === '' ? say('cli.untitled') : title}`,
    ...(date === ''
      ? []
      : [say('cli.show.date', { date: dateUntil === '' ? date : `${date} – ${dateUntil}` })]),
    ...(shows === '' ? [] : [say('cli.show.shows', { text: shows })]),
    ...(note === '' ? [] : [say('cli.show.note', { text: note })]),
    say('cli.show.places', { places: placesOf(piece) }),
    ...attachments.map(attachmentLine),
  ]
  return { lines, json: piece }
}

function placesOf({ places }: Evidence): string {
  return places.length === 0
    ? say('cli.unplaced')
    : places.map(({ section, strand }) => strand ?? section).join(', ')
}

function attachmentLine(attachment: Attachment): string {
  const what = attachment.role === 'link' ? attachment.url : `${attachment.name} (${attachment.file.type})`
  const file = fileOf(attachment)
  const caption = attachment.caption === '' ? '' : `: ${attachment.caption}`
  return `- ${what}${caption}${file ? consentOfFile(file) : ''}`
}

export async function undoCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const change = await engine.ask('undo', {})
  return { lines: [say('cli.undone', { change: sayChange(say, change) })], json: change }
}

export async function redoCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const change = await engine.ask('redo', {})
  return { lines: [say('cli.redone', { change: sayChange(say, change) })], json: change }
}

export async function historyCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const changes = await engine.ask('listChanges', {})
  const lines = changes.map(({ name, at, by, isUndone }) =>
    say(isUndone ? 'cli.history.undoneRow' : 'cli.history.row', {
      at: at.slice(0, 16).replace('T', ' '),
      by,
      change: sayChange(say, name),
    }),
  )
  return { lines, json: changes }
}

type ExportOptions = {
  out?: string
  answers?: string
  folder?: string
  withUncleaned?: boolean
  sections?: string
  maxMb?: string
  only?: string
  language?: string
  page?: PaperSize
  orientation?: Orientation
  theme?: BookTheme
  annexes?: 'none' | 'all'
  draft?: boolean
} & LeavingOptions

export async function exportCommand(
  engine: CliEngine,
  [dir = '']: string[],
  options: ExportOptions,
): Promise<Spoken> {
  const { out, answers, folder, sections } = options
  const asked = [out, answers, folder, sections].filter((each) => each !== undefined)
  const [place] = asked
  if (place === undefined || asked.length > 1) throw new Misuse(say('cli.export.what'))
  const target = options.maxMb === undefined ? undefined : megabytes(options.maxMb)
  const portfolio = engine.open(dir)
  const edition = options.language === undefined ? undefined : parseEditions(options.language, portfolio)
  const only = options.only === undefined ? null : parseSection(options.only)
  const leave = await leaveOf(engine, options, sections === undefined ? only : null)
  const { purpose } = leave
  const granted = await engine.grant(place)
  const draft = options.draft ?? false
  if (answers !== undefined) {
    const written = await engine.ask('exportAnswers', { out: granted, only, edition, purpose })
    return { lines: [say('cli.answersSaved', { name: answers })], json: written }
  }
  if (sections !== undefined) {
    const written = await engine.ask('exportSections', { out: granted, draft, edition, ...leave })
    return {
      lines: [say('cli.folderSaved', { name: sections, files: written.files })],
      json: written,
      asides: sayDeparture(written, purpose),
    }
  }
  if (folder !== undefined) {
    const written = await engine.ask('exportFolder', {
      out: granted,
      only,
      edition,
      withUncleaned: options.withUncleaned,
      ...leave,
    })
    const gone = written.missing.map((name) => say('cli.notCopied', { name }))
    const uncleaned = options.withUncleaned ? 'cli.uncleanedKept' : 'cli.uncleaned'
    const told = written.uncleaned.map((name) => say(uncleaned, { name }))
    return {
      lines: [...gone, ...told, say('cli.folderSaved', { name: folder, files: written.files })],
      json: written,
      asides: sayDeparture(written, purpose),
    }
  }
  const result = await engine.ask('exportPortfolio', {
    out: granted,
    paper: options.page,
    orientation: options.orientation,
    theme: options.theme,
    target,
    edition,
    annexes: options.annexes,
    draft,
    only,
    ...leave,
  })
  const size = sayNumber(result.bytes / 1_000_000)
  const gaps = result.gaps.map(({ kind, number, name }) => say(`book.gap.${kind}`, { number, name }))
  return {
    lines: [...gaps, say('cli.exported', { name: place, pages: result.pages, size })],
    json: result,
    asides: sayDeparture(result, purpose),
  }
}

/** Bytes of a size in MB, as the Export screen counts them. */
function megabytes(text: string): number {
  const size = Number(text.replace(',', '.'))
  if (!(size > 0)) throw new Misuse(say('cli.usage', { message: `--max-mb ${text}` }))
  return Math.round(size * 1_000_000)
}

/** Where all words of a question are found, the best first. */
export async function searchCommand(
  engine: CliEngine,
  [dir = '', question = '']: string[],
  { limit }: { limit?: string },
): Promise<Spoken> {
  const most = limit === undefined ? undefined : Number(limit)
  if (most !== undefined && !(Number.isInteger(most) && most >= 1 && most <= 100))
    throw new Misuse(say('cli.usage', { message: `--limit ${limit ?? ''}` }))
  engine.open(dir)
  await engine.finishTexts()
  const hits = await engine.ask('search', { question, ...(most === undefined ? {} : { limit: most }) })
  const lines = hits.map(({ kind, title, snippet, id }) =>
    say('cli.search.row', {
      kind: say(`search.kind.${kind}`),
      title: title === '' ? say('cli.untitled') : title,
      words: snippet.text.replaceAll(/\s+/g, ' ').trim(),
      id,
    }),
  )
  return { lines: lines.length > 0 ? lines : [say('search.none')], json: hits }
}

/** What stands under each strand and in each plan. */
export async function coverageCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const { sections, coverage, standings } = await engine.ask('portfolio', {})
  const standingOf = (strand: string): string => {
    const standing = standings.find((each) => each.strand === strand)?.standing ?? 'none'
    return standing === 'none' ? '' : ` · ${say('overview.second')}: ${say(`second.${standing}`)}`
  }
  const strands = sections.flatMap((section) => section.strands)
  const lines = coverage.flatMap(({ section, strands: standing, planRows }) => [
    ...standing.map(({ strand, answered, evidence }) => {
      const { number = '', title = '' } = strands.find(({ id }) => id === strand) ?? {}
      const answer = say(answered ? 'map.answer' : 'map.noAnswer')
      return `${number}  ${title} · ${answer} · ${say('map.proofs', { count: evidence })}${standingOf(strand)}`
    }),
    `${say('map.planOf', { section: sections.find(({ id }) => id === section)?.shortTitle ?? '' })} · ${
      planRows === 0 ? say('map.planEmpty') : say('map.goals', { count: planRows })
    }`,
  ])
  return { lines, json: coverage }
}

export async function verifyCommand(
  engine: CliEngine,
  [dir = '']: string[],
  { repair = false, from }: { repair?: boolean; from?: string },
): Promise<Spoken> {
  const saved = repair ? await repairIfDamaged(engine, dir) : null
  if (!saved) engine.open(dir)
  const before = await engine.ask('verify', {})
  const found = from === undefined ? null : await bringBack(engine, lostOriginals(before), from)
  const findings = found && found.length > 0 ? await engine.ask('verify', {}) : before
  const told = [
    ...(saved ? reportLines(saved) : []),
    ...(found ? [say('verify.foundAgain', { count: found.length })] : []),
  ]
  const more = { ...(repair ? { repaired: saved } : {}), ...(found ? { found } : {}) }
  const json = repair || found ? { ...more, findings } : findings
  if (findings.length === 0) return { lines: [...told, say('cli.verify.sound')], json }
  const lines = [...told, ...findings.map(findingLine)]
  return { lines, json, complaint: say('cli.verify.unsound', { count: findings.length }) }
}

/** The hashes of the originals that a folder, another copy or an archive gave back; null when none is missing. */
async function bringBack(engine: CliEngine, files: string[], place: string): Promise<string[] | null> {
  if (files.length === 0) return null
  const { found } = await engine.ask('findOriginals', { files, where: [await engine.grant(place)] })
  return found
}

/** Null when the portfolio opens as it is. */
async function repairIfDamaged(engine: CliEngine, dir: string): Promise<RepairReport | null> {
  try {
    engine.open(dir)
    return null
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'portfolio.damaged') throw error
    const { report } = await engine.ask('repairPortfolio', { grant: await engine.grant(dir) })
    return report
  }
}

function reportLines({ kinds, unplaced, found, damaged }: RepairReport): string[] {
  return [
    say('repair.done'),
    ...kinds.map(({ kind, saved, lost }) =>
      lost === null
        ? say('repair.kind.unknown', { kind: say(`repair.kind.${kind}`), saved })
        : say('repair.kind', { kind: say(`repair.kind.${kind}`), saved, lost }),
    ),
    ...(unplaced > 0 ? [say('repair.unplaced', { count: unplaced })] : []),
    ...(found > 0 ? [say('repair.found', { count: found })] : []),
    say('repair.kept', { name: damaged }),
  ]
}

function findingLine({ code, what, usedBy }: Finding): string {
  return say(`cli.finding.${code}`, { what, names: usedBy.join(', ') })
}
