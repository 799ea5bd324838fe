import { citedEvidence, citationScheme, readRichText, type RichBlock, type RichInline } from './rich-text'

/*
 * Texts are long, and what is asked of them is mostly in few of their paragraphs: to read Markdown takes a hundred times
 * as long as to pass over it.
 */

/** A part of a text that reads by itself as it does within the text. `gap` are the line ends before it. */
export type TextPart = { gap: string; text: string; isPlain: boolean }

/**
 * Splits a text at empty lines, where that takes nothing apart: a paragraph without any mark stands alone, since it ends
 * every list and quotation before it; all others stay together with their neighbours. Gap and text of all parts in a row
 * are the text.
 */
export function splitRichText(text: string): TextPart[] {
  const parts: TextPart[] = []
  let gap = ''
  for (const [index, piece] of text.split(/(\n{2,})/).entries()) {
    if (index % 2 === 1) {
      gap = piece
      continue
    }
    const isPlain = isPlainParagraph(piece)
    const last = parts.at(-1)
    if (last && !last.isPlain && !isPlain) last.text += gap + piece
    else parts.push({ gap, text: piece, isPlain })
  }
  return parts
}

/** Reads a part; one without marks is read at sight. */
export function readPart({ text, isPlain }: Pick<TextPart, 'text' | 'isPlain'>): RichBlock[] {
  if (!isPlain) return readRichText(text)
  const inlines = text
    .split('\n')
    .flatMap((line, index): RichInline[] => [
      ...(index > 0 ? [{ kind: 'break' as const }] : []),
      { kind: 'text', text: line.replace(/[ \t]+$/, ''), isBold: false, isItalic: false, url: null },
    ])
  return [{ kind: 'paragraph', inlines }]
}

/** Every line begins with a letter or a quotation mark, and nothing in them could be a mark, an escape or a reference. */
function isPlainParagraph(text: string): boolean {
  return !/[*_[\]\\&<>|`~\0\r]/.test(text) && !/^(?![\p{L}"“”„«‘’'(])/mu.test(text)
}

/** A citation as the app writes it: nothing in its words could be read in another way. */
const plainCitation = /\[[^[\]\\<|\n]*\]\(evidence:([^\s()<>\\&%]+)\)/g

/** The ids of the evidence that a text cites, in its order, each once: what `citedEvidence` gives, at sight where it can. */
export function citationsIn(text: string): string[] {
  if (!text.includes(citationScheme)) return []
  return [...new Set(splitRichText(text).flatMap(citationsOfPart))]
}

function citationsOfPart({ text }: TextPart): string[] {
  // Any other bracket, escape or address in angle brackets could make something else of them.
  if (/[[\]\\<]/.test(text.replace(plainCitation, ''))) return citedEvidence(text)
  return Array.from(text.matchAll(plainCitation), ([, id = '']) => id)
}
