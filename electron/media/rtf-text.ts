/*
 * The text of Rich Text Format, after "Rich Text Format (RTF) Specification, version 1.9.1" (Microsoft, 2008).
 */

/** Groups whose content is no running text. Those marked `\*` are passed over as well, as readers must. */
const skipped = new Set(
  (
    'fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr ' +
    'footerf fldinst listtext pntext nonesttables ftnsep ftnsepc aftnsep aftnsepc xe tc rxe txe themedata datastore'
  ).split(' '),
)

/** Control words that stand for text. */
const signs: Readonly<Record<string, string>> = {
  par: '\n\n',
  sect: '\n\n',
  page: '\n\n',
  line: '\n',
  row: '\n',
  nestrow: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: '\u2003',
  enspace: '\u2002',
  '~': '\u00a0',
  _: '\u2011',
  '-': '',
}

/** The code page of a font's character set (`\fcharset`); the first two leave it to the document. */
const charsets: Readonly<Record<number, string>> = {
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}

/** What a group inherits and gives back at its end. */
type Group = {
  isSkipped: boolean
  isFontTable: boolean
  /** Hidden since a reviewer struck it out. */
  isDeleted: boolean
  font: number
  /** How many characters for old readers follow each one in Unicode. */
  fallback: number
}

/** A control word, a control sign, a byte in hex, the border of a group, or text as it stands. */
const token =
  /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|[^]/gy

/**
 * The text of an RTF document; paragraphs are parted by blank lines. Throws when it is none. `most` characters are read
 * at least, if there are so many.
 */
export function rtfText(bytes: Uint8Array, most: number): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!source.startsWith('{\\rtf')) throw new Error('no RTF')
  const stack: Group[] = []
  let group: Group = { isSkipped: false, isFontTable: false, isDeleted: false, font: -1, fallback: 1 }
  let codePage = 'windows-1252'
  const fontPages = new Map<number, string>()
  let text = ''
  // Bytes wait here, since some code pages need two for a letter.
  let waiting: number[] = []
  let passOver = 0
  let isMarked = false

  const flush = () => {
    if (waiting.length === 0) return
    text += new TextDecoder(fontPages.get(group.font) ?? codePage).decode(Uint8Array.from(waiting))
    waiting = []
  }
  const isSilent = () => group.isSkipped || group.isDeleted
  const put = (sign: string) => {
    if (isSilent()) return
    flush()
    text += sign
  }
  const putByte = (byte: number) => {
    if (passOver > 0) passOver -= 1
    else if (!isSilent()) waiting.push(byte)
  }

  const control = (word: string, value: number | null) => {
    if (isMarked || skipped.has(word)) group.isSkipped = true
    isMarked = false
    if (word === 'fonttbl') group.isFontTable = true
    else if (word === 'ansicpg') codePage = pageOf(value ?? 0) ?? codePage
    else if (word === 'mac') codePage = 'macintosh'
    else if (word === 'f') {
      flush()
      group.font = value ?? -1
    } else if (word === 'fcharset' && group.isFontTable) {
      const page = charsets[value ?? 0]
      if (page) fontPages.set(group.font, page)
    } else if (word === 'uc') group.fallback = Math.max(0, value ?? 1)
    else if (word === 'deleted') group.isDeleted = value !== 0
    else if (word === 'u' && value !== null) {
      // Numbers above 32,767 are written as negative ones.
      put(String.fromCharCode(value & 0xffff))
      passOver = group.fallback
    } else if (word === 'bin') token.lastIndex += Math.max(0, value ?? 0)
    else if (signs[word] !== undefined) put(signs[word])
  }

  token.lastIndex = 0
  for (let match = token.exec(source); match && text.length < most; match = token.exec(source)) {
    const [, word, value, hex, sign, brace, plain] = match
    if (hex !== undefined) putByte(Number.parseInt(hex, 16))
    else if (plain !== undefined) {
      for (let at = 0; at < plain.length; at += 1) putByte(plain.charCodeAt(at))
    } else if (word !== undefined) control(word, value === undefined ? null : Number(value))
    else if (brace !== undefined) {
      flush()
      passOver = 0
      isMarked = false
      if (brace === '{') {
        stack.push(group)
        group = { ...group }
      } else {
        const outer = stack.pop()
        if (!outer) break
        group = outer
      }
    } else if (sign === '*') isMarked = true
    else if (sign === '\n' || sign === '\r') put('\n\n')
    else if (sign !== undefined && signs[sign] !== undefined) put(signs[sign])
    else if (sign !== undefined && '\\{}'.includes(sign)) putByte(sign.charCodeAt(0))
  }
  flush()
  return text
}

/** The name of a code page of Windows by its number; undefined for one that nobody here can read. */
function pageOf(number: number): string | undefined {
  if (number >= 1250 && number <= 1258) return `windows-${number}`
  const others: Readonly<Record<number, string>> = {
    874: 'windows-874',
    866: 'ibm866',
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
    10000: 'macintosh',
    65001: 'utf-8',
  }
  return others[number]
}
