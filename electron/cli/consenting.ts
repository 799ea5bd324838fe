import type { consentRequests } from '../contract/consent-requests'
import type { InputOf } from '../contract/table'
import { fileOf, hasPeople, summaryOf, type Evidence, type StoredFile } from '../domain/evidence'
import { Failure } from '../domain/failure'
import type { CliEngine } from './cli-engine'
import { Misuse, say, type Spoken } from './spoken'

type ConsentOptions = Omit<InputOf<(typeof consentRequests)['writeConsent']>, 'files' | 'typing'>

export async function consentCommand(
  engine: CliEngine,
  [dir = '', which = '']: string[],
  options: ConsentOptions & { json?: boolean },
): Promise<Spoken> {
  const { people, state, scope, givenOn, paper, reference, keepUntil } = options
  const given = Object.fromEntries(
    Object.entries({ people, state, scope, givenOn, paper, reference, keepUntil }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  if (Object.keys(given).length === 0) throw new Misuse(say('cli.consent.nothing'))
  engine.open(dir)
  const { hash } = await findFile(engine, which)
  await engine.ask('writeConsent', { files: [hash], ...given })
  const { consent, status } = await findFile(engine, which)
  return {
    lines: [`${say('cli.saved')} ${sayConsent({ consent, status })}`],
    json: { file: hash, consent, status },
  }
}

/** The file behind an attachment. Throws `evidence.gone`, also for a link without a kept copy. */
async function findFile(engine: CliEngine, attachment: string): Promise<StoredFile> {
  const all = await engine.ask('listEvidence', {})
  const found = all.flatMap(({ attachments }) => attachments).find(({ id }) => id === attachment)
  const file = found && fileOf(found)
  if (!file) throw new Failure('evidence.gone')
  return file
}

/** What is known of the people in a file, in words. */
function sayConsent({ consent, status }: Pick<StoredFile, 'consent' | 'status'>): string {
  const { people, state } = consent
  return [
    people === '' ? [] : [say(`consent.people.${people}`)],
    state === '' ? [] : [say(`consent.state.${state}`)],
    [say(`consent.status.${status}`)],
  ]
    .flat()
    .join(' · ')
}

/** The same behind a file of which somebody has to say it; empty for others. */
export function consentOfFile(file: StoredFile): string {
  return hasPeople(file) ? ` · ${sayConsent(file)}` : ''
}

/** How many files of a piece are unsaid or held back; empty where none is. */
export function consentOfPiece(piece: Evidence): string {
  const { unsaid, heldBack } = summaryOf(piece).consent
  return say('cli.consent.list', { unsaid, heldBack })
}
