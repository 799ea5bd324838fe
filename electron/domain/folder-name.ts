import filenamify from 'filenamify/browser'

/**
 * A folder's or file's name for a school's name, good on Windows, macOS and Linux: reserved characters and words
 * replaced, no dot or space at its end, at most 60 characters, never empty.
 * @param ending such as `.fivefold` or `.pdf`, kept whole
 */
export function fileNameFor(name: string, ending: string): string {
  const clean = filenamify(name.normalize('NFC'), { replacement: '-', maxLength: 60 })
    // A hyphen at the end stays: it is what makes a reserved word harmless (`CON-`).
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return `${/[^\s.-]/.test(clean) ? clean : 'Portfolio'}${ending}`
}
