import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'

/*
 * The pseudo-locale: English texts in marks and 30 % longer, as translations are. A text without marks was never in the
 * messages; a label that is cut off here is cut off in Bulgarian too. The letters stay, so that everybody can read it.
 */

/** The marks around every text that comes from the messages. */
export const marks = { open: '⟦', close: '⟧' } as const

/** How much longer than English a translation may be. */
const growth = 0.3

/** One message in marks, longer; what it fills in stays as it is. Plain text is a message without anything to fill in. */
export function pseudoMessage(message: string): string {
  if (message.trim() === '') return message
  const elements = parse(message, { ignoreTag: true })
  // In pieces, since longer texts are more words and not one long one.
  const padding = '~'.repeat(Math.ceil(lettersOf(elements) * growth)).replace(/~{6}(?=~)/g, '$& ')
  return `${marks.open}${message}${padding}${marks.close}`
}

/** The letters that a message shows at least, in its first form where it has several. */
function lettersOf(elements: readonly MessageFormatElement[]): number {
  return elements.reduce((sum, element) => {
    if (element.type === TYPE.literal) return sum + element.value.length
    const [first] = 'options' in element ? Object.values(element.options) : []
    return sum + (first ? lettersOf(first.value) : 0)
  }, 0)
}

/** Turns the English texts into the pseudo-locale while they are bundled. */
export function pseudoTexts(): Plugin {
  return {
    name: 'pseudo-texts',
    enforce: 'pre',
    transform(code, id) {
      if (/resources[\\/]messages[\\/]en[\\/]\w+\.json$/.test(id)) return rewritten(code, pseudoMessage)
      if (/resources[\\/]mission[\\/]en\.json$/.test(id)) {
        return rewritten(code, (text) =>
          /^\w+(\.\d)?$/.test(text) && text === text.toLowerCase() ? text : pseudoMessage(text),
        )
      }
      return null
    },
  }
}

function rewritten(json: string, change: (text: string) => string): { code: string; map: null } {
  const value: unknown = JSON.parse(json, (_key, each: unknown) =>
    typeof each === 'string' ? change(each) : each,
  )
  return { code: JSON.stringify(value), map: null }
}
