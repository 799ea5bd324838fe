import type { Failure } from '../../electron/domain/failure'
import type { ChangeName } from '../../electron/domain/history'
import {
  createMessages,
  sayChange,
  sayFailure,
  type MessageKey,
  type MessageWords,
} from '../../electron/domain/messages'

/** The language of the window and its texts. What is said through it follows a switch at once. */
class Messages {
  #language = $state.raw('en')
  #say = $derived(createMessages(this.#language))

  get language(): string {
    return this.#language
  }

  /** For dates and numbers: English is that of Europe here, with the day before the month. */
  get locale(): string {
    return this.#language === 'en' ? 'en-GB' : this.#language
  }

  say(key: MessageKey, words?: MessageWords): string {
    return this.#say(key, words)
  }

  failure(failure: Failure): string {
    return sayFailure(this.#say, failure)
  }

  change(name: ChangeName): string {
    return sayChange(this.#say, name)
  }
}

export const messages = new Messages()

/** Says a message of the window in its language. */
export function say(key: MessageKey, words?: MessageWords): string {
  return messages.say(key, words)
}
