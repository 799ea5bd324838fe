import { plainText } from '../domain/rich-text'
import { submittedStrands, type SubmissionContents, type SubmittedEvidence } from '../domain/submission'
import { createWording } from '../domain/wording'

/** The evidence that was handed in as a text that any program opens, in the portfolio's language. */
export function evidenceListText(contents: SubmissionContents): string {
  const { facts, evidence } = contents
  const { say, period } = createWording(facts.language)
  const placesOf = placeNames(contents)
  const pieces = evidence.map((piece) =>
    [
      `${piece.number} ${piece.title || say('book.untitled')}`,
      period(piece.date, piece.dateUntil),
      `${say('submission.list.places')}: ${placesOf(piece)}`,
      plainText(piece.shows).trim(),
      ...piece.files.map(({ name, caption, hash }) => `- ${captioned(name, caption)}\n  SHA-256 ${hash}`),
      ...piece.links.map(({ url, caption }) => `- ${captioned(url, caption)}`),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  )
  return `${[`${facts.school}\n${say('book.list')}`, ...pieces].join('\n\n')}\n`
}

/**
 * The same as a table, a row for each file and link. Spreadsheets of languages with a decimal comma take semicolons, and take
 * a cell that begins like a formula for one: such a cell gets an apostrophe before it.
 */
export function evidenceListTable(contents: SubmissionContents): string {
  const { facts, evidence } = contents
  const { say } = createWording(facts.language)
  const placesOf = placeNames(contents)
  const separator = facts.language === 'en' ? ',' : ';'
  const heads = [
    say('book.list.number'),
    say('book.list.title'),
    say('submission.list.from'),
    say('submission.list.until'),
    say('submission.list.places'),
    say('detail.shows'),
    say('kind.title'),
    say('level.title'),
    say('submission.list.item'),
    say('submission.list.caption'),
    'SHA-256',
    say('submission.list.bytes'),
  ]
  const rows = evidence.flatMap((piece) => {
    const head = [
      piece.number,
      piece.title,
      piece.date,
      piece.dateUntil,
      placesOf(piece),
      plainText(piece.shows).trim(),
      piece.kind === '' ? '' : say(`kind.${piece.kind}`),
      piece.level === '' ? '' : say(`level.${piece.level}`),
    ]
    const items = [
      ...piece.files.map(({ name, caption, hash, bytes }) => [name, caption, hash, String(bytes)]),
      ...piece.links.map(({ url, caption }) => [url, caption, '', '']),
    ]
    return (items.length === 0 ? [['', '', '', '']] : items).map((item) => [...head, ...item])
  })
  return [heads, ...rows].map((row) => `${row.map((text) => cell(text)).join(separator)}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function captioned(name: string, caption: string): string {
  return caption === '' ? name : `${name}: ${caption}`
}

/** Where a piece stood, as the school counts: `3.2, 4.1`. */
function placeNames(contents: SubmissionContents): (piece: SubmittedEvidence) => string {
  const strands = submittedStrands(contents)
  const titles = new Map(contents.sections.map(({ id, title }) => [id, title]))
  return ({ places }) =>
    places
      .map(({ section, strand }) => (strand && strands.get(strand)?.number) ?? titles.get(section) ?? '')
      .filter((name) => name !== '')
      .join(', ')
}
