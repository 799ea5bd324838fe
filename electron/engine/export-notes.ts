/**
 * The notes of an export, JSON that tells which files went knowingly, without what these are called. Text that is no list stays as it is.
 * @param files their hashes
 */
export function withoutNames(notes: string, files: ReadonlySet<string>): string {
  const read: unknown = JSON.parse(notes)
  if (!Array.isArray(read)) return notes
  return JSON.stringify(read.map((note: unknown) => (isNoteOf(note, files) ? { ...note, name: '' } : note)))
}

function isNoteOf(note: unknown, files: ReadonlySet<string>): note is { file: string } {
  return typeof note === 'object' && note !== null && 'file' in note && files.has(String(note.file))
}
