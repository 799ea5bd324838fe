import type { Noun } from '../../electron/contract/engine'
import { onEngineEvent } from '../api'

/** Calls `reload` whenever one of these parts of the portfolio has changed; returns a function that ends it. */
export function onChanged(nouns: readonly Noun[], reload: () => void): () => void {
  return onEngineEvent((event) => {
    if (event.kind === 'changed' && event.nouns.some((noun) => nouns.includes(noun))) reload()
  })
}
