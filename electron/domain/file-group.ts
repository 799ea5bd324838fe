/** What a person calls a file before looking closer. */
export type FileGroup = 'photo' | 'document' | 'media' | 'other'

/** Pictures that become photos of a piece of evidence, by media type. */
const pictureTypes = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
  'image/heic',
  'image/heif',
  // A live photo, a burst: the first picture is shown.
  'image/heic-sequence',
  'image/heif-sequence',
  'image/apng',
])

const documentTypes =
  /^(?:text\/|message\/rfc822|application\/(?:pdf|rtf|x-cfb|vnd\.openxmlformats-|vnd\.ms-(?:word|excel|powerpoint)\.|vnd\.oasis\.opendocument\.))/

/** True for a file that becomes a photo. */
export function isPictureType(type: string): boolean {
  return pictureTypes.has(type)
}

/** The group of a file by its media type. */
export function fileGroup(type: string): FileGroup {
  if (isPictureType(type)) return 'photo'
  if (/^(?:audio|video)\//.test(type)) return 'media'
  return documentTypes.test(type) ? 'document' : 'other'
}

/** True for a file in which people are seen as a rule: somebody has to say who. */
export function showsPeople(type: string): boolean {
  return isPictureType(type) || type.startsWith('video/')
}

/** True for a file in which there may be words. */
export function hasText(type: string): boolean {
  return fileGroup(type) === 'document' || type === 'image/svg+xml'
}

/** Names that systems and programs leave in folders, and portfolios: never evidence. */
export function isClutter(name: string): boolean {
  return (
    name.startsWith('.') ||
    name.startsWith('~$') ||
    name.startsWith('._') ||
    /^(?:thumbs\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information)$/i.test(name) ||
    isPortfolioName(name)
  )
}

/** True for the folder of a portfolio, by its name or path. */
export function isPortfolioName(path: string): boolean {
  return /\.fivefold$/i.test(path)
}
