import { SaxesParser, type SaxesTagPlain } from 'saxes'

/* XML read and written again, so that nothing is passed on that was not understood. */

/** An element as it is met: its attributes may be changed in place. */
export type XmlElement = {
  /** Without its prefix. */
  local: string
  attributes: Record<string, string>
  /** The element around it, without prefix; empty for the outermost. */
  parent: string
}

export type XmlRules = {
  /** Whether it stays, goes with all that is in it, or holds another text instead. */
  element: (element: XmlElement) => 'keep' | 'drop' | { holds: string }
  /** The text as it may stay, by the name of the element that it stands in. */
  text?: (text: string, parent: string) => string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/**
 * An XML document (UTF-8, or UTF-16 with its mark) as the rules leave it, in UTF-8; without comments, processing
 * instructions and a document type. Throws for what is not well-formed, and for entities of its own.
 */
export function cleanXml(bytes: Uint8Array, rules: XmlRules): Buffer {
  const parts: string[] = []
  // Names of the open elements, and how many of them are being left out.
  const open: string[] = []
  let leaving = 0
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes, isSelfClosing }: SaxesTagPlain) => {
    const local = localName(name)
    const parent = open.at(-1) ?? ''
    open.push(local)
    if (leaving > 0) {
      leaving += 1
      return
    }
    const verdict = rules.element({ local, attributes, parent })
    if (verdict !== 'keep') leaving = 1
    if (verdict === 'drop') return
    const written = Object.entries(attributes).map(
      ([key, value]) => ` ${key}="${value.replace(/[&<>"\t\n\r]/g, (sign) => escapes[sign] ?? sign)}"`,
    )
    const begin = `<${name}${written.join('')}`
    if (verdict === 'keep') parts.push(`${begin}${isSelfClosing ? '/>' : '>'}`)
    else parts.push(`${begin}>${escaped(verdict.holds)}</${name}>`)
  })
  parser.on('closetag', ({ name, isSelfClosing }: SaxesTagPlain) => {
    open.pop()
    if (leaving > 0) leaving -= 1
    else if (!isSelfClosing) parts.push(`</${name}>`)
  })
  const write = (text: string) => {
    if (leaving > 0 || open.length === 0) return
    const kept = rules.text ? rules.text(text, open.at(-1) ?? '') : text
    parts.push(escaped(kept))
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.write(decoded(bytes)).close()
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${parts.join('')}`)
}

function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (sign) => escapes[sign] ?? sign)
}

/** A name without its prefix. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function decoded(bytes: Uint8Array): string {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}
