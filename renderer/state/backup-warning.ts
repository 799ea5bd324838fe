import { Failure } from '../../electron/domain/failure'
import { onEngineEvent } from '../api'
import { messages, say } from './messages.svelte'
import type { Navigation } from './navigation.svelte'
import type { Notices } from './notices.svelte'

const topic = 'backups'

/**
 * Says that no backup can be made by itself, for as long as that is so: work goes on as ever, wherever the user is. Returns a
 * function that ends it.
 */
export function warnOfBackups({
  notices,
  navigation,
}: {
  notices: Notices
  navigation: Navigation
}): () => void {
  return onEngineEvent((event) => {
    if (event.kind !== 'backups') return
    if (!event.failure) {
      notices.drop(topic)
      return
    }
    const { code, words } = event.failure
    notices.show({
      tone: 'stop',
      text: `${say('backup.failed')} ${messages.failure(new Failure(code, words))}`,
      topic,
      action: { label: say('rail.keeping'), run: () => navigation.go({ name: 'keeping' }) },
    })
  })
}
