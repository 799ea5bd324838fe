import { join } from 'node:path'
import { app, session } from 'electron'
import { checkedCodes } from '../domain/dictionaries'
import type { Language } from '../domain/portfolio'
import type { EngineProcess } from './engine-process'
import { placeDictionaries } from './dictionary-files'
import { dictionariesFolder } from './places'

/** The spell-check as menus see it. */
export type Spelling = {
  /** False where the app was built without dictionaries. */
  isPossible: boolean
  isOn: () => boolean
  switchTo: (isOn: boolean) => void
  /** The words that were added on this computer, in the order of the app's language. */
  words: () => readonly string[]
  addWord: (word: string) => void
  removeWord: (word: string) => void
  /** Calls `listener` when it was switched on or off, and when a word was added or removed. */
  onChange: (listener: () => void) => void
}

/**
 * Where Chromium asks for a dictionary that is missing: a port that its own list of unsafe ports closes before anything is
 * dialled, on this computer.
 */
const nowhere = 'http://127.0.0.1:9/'

/** Before the app is ready: puts the dictionaries where Chromium looks for them; gives whether there are any. */
export function prepareSpelling(): boolean {
  // A Mac checks with its own dictionaries.
  if (process.platform === 'darwin') return true
  try {
    return placeDictionaries(dictionariesFolder, join(app.getPath('userData'), 'Dictionaries'))
  } catch (error) {
    // A full disk must not keep anybody from their texts.
    console.error('No spell-check: its dictionaries cannot be put in place.', error)
    return false
  }
}

/** Checks in the language of the open portfolio, and without one in that of the app, as long as the user wants it. */
export async function startSpelling(engine: EngineProcess, isPossible: boolean): Promise<Spelling> {
  const { defaultSession } = session
  defaultSession.setSpellCheckerDictionaryDownloadURL(nowhere)
  const listeners: (() => void)[] = []
  let isOn = false
  let languages: readonly Language[] = []
  let words: readonly string[] = []

  function changed(): void {
    for (const listener of listeners) listener()
  }

  async function readWords(): Promise<void> {
    const known = await defaultSession.listWordsInSpellCheckerDictionary()
    words = known.sort(new Intl.Collator(languages[0]).compare)
    changed()
  }

  async function follow(): Promise<void> {
    const next = await engine.control.spelling({})
    if (next.languages.join() !== languages.join()) {
      languages = next.languages
      defaultSession.setSpellCheckerLanguages(checkedCodes(languages))
    }
    // Each time, since Electron switches the checker on whenever it is given languages.
    defaultSession.setSpellCheckerEnabled(next.isOn)
    if (next.isOn === isOn) return
    isOn = next.isOn
    changed()
  }

  // What was set at the last start stays in the profile.
  defaultSession.setSpellCheckerEnabled(false)
  if (isPossible) {
    await follow()
    await readWords()
    engine.onEvent((event) => {
      const mayDiffer =
        event.kind === 'opened' ||
        event.kind === 'settings' ||
        (event.kind === 'changed' && event.nouns.includes('portfolio'))
      if (mayDiffer) follow().catch(ignoreGone)
    })
  }

  return {
    isPossible,
    isOn: () => isOn,
    switchTo: (next) => {
      engine.control.writeSpelling({ isOn: next }).catch(ignoreGone)
    },
    words: () => words,
    addWord: (word) => {
      defaultSession.addWordToSpellCheckerDictionary(word)
      void readWords()
    },
    removeWord: (word) => {
      defaultSession.removeWordFromSpellCheckerDictionary(word)
      void readWords()
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}

/** An engine that is gone is told of elsewhere. */
function ignoreGone(): void {
  return
}
