import { Parser } from 'htmlparser2'
import { withoutPaths } from '../domain/local-path'
import { cleanDataAddress } from './clean-picture'

/** What a page says of how it is to be read, not of who wrote it with what. */
const keptNames = ['viewport', 'description', 'color-scheme']

/** Nothing of it is seen. */
const droppedElements = ['script', 'noscript', 'template', 'object', 'embed', 'applet', 'xml']

/** Links of a page to its author, its source, and programs. */
const droppedLinks =
  /^(?:author|me|file-list|edit-time-data|original-file|ole-object-data|themedata|colorschememapping)$/i

const named = /<\/?[a-z]|<!/i

/**
 * A page of the web without its author, program, comments, scripts, and places on a computer; pictures in it are cleaned.
 * The rest is kept byte by byte, in whatever encoding it is (UTF-16 excepted). Throws for what has no markup, and for pictures
 * that cannot be cleaned.
 */
export function cleanHtml(bytes: Uint8Array): Buffer {
  // All markup is ASCII, and so stands alone in every encoding that is read this way.
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (page.includes('\0') || !named.test(page)) throw new Error('no page')
  const pieces: string[] = []
  let done = 0
  let leaving = 0
  let seen = 0
  let isStyle = false
  const cut = (from: number, to: number, instead = '') => {
    if (from < done) return
    pieces.push(page.slice(done, from), instead)
    done = to
  }
  const note = () => {
    seen = Math.max(seen, parser.endIndex + 1)
  }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        note()
        const { startIndex, endIndex } = parser
        if (name === 'style') isStyle = true
        if (droppedElements.includes(name)) {
          if (leaving === 0) cut(startIndex, endIndex + 1)
          leaving += 1
          return
        }
        if (leaving > 0) return
        if (isDropped(name, attributes)) cut(startIndex, endIndex + 1)
        else {
          const tag = page.slice(startIndex, endIndex + 1)
          const clean = cleanTag(tag)
          if (clean !== tag) cut(startIndex, endIndex + 1, clean)
        }
      },
      onclosetag: (name, isImplied) => {
        if (!isImplied) note()
        if (name === 'style') isStyle = false
        if (!droppedElements.includes(name)) return
        leaving = Math.max(0, leaving - 1)
        if (leaving === 0) done = Math.max(done, isImplied ? parser.startIndex : parser.endIndex + 1)
      },
      ontext: (text) => {
        note()
        if (leaving > 0) return
        // The end of the style is damaged, and it goes on over the page.
        if (isStyle && /<\/?[a-z]/i.test(text)) throw new Error('a style with markup')
        const clean = isStyle ? cleanTag(text) : text
        if (clean !== text) cut(parser.startIndex, parser.endIndex + 1, clean)
      },
      oncomment: () => {
        if (leaving === 0) cut(parser.startIndex, parser.endIndex + 1)
      },
      onprocessinginstruction: (name) => {
        note()
        if (leaving === 0 && !/^!doctype/i.test(name)) cut(parser.startIndex, parser.endIndex + 1)
      },
    },
    { decodeEntities: false },
  )
  parser.end(page)
  // A tag that was cut off is no part of the page.
  if (leaving === 0) pieces.push(page.slice(done, Math.max(done, seen)))
  return Buffer.from(pieces.join(''), 'latin1')
}

function isDropped(name: string, attributes: Record<string, string>): boolean {
  // The begin of something that was damaged.
  if (!/^[a-z][\w:.-]*$/i.test(name) || Object.keys(attributes).some((key) => /["'<=]/.test(key))) return true
  if (name === 'link') return droppedLinks.test(attributes.rel ?? '')
  // Only a line about the page has it; another one is a damaged one of these.
  if (name !== 'meta') return attributes.content !== undefined
  const asked = Object.keys(attributes).sort().join(' ')
  if (asked === 'charset') return false
  if (asked === 'content http-equiv') {
    return !/^(?:content-type|content-language)$/i.test(attributes['http-equiv'] ?? '')
  }
  return asked !== 'content name' || !keptNames.includes((attributes.name ?? '').toLowerCase())
}

/** A tag without paths, without what runs on a click, and with clean pictures in it. */
function cleanTag(tag: string): string {
  const still = tag.replace(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, '')
  return withoutPaths(still.replace(/\bdata:[^"'\s)>]+/gi, (address) => cleanDataAddress(address)))
}
