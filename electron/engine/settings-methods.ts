import type { controlRequests } from '../contract/control'
import type { EngineEvent, EngineRequests } from '../contract/engine'
import type { settingsRequests } from '../contract/settings-requests'
import type { InputOf, Methods } from '../contract/table'
import type { Language } from '../domain/portfolio'
import { withoutUndefined } from './rows'
import type { Session } from './session'
import type { Choices } from './settings'

type Tools = { language: () => Language; onEvent: (event: EngineEvent) => void }

/** The settings of this computer. Every window, and main, hears of each change. */
export function settingsMethods(session: Session, tools: Tools): Methods<typeof settingsRequests> {
  const { settings } = session
  const { told } = telling(tools)
  return {
    settings: () => {
      const { language, spelling, author, place, ...rest } = settings.choices()
      const { theme, isHighContrast, zoom, many, seenTips } = rest
      return {
        language: tools.language(),
        chosen: language,
        theme,
        isHighContrast,
        zoom,
        many,
        isSpellingOn: spelling,
        place: session.usualPlace(),
        isPlaceChosen: place !== null,
        author: session.author(),
        isAuthorGiven: author !== '',
        seenTips,
      }
    },
    writeSettings: (input) => {
      return told(() => {
        settings.choose(chosen(input))
      })
    },
    resetSettings: () => {
      return told(() => {
        settings.reset()
      })
    },
    undoResetSettings: () => {
      return told(() => {
        settings.undoReset()
      })
    },
  }

  function chosen(input: InputOf<EngineRequests['writeSettings']>): Partial<Choices> {
    const { place, seenTip, isSpellingOn, ...rest } = input
    return withoutUndefined({
      ...rest,
      spelling: isSpellingOn,
      place: typeof place === 'string' ? session.granted(place) : place,
      seenTips: seenTip === undefined ? undefined : [...new Set([...settings.choices().seenTips, seenTip])],
    })
  }
}

/** What main asks of them: the menu changes some, too. */
export function settingsControl(
  { settings }: Session,
  tools: Tools,
): Pick<Methods<typeof controlRequests>, 'writeLanguage' | 'writeSpelling' | 'appearance' | 'writeZoom'> {
  const { told } = telling(tools)
  return {
    writeLanguage: ({ language }) => {
      return told(() => {
        settings.choose({ language })
      })
    },
    writeSpelling: ({ isOn }) => {
      return told(() => {
        settings.choose({ spelling: isOn })
      })
    },
    appearance: () => {
      const { theme, zoom } = settings.choices()
      return { theme, zoom }
    },
    writeZoom: ({ zoom }) => {
      return told(() => {
        settings.choose({ zoom })
      })
    },
  }
}

/** What is chosen counts at once, also where it could not be written and whoever chose it hears so. */
function telling({ language, onEvent }: Tools): { told: (choose: () => void) => null } {
  return {
    told: (choose) => {
      try {
        choose()
      } finally {
        onEvent({ kind: 'settings', language: language() })
      }
      return null
    },
  }
}
