/** What people call a kind of file, by the endings that its names have; the first is what it is called. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/tiff': ['tif', 'tiff'],
  'image/avif': ['avif'],
  'image/bmp': ['bmp', 'dib'],
  'image/svg+xml': ['svg'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
  'application/pdf': ['pdf'],
  'application/rtf': ['rtf'],
  'text/rtf': ['rtf'],
  'text/html': ['html', 'htm', 'xhtml'],
  'application/xhtml+xml': ['html', 'htm', 'xhtml'],
  'message/rfc822': ['eml'],
  'text/plain': ['txt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  // Old office files, and new ones behind a password.
  'application/x-cfb': ['doc', 'xls', 'ppt', 'docx', 'xlsx', 'pptx'],
  'application/zip': ['zip'],
  'video/mp4': ['mp4', 'm4v', 'mov'],
  'video/quicktime': ['mov', 'qt', 'mp4', 'm4v'],
  'application/octet-stream': [],
}

const known = new Set(Object.values(endings).flat())

/** `pdf` for `Programme.PDF`; empty when the name has no ending. */
function endingOf(name: string): string {
  return (/\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1] ?? '').toLowerCase()
}

/** True for a file that is something else than the ending of its name says: a text that is called `.jpg`. */
export function isMisnamed({ name, type }: { name: string; type: string }): boolean {
  const ending = endingOf(name)
  const own = endings[type]
  // `.csv` and `.md` are texts, too: only an ending that says something else lies.
  return own !== undefined && known.has(ending) && !own.includes(ending)
}

/** What a file is called, as `PDF`: by its content where its name says something else, empty where neither tells. */
export function kindOf({ name, type }: { name: string; type: string }): string {
  const kind = isMisnamed({ name, type }) ? (endings[type]?.[0] ?? '') : endingOf(name)
  return kind.toUpperCase()
}
