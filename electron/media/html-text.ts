import { Parser } from 'htmlparser2'
import type { Language } from '../domain/portfolio'
import { decodeText } from './decode-text'

/** What is in them is no text to read. */
const skipped = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math'])

/** Set apart by blank lines. */
const paragraphs = new Set(
  'title h1 h2 h3 h4 h5 h6 p blockquote pre ul ol dl table figure section article header footer main nav aside form hr'.split(
    ' ',
  ),
)

/** Begin a line of their own. */
const lines = new Set('div li tr dt dd caption figcaption option address br'.split(' '))

const cells = new Set(['td', 'th'])

/** As far as browsers look for the encoding, and then some, in bytes. */
const headSize = 4096

/** The text of a page of the web as a reader sees it: no code, no styles, entities decoded. Reads whatever it is given. */
export function htmlText(html: string): string {
  let text = ''
  let skipping = 0
  let bare = 0
  const parser = new Parser({
    onopentagname: (name) => {
      if (skipped.has(name)) skipping += 1
      if (name === 'pre') bare += 1
      text += gapBetween(text, name)
    },
    onclosetag: (name) => {
      if (skipped.has(name)) skipping = Math.max(0, skipping - 1)
      if (name === 'pre') bare = Math.max(0, bare - 1)
      if (name !== 'br' && !cells.has(name)) text += gapBetween(text, name)
    },
    ontext: (raw) => {
      if (skipping === 0) text += bare > 0 ? raw : raw.replace(/[\t\n\f\r ]+/g, ' ')
    },
  })
  parser.end(html)
  return tidy(text)
}

/** What parts the text so far from what an element begins, or from what follows its end. */
function gapBetween(text: string, name: string): string {
  if (paragraphs.has(name)) return '\n\n'
  if (name === 'br') return '\n'
  if (lines.has(name)) return /\n ?$/.test(text.slice(-2)) ? '' : '\n'
  return cells.has(name) ? '\t' : ''
}

/** The text of a page's bytes: in the encoding it names itself, where its bytes do not tell. */
export function htmlDocumentText(bytes: Uint8Array, language: Language): string {
  return htmlText(decodeText(bytes, language, encodingNamedIn(bytes)))
}

function encodingNamedIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, headSize)).toString('latin1')
  return /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ?? xmlEncodingIn(head)
}

function xmlEncodingIn(head: string): string | undefined {
  return /^\s*<\?xml[^>]{0,300}?encoding\s*=\s*["']([\w:-]+)/i.exec(head)?.[1]
}

/** Words that stand in a drawing: what is written, its title and its description. */
const written = new Set(['text', 'title', 'desc'])

/** The text of an SVG. */
export function svgText(bytes: Uint8Array, language: Language): string {
  const head = Buffer.from(bytes.subarray(0, headSize)).toString('latin1')
  let text = ''
  let depth = 0
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (written.has(local(name))) depth += 1
      },
      onclosetag: (name) => {
        if (!written.has(local(name))) return
        depth = Math.max(0, depth - 1)
        if (depth === 0) text += '\n\n'
      },
      ontext: (raw) => {
        if (depth > 0) text += raw.replace(/\s+/g, ' ')
      },
    },
    { xmlMode: true },
  )
  parser.end(decodeText(bytes, language, xmlEncodingIn(head)))
  return tidy(text)
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** One blank line at most, and no blanks at the edges of lines. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n\t]*\n[^\S\n]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
