import { planFilm } from './clean-film'
import { planMatroska } from './clean-matroska'
import { planOgg } from './clean-ogg'
import { planFlac, planMpegAudio, planWave } from './clean-sound'
import { wholeWith, type Plan, type Source } from './patches'

const film = /^[^]{4}(?:ftyp|moov|mdat|wide|free|skip)/

const plans: readonly [begin: RegExp, plan: (source: Source) => Promise<Plan>][] = [
  [film, planFilm],
  [/^(?:RIFF|RF64)[^]{4}WAVE/, planWave],
  [/^fLaC/, planFlac],
  [/^OggS/, planOgg],
  // 1A: a control character, which no pattern may have.
  [/^[^]\u0045\u00df\u00a3/, planMatroska],
  // Frames of speech, and nothing else.
  [/^#!AMR(?:-WB)?\n/, (source) => Promise.resolve(wholeWith(source, []))],
  [/^(?:ID3|\u00ff[\u00e2-\u00fe])/, planMpegAudio],
]

/** Whether these are the first bytes of a film or a sound that can be cleaned; 12 are enough. */
export function isRecording(head: Buffer): boolean {
  return planFor(head) !== undefined
}

/** How a film or a sound is cleaned while it is copied, by its first bytes. Throws for what is not known, or broken. */
export async function planRecording(source: Source): Promise<Plan> {
  const plan = planFor(await source.read(0, Math.min(12, source.size)))
  if (!plan) throw new Error('no film or sound that can be cleaned')
  return plan(source)
}

function planFor(head: Buffer): ((source: Source) => Promise<Plan>) | undefined {
  const begin = head.toString('latin1', 0, 12)
  return plans.find(([each]) => each.test(begin))?.[1]
}
