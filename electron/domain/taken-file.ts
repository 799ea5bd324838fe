import { fileNameFor } from './folder-name'

/*
 * Files that a person opens or takes out again: what they are called outside, and which of them other programs may be given.
 */

/** What a text file may be called to be shown as a text: under another name a system might run it. */
const textEndings = ['txt', 'csv', 'tsv', 'md', 'log']

/**
 * The endings of the types that only show something: pictures, PDF, office documents of types that hold no macros, plain
 * texts, sound and film. What may act (web pages, SVG, messages, older office documents, archives) and what is not known
 * is not in it.
 */
const openedEndings: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/apng': ['png', 'apng'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/tiff': ['tif', 'tiff'],
  'image/bmp': ['bmp'],
  'image/avif': ['avif'],
  'image/heic': ['heic'],
  'image/heif': ['heif', 'heic'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'audio/aac': ['aac'],
  'audio/wav': ['wav'],
  'audio/flac': ['flac'],
  'audio/ogg': ['ogg', 'oga'],
  'audio/ogg; codecs=opus': ['opus', 'ogg'],
  'audio/amr': ['amr'],
  'audio/aiff': ['aiff', 'aif'],
  'video/mp4': ['mp4', 'm4v'],
  'video/x-m4v': ['m4v', 'mp4'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'video/matroska': ['mkv'],
  'video/mpeg': ['mpg', 'mpeg'],
  'video/mp2t': ['ts', 'mts', 'm2ts'],
  'video/3gpp': ['3gp'],
  'video/3gpp2': ['3g2'],
  'video/vnd.avi': ['avi'],
  'video/ogg': ['ogv', 'ogg'],
}

/** Signs that turn the order of letters: with them a name can hide its ending. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** What a file is called when it is saved: its own name, good on every system. */
export function savedName(name: string): string {
  const { stem, ending } = parts(name)
  return fileNameFor(stem, ending === '' ? '' : `.${ending}`)
}

/**
 * What a copy is called that is opened with another program: its own name, with an ending of what it really is, by which
 * the system chooses the program. Null for what is not opened.
 * @param type media type by content
 */
export function openedName(name: string, type: string): string | null {
  const { stem, ending } = parts(name)
  const own = ending.toLowerCase()
  if (type === 'text/plain') return textEndings.includes(own) ? fileNameFor(stem, `.${own}`) : null
  const endings = Object.hasOwn(openedEndings, type) ? openedEndings[type] : undefined
  if (!endings) return null
  return endings.includes(own) ? fileNameFor(stem, `.${own}`) : fileNameFor(stem, `.${endings[0]}`)
}

/** The same name with the ending of a JPEG, as which a photo leaves that has something covered. */
export function coveredName(name: string): string {
  return fileNameFor(parts(name).stem, '.jpg')
}

function parts(name: string): { stem: string; ending: string } {
  const plain = name.normalize('NFC').replace(turning, '')
  const [, stem = plain, ending = ''] = /^(.+)\.([\p{L}\p{N}]{1,10})$/su.exec(plain) ?? []
  return { stem, ending }
}
