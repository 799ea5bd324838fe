import { localeOf } from '../../electron/domain/language'
import type { Failure } from '../../electron/domain/failure'
import type { ChangeName } from '../../electron/domain/history'
import {
  createMessages,
  sayChange,
  sayFailure,
  type MessageKey,
  type MessageWords,
} from '../../electron/domain/messages'
import type { Language } from '../../electron/domain/portfolio'
import { createWording, type Wording } from '../../electron/domain/wording'

/** The language of the window and its texts. What is said through it follows a switch at once. */
class Messages {
  #language = $state.raw<Language>('en')
  #say = $derived(createMessages(this.#language))
  #wording = $derived(createWording(this.#language))

  get language(): Language {
    return this.#language
  }

  use(language: Language): void {
    this.#language = language
  }

  /** For dates, numbers and sorting. */
  get locale(): string {
    return localeOf(this.#language)
  }

  /** For sentences that the domain words itself, with days and sizes in them. */
  get wording(): Wording {
    return this.#wording
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
