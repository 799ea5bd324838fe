import type { EngineRequests } from '../contract/engine'
import type { extraCopyRequests } from '../contract/extra-copy-requests'
import type { Methods } from '../contract/table'
import type { Session } from './session'

/** The extra copy of the open portfolio. */
export function extraCopyMethods({
  opened,
  granted,
}: Session): Pick<Methods<EngineRequests>, keyof typeof extraCopyRequests> {
  return {
    extraCopy: () => opened().extraCopies.state(),
    chooseExtraCopy: ({ place }) => opened().extraCopies.choose(granted(place)),
    makeExtraCopy: (_input, call) => opened().extraCopies.make(call),
    forgoExtraCopy: () => {
      opened().extraCopies.forgo()
      return null
    },
    postponeExtraCopy: () => {
      opened().extraCopies.postpone()
      return null
    },
  }
}
