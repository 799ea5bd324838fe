import { createHash } from 'node:crypto'
import type * as v from 'valibot'
import type { EngineRequests } from '../../electron/contract/engine'
import type { OutputOf } from '../../electron/contract/table'
import { sectionIds } from '../../electron/domain/section'

export type Ask = <Name extends keyof EngineRequests>(
  name: Name,
  input: v.InferInput<EngineRequests[Name]['input']>,
) => Promise<OutputOf<EngineRequests[Name]>>

/** What a portfolio says: its answers, and a fingerprint of all else that screens show. */
export type State = { answers: Record<string, string>; rest: string }

export async function stateOf(ask: Ask): Promise<State> {
  const answers: State['answers'] = {}
  const seen: unknown[] = [await ask('listEvidence', {}), await ask('listTrash', {})]
  for (const section of sectionIds) {
    const { strands, plan, unsorted } = await ask('section', { section })
    for (const { strand, answer } of strands) if (answer !== '') answers[strand] = answer
    seen.push(
      plan,
      unsorted,
      strands.map(({ evidence }) => evidence),
    )
  }
  return { answers, rest: createHash('sha256').update(JSON.stringify(seen, withoutPictures)).digest('hex') }
}

/** What workers find out about a file comes when it comes: a file is its bytes. */
function withoutPictures(_key: string, value: unknown): unknown {
  const isFile = typeof value === 'object' && value !== null && 'hash' in value && 'picture' in value
  return isFile ? value.hash : value
}

/** What the restless child tells: what it is about to do, and what was answered to it. */
export type Said =
  | { kind: 'begun' }
  | { kind: 'doing'; what: string; strand?: string; text?: string; expect?: State | undefined }
  | { kind: 'confirmed'; what: string; state: State }
