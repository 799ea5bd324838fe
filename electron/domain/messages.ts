import { IntlMessageFormat } from 'intl-messageformat'
import book from '../../resources/messages/en/book.json'
import change from '../../resources/messages/en/change.json'
import failure from '../../resources/messages/en/failure.json'
import system from '../../resources/messages/en/system.json'
import window from '../../resources/messages/en/window.json'
import type { FailureMessage } from './failure'
import type { ChangeName } from './history'

/*
 * Every sentence that a person reads comes from resources/messages, in ICU message format: `window` for the screens,
 * `book` for the PDF, `system` for menus, dialogs and the command line, `failure` and `change` for both.
 */
const english = { ...book, ...change, ...failure, ...system, ...window }

export type MessageKey = keyof typeof english
export type MessageWords = Readonly<Record<string, string | number | Date>>

/** Says a message in one language; `words` fills its places. */
export type Say = (key: MessageKey, words?: MessageWords) => string

/** The texts of one language. Messages are parsed when first said, and kept. */
export function createMessages(language: string): Say {
  const formats = new Map<MessageKey, IntlMessageFormat>()
  return (key, words) => {
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(english[key], language, undefined, { ignoreTag: true })
      formats.set(key, format)
    }
    return String(format.format(words))
  }
}

/** The sentence for a failure. */
export function sayFailure(say: Say, { code, words }: FailureMessage): string {
  return say(`failure.${code}`, words)
}

/** The name of a change in the user's words, without a capital: `add 3 photos to 2.4`. */
export function sayChange(say: Say, { kind, words }: ChangeName): string {
  return say(`change.${kind}`, words)
}
