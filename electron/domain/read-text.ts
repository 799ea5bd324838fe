import type { ReadText } from './check'
import { readRichText, type RichBlock, type RichInline } from './rich-text'

/** Words in quotation marks of any of the six languages: a quotation may be in another language. */
const quoted = /[“„«‘"][^“”„«»‘’"\n]{1,400}[”“»’"]/gu

/** Reads a text for the rules: its own words, and where it leads. */
export function readText(markdown: string): ReadText {
  if (markdown.trim() === '') return { prose: '', urls: [] }
  const urls: string[] = []
  const prose = proseOf(readRichText(markdown), urls)
  return { prose: prose.replace(quoted, ' '), urls: [...urls, ...bareAddresses(prose)] }
}

/** The same, kept as long as the texts are asked for: few of them differ from one look to the next. */
export function createTextReader(): { read: (markdown: string) => ReadText; sweep: () => void } {
  let known = new Map<string, ReadText>()
  let before = known
  return {
    read: (markdown) => {
      const text = known.get(markdown) ?? before.get(markdown) ?? readText(markdown)
      known.set(markdown, text)
      return text
    },
    /** A look is over: what it did not ask for is forgotten at the end of the next. */
    sweep: () => {
      before = known
      known = new Map()
    },
  }
}

function proseOf(blocks: readonly RichBlock[], urls: string[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'quotation':
          // Its links lead somewhere all the same.
          proseOf(block.blocks, urls)
          return ''
        case 'list':
          return block.items.map((item) => proseOf(item, urls)).join('\n')
        case 'table':
          return block.rows.map((row) => row.map((cell) => wordsOf(cell, urls)).join('\n')).join('\n')
        default:
          return wordsOf(block.inlines, urls)
      }
    })
    .join('\n')
}

function wordsOf(inlines: readonly RichInline[], urls: string[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'break') return '\n'
      if (inline.kind === 'citation') return ' '
      if (inline.url === null) return inline.text
      urls.push(inline.url)
      return ' '
    })
    .join('')
}

/** Addresses that were typed and never became links. */
function bareAddresses(text: string): string[] {
  return Array.from(text.matchAll(/https?:\/\/[^\s<>()"“”]+/g), ([url]) => url.replace(/[.,;:!?]+$/, ''))
}
