import { basename } from 'node:path'
import type { MissionReading } from '../contract/engine'
import { connect } from '../contract/rpc'
import { limitTime } from '../contract/time-limit'
import { mediaRequests, type DocumentText } from '../contract/workers'
import { Failure } from '../domain/failure'
import { splitMission } from '../domain/mission-text'
import type { Language } from '../domain/portfolio'
import { sniff } from './files'
import type { StartWorker } from './workers'

/** The longest text that can be a Mission statement, in characters: the official one has under 6,000. */
const longestMission = 100_000

/** A document that takes longer than this to read is given up, in ms. */
const timeLimit = 20_000

/** Splits a pasted text. Throws `mission.notOne`, `mission.cut`. */
export function splitPasted(text: string): MissionReading {
  return split(text, null)
}

/**
 * Reads a Mission statement from a file and splits it; nothing is kept.
 * Throws `file.*`, `mission.*`.
 */
export async function readMission(
  path: string,
  context: { startWorker: StartWorker; language: Language },
): Promise<MissionReading> {
  const name = basename(path)
  const { state, text } = await readDocument(path, context)
  if (state === 'locked') throw new Failure('mission.locked', { name })
  if (state === 'unreadable') throw new Failure('mission.unreadable', { name })
  if (state === 'empty') throw new Failure('mission.noText', { name })
  return split(text, name)
}

function split(text: string, name: string | null): MissionReading {
  if (text.length > longestMission) throw new Failure('mission.cut', { name: name ?? '…' })
  const parts = splitMission(text)
  if (parts.missing.length === 5) throw new Failure('mission.notOne')
  return { ...parts, name }
}

/** In a worker of its own, which may hang or die on a hostile file. */
async function readDocument(
  path: string,
  { startWorker, language }: { startWorker: StartWorker; language: Language },
): Promise<DocumentText> {
  const type = await sniff(path)
  const worker = startWorker('media')
  const callOff = limitTime(timeLimit, worker.end)
  try {
    const client = connect(mediaRequests, {
      link: worker.link,
      whenClosed: { code: 'mission.unreadable', words: { name: basename(path) } },
    })
    return await client.documentText({ source: path, type, language })
  } finally {
    callOff()
    worker.end()
  }
}
