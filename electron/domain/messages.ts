import { IntlMessageFormat } from 'intl-messageformat'
import type { FailureMessage } from './failure'
import type { ChangeName } from './history'
import { localeOf } from './language'
import type { Language } from './portfolio'
import { bg } from './texts/bg'
import { en } from './texts/en'
import { et } from './texts/et'
import { nl } from './texts/nl'
import { ro } from './texts/ro'
import { tr } from './texts/tr'

/*
 * Every sentence that a person reads comes from resources/messages/<language>, in ICU message format: `window`,
 * `comments`, `evidence`, `finding`, `languages`, `people`, `photos`, `redaction`, `school`, `versions`, `wording` and `writing` for the
 * screens, `book` for the PDF, `system` for menus, dialogs and the
 * command line, `failure` and `change` for both. English has the keys; a language that lacks one does not compile.
 */
export type MessageKey = keyof typeof en

const texts: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { bg, en, et, nl, ro, tr }

export type MessageWords = Readonly<Record<string, string | number | Date>>

/** Says a message in one language; `words` fills its places. */
export type Say = (key: MessageKey, words?: MessageWords) => string

/** The texts of one language. Messages are parsed when first said, and kept. */
export function createMessages(language: Language): Say {
  const formats = new Map<MessageKey, IntlMessageFormat>()
  const locale = localeOf(language)
  return (key, words) => {
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(texts[language][key], locale, undefined, { ignoreTag: true })
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
