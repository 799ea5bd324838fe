import { dayOf } from '../domain/application'
import type { ComparedRow } from '../domain/compare'
import { isDay } from '../domain/evidence'
import { Failure } from '../domain/failure'
import type { Submission } from '../domain/submission'
import { countChanges, type SubmissionChanges } from '../domain/submission-changes'
import { factNames } from '../domain/submission-words'
import type { CliEngine } from './cli-engine'
import { leaveOf, sayDeparture, type LeavingOptions } from './leaving'
import { Misuse, say, sayNumber, type Spoken } from './spoken'

type SubmitOptions = { date?: string; name?: string; pdf?: string } & Omit<LeavingOptions, 'purpose'>

/** Keeps what was handed in. */
export async function submitCommand(
  engine: CliEngine,
  [dir = '']: string[],
  { date = dayOf(new Date()), name = '', pdf, ...leaving }: SubmitOptions,
): Promise<Spoken> {
  if (!isDay(date)) throw new Misuse(say('cli.usage', { message: `--date ${date}` }))
  engine.open(dir)
  const given = pdf === undefined ? undefined : await engine.grant(pdf)
  const { knowingly, reasons } = await leaveOf(engine, leaving, null)
  const submission = await engine.ask('addSubmission', {
    handedInOn: date,
    name,
    pdf: given,
    knowingly,
    reasons,
  })
  const bytes = submission.files.reduce((sum, file) => sum + file.bytes, 0)
  const files = submission.files.length
  const size = sayNumber(bytes / 1_000_000)
  return {
    lines: [say('cli.submitted', { id: submission.id, date, files, size })],
    json: submission,
    asides: sayDeparture(submission, 'label'),
  }
}

/** All that was handed in, the newest first. */
export async function submissionsCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const submissions = await engine.ask('listSubmissions', {})
  const lines = submissions.map(headLine)
  return { lines: lines.length > 0 ? lines : [say('cli.submissions.none')], json: submissions }
}

/** What has changed since the newest, or the one that is named. */
export async function compareCommand(engine: CliEngine, [dir = '', which]: string[]): Promise<Spoken> {
  engine.open(dir)
  const submissions = await engine.ask('listSubmissions', {})
  const submission = which === undefined ? submissions[0] : submissions.find(({ id }) => id === which)
  if (!submission) throw new Failure('submission.gone')
  const changes = await engine.ask('compareSubmission', { id: submission.id })
  const lines = countChanges(changes) === 0 ? [say('submission.same')] : changeLines(changes)
  return { lines: [headLine(submission), ...lines], json: { submission, changes } }
}

function headLine({ id, handedInOn, name }: Submission): string {
  return [handedInOn, name, id].filter(Boolean).join(' · ')
}

function changeLines({ answers, evidence, plans, facts, claims }: SubmissionChanges): string[] {
  return [
    ...answers.flatMap(({ number, title, rows }) => [
      `${say('submission.answer')} ${number.now ?? number.then ?? ''} ${title}`,
      ...pieceLines(rows),
    ]),
    ...evidence.map(({ kind, number, title }) =>
      [
        say(`submission.evidence.${kind}`),
        [...new Set([number.then, number.now])].filter(Boolean).join(' → '),
        title || say('cli.untitled'),
      ].join(' '),
    ),
    ...plans.map(({ kind, goal }) => `${say(`submission.plan.${kind}`)} ${goal || say('cli.untitled')}`),
    ...facts.map(({ fact, then, now }) => `${say(factNames[fact])}: ${oneLine(then)} → ${oneLine(now)}`),
    ...claims.map(({ then, now }) => `${say('submission.claim')} ${claimText(then)} → ${claimText(now)}`),
  ]
}

function claimText(claim: SubmissionChanges['claims'][number]['then']): string {
  return claim ? `${claim.number} ${claim.title}` : '–'
}

function oneLine(text: string): string {
  return text === '' ? '–' : text.replaceAll('\n', '; ')
}

/** What is gone behind a minus, what is new behind a plus. */
function pieceLines(rows: readonly ComparedRow[]): string[] {
  const changed = (side: 'then' | 'now', mark: string): string[] =>
    rows
      .filter((row) => row[side].some(({ isChanged }) => isChanged))
      .map(
        (row) =>
          `  ${mark} ${row[side]
            .map(({ text }) => text)
            .join('')
            .trimEnd()}`,
      )
  return [...changed('then', '-'), ...changed('now', '+')]
}
