/** What a file is to the media worker, which reads each kind in its own way. */
export type FileKind = 'photo' | 'pdf' | 'office' | 'recording' | 'other'

/** Who decodes a photo. */
export type PhotoReader = 'vips' | 'vipsAvif' | 'svg' | 'bmp' | 'heic'

const photoReaders: Readonly<Record<string, PhotoReader>> = {
  'image/jpeg': 'vips',
  'image/png': 'vips',
  'image/apng': 'vips',
  'image/webp': 'vips',
  'image/gif': 'vips',
  'image/tiff': 'vips',
  'image/avif': 'vipsAvif',
  'image/svg+xml': 'svg',
  'image/bmp': 'bmp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic',
}

/** Who decodes a picture of this media type; undefined for what is no picture that we know. */
export function photoReader(type: string): PhotoReader | undefined {
  return photoReaders[type]
}

/** The kind of a file of this media type. */
export function fileKind(type: string): FileKind {
  if (photoReader(type)) return 'photo'
  if (type === 'application/pdf') return 'pdf'
  if (officeFormat(type)) return 'office'
  return /^(audio|video)\//.test(type) || type === 'application/ogg' ? 'recording' : 'other'
}

export type OfficeFormat = 'docx' | 'pptx' | 'xlsx' | 'odf' | 'ods'

/** Templates and files with macros have types of their own and the same parts as the plain ones. */
const officeFormats: readonly [RegExp, OfficeFormat][] = [
  [/^application\/vnd\.(openxmlformats-officedocument\.wordprocessingml|ms-word)\./, 'docx'],
  [/^application\/vnd\.(openxmlformats-officedocument\.presentationml|ms-powerpoint)\./, 'pptx'],
  [/^application\/vnd\.(openxmlformats-officedocument\.spreadsheetml|ms-excel)\./, 'xlsx'],
  [/^application\/vnd\.oasis\.opendocument\.spreadsheet/, 'ods'],
  [/^application\/vnd\.oasis\.opendocument\.(text|presentation|graphics)/, 'odf'],
]

/** Which office format a media type names; undefined for none. */
export function officeFormat(type: string): OfficeFormat | undefined {
  return officeFormats.find(([pattern]) => pattern.test(type))?.[1]
}
