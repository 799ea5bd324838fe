import { app } from 'electron'
import { bestLanguage } from '../domain/language'
import { createMessages, type Say } from '../domain/messages'
import type { Language } from '../domain/portfolio'

/** The texts of menus and dialogs in the app's language, which the user may change at any time. */
export type Texts = {
  language: () => Language
  say: Say
  use: (language: Language) => void
  /** Calls `listener` after every change of the language. */
  onChange: (listener: () => void) => void
}

/** Begins with the system's language, since a dialog may be needed before the engine has said what was chosen. */
export function createTexts(): Texts {
  const listeners: (() => void)[] = []
  let language = bestLanguage(app.getPreferredSystemLanguages())
  let say = createMessages(language)
  return {
    language: () => language,
    say: (key, words) => say(key, words),
    use: (next) => {
      if (next === language) return
      language = next
      say = createMessages(language)
      for (const listener of listeners) listener()
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}
