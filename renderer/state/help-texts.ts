import type { Language } from '../../electron/domain/portfolio'
import bg from '../../resources/help/bg.md?raw'
import en from '../../resources/help/en.md?raw'
import et from '../../resources/help/et.md?raw'
import nl from '../../resources/help/nl.md?raw'
import ro from '../../resources/help/ro.md?raw'
import tr from '../../resources/help/tr.md?raw'

/** The help as it is written: a file a language, part of the window like its other texts. */
export const helpTexts: Readonly<Record<Language, string>> = { bg, en, et, nl, ro, tr }
