import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'

/** As much of a file as its type is told from, in bytes; only an archive is looked into further. */
export const headSize = 4100

/**
 * The media type of a file by its content, never by its name; `application/octet-stream` when the bytes tell nothing.
 * @param head the first `headSize` bytes
 */
export async function typeOf(path: string, head: Buffer): Promise<string> {
  // First, since the mark of UTF-16 is the beginning of an MPEG stream as well.
  if (isUtf16(head)) return 'text/plain'
  const found = (await fileTypeFromBuffer(head))?.mime
  // Office documents are archives: which one, their parts tell.
  const type = found === 'application/zip' ? ((await fileTypeFromFile(path))?.mime ?? found) : found
  if (type !== undefined && type !== 'application/xml') return type
  return isText(head) ? textType(head.toString('latin1')) : (type ?? 'application/octet-stream')
}

/** What sort of text it is. All that is looked for is ASCII. */
function textType(head: string): string {
  const start = head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (/^(?:<\?xml[^>]*>\s*)*(?:<!--[^]*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<(?:\w+:)?svg[\s>]/i.test(start)) {
    return 'image/svg+xml'
  }
  // XHTML begins as XML does.
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!doctype html|<html|<head|<body)[\s>]/i.test(start)) {
    return 'text/html'
  }
  if (isMail(start)) return 'message/rfc822'
  return start.startsWith('<?xml') ? 'application/xml' : 'text/plain'
}

/** A mail begins with header fields, some of which only a mail has. */
function isMail(start: string): boolean {
  const [headers = ''] = start.split(/\r?\n\r?\n/, 1)
  if (!/^[!-9;-~]+:[ \t]/.test(headers)) return false
  const names = new Set(
    Array.from(headers.matchAll(/^([!-9;-~]+):/gm), ([, name = '']) => name.toLowerCase()),
  )
  const typical = [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'received',
    'mime-version',
    'return-path',
    'delivered-to',
  ]
  return typical.filter((name) => names.has(name)).length >= 3
}

/** A text in UTF-8, or in an old code page: bytes without control characters. */
function isText(head: Buffer): boolean {
  try {
    // A character that the end of the head cuts in two is no fault of the file.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !text.includes('\u0000')
  } catch {
    return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b)
  }
}

/** A text with the mark of UTF-16, and nothing in it that is no letter. */
function isUtf16(head: Buffer): boolean {
  const mark = head.subarray(0, 2).toString('hex')
  if (mark !== 'fffe' && mark !== 'feff') return false
  try {
    const decoder = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be', { fatal: true })
    return !decoder.decode(head, { stream: true }).includes('\u0000')
  } catch {
    return false
  }
}
