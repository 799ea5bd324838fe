import { cleanHtml } from './clean-html'
import { cleanPicture } from './clean-picture'

/*
 * Messages (RFC 5322, MIME). Who wrote to whom about what and when is what such a file shows; by which way it came, from which
 * computer, and with which program is nobody's business.
 */

/** What stays of the head of a message, and of its parts. */
const kept =
  /^(?:from|to|cc|subject|date|mime-version|content-type|content-transfer-encoding|content-disposition|content-id)$/i

/** Parts lie in parts so deep at most. */
const deepest = 8

/**
 * A message without its way, its numbers and its programs; pages and pictures in it are cleaned. Throws for what is no message,
 * and for attached files of other kinds.
 */
export function cleanMail(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return Buffer.from(cleanPart(text.replace(/\r?\n/g, '\r\n'), 0), 'latin1')
}

type Header = { name: string; whole: string; value: string }

function cleanPart(part: string, depth: number): string {
  if (depth > deepest) throw new Error('parts within parts')
  const end = part.startsWith('\r\n') ? 0 : part.indexOf('\r\n\r\n')
  const head = end < 0 ? part : part.slice(0, end)
  const body = end < 0 ? '' : part.slice(end + (end === 0 ? 2 : 4))
  const headers = readHeaders(head).filter(({ name }) => kept.test(name))
  const valueOf = (name: string) => headers.find((each) => each.name.toLowerCase() === name)?.value ?? ''
  const type = valueOf('content-type')
  const encoding = valueOf('content-transfer-encoding').toLowerCase()
  const lines = headers.map(({ whole }) => whole)
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type)
  if (/^multipart\//i.test(type)) {
    const mark = boundary?.[1] ?? boundary?.[2]
    if (mark === undefined) throw new Error('no boundary')
    const parts = partsIn(body, mark).map((each) => cleanPart(each, depth + 1))
    return `${lines.join('\r\n')}\r\n\r\n--${mark}\r\n${parts.join(`\r\n--${mark}\r\n`)}\r\n--${mark}--\r\n`
  }
  const isText = type === '' || /^text\/(?:plain|csv)\b/i.test(type)
  if (isText) return `${lines.join('\r\n')}\r\n\r\n${body}`
  const clean = cleanContent(type, decoded(body, encoding))
  const others = headers.filter(({ name }) => name.toLowerCase() !== 'content-transfer-encoding')
  const packed = clean.toString('base64').replace(/.{76}/g, '$&\r\n')
  return `${[...others.map(({ whole }) => whole), 'Content-Transfer-Encoding: base64'].join('\r\n')}\r\n\r\n${packed}\r\n`
}

function cleanContent(type: string, content: Buffer): Buffer {
  if (/^text\/html\b/i.test(type)) return cleanHtml(content)
  if (/^image\//i.test(type)) return Buffer.from(cleanPicture(content))
  throw new Error('an attached file')
}

/** Lines that begin with a blank go on the one before. Throws for a line that is none. */
function readHeaders(head: string): Header[] {
  if (head.trim() === '') return []
  return head.split(/\r\n(?![ \t])/).map((whole) => {
    const [, name, value = ''] = /^([!-9;-~]+):([^]*)$/.exec(whole) ?? []
    if (name === undefined) throw new Error('no head of a message')
    return { name, whole, value: value.replace(/\r\n[ \t]+/g, ' ').trim() }
  })
}

/** What stands between the lines of a boundary; what is before and behind them is for readers of long ago. */
function partsIn(body: string, boundary: string): string[] {
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`)
  const last = parts.findIndex((part) => part.startsWith('--'))
  if (last < 0) throw new Error('no last part')
  return parts.slice(0, last).map((part) => part.replace(/^[ \t]*\r\n/, ''))
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const joined = body.replace(/[ \t]*=\r\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9a-fA-F]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    ),
    'latin1',
  )
}
