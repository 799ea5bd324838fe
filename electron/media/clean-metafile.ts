/*
 * Windows' pictures made of drawing orders, as they lie in office documents: EMF ([MS-EMF]), WMF ([MS-WMF]) and
 * LibreOffice's own. Lengths stay; what says nothing to a drawer is emptied.
 */

const emfComment = 70
const wmfEscape = 0x0626
const wmfPrivate = 0x000f

/** Written beside pictures that lie in such a file whole. */
const strange = ['Exif\0\0', 'http://ns.adobe.com/', '<x:xmpmeta']

/** Whether these are the bytes of such a picture. */
export function isMetafile(file: Buffer): boolean {
  return isEmf(file) || isWmf(file) || isOfficeMetafile(file)
}

/** The picture without its title, its program and private comments. Throws for a broken one, or one with another's EXIF in it. */
export function cleanMetafile(file: Buffer): Buffer {
  const own = Buffer.from(file)
  if (isEmf(own)) cleanEmf(own)
  else if (isWmf(own)) cleanWmf(own)
  if (strange.some((words) => own.includes(words, 0, 'latin1'))) throw new Error('a tagged picture in it')
  return own
}

function isEmf(file: Buffer): boolean {
  return file.length > 88 && file.readUInt32LE(0) === 1 && file.toString('latin1', 40, 44) === ' EMF'
}

function isWmf(file: Buffer): boolean {
  return file.length > 18 && (file.readUInt32LE(0) === 0x9ac6cdd7 || file.readUInt32LE(0) === 0x00090001)
}

function isOfficeMetafile(file: Buffer): boolean {
  return file.toString('latin1', 0, 6) === 'VCLMTF'
}

function cleanEmf(file: Buffer): void {
  const headerSize = file.readUInt32LE(4)
  const [letters, at] = [file.readUInt32LE(60), file.readUInt32LE(64)]
  // Its program and its title, in UTF-16.
  if (letters > 0) file.fill(0, at, at + letters * 2)
  file.fill(0, 60, 68)
  for (let record = headerSize; record + 8 <= file.length;) {
    const [kind, size] = [file.readUInt32LE(record), file.readUInt32LE(record + 4)]
    if (size < 8 || record + size > file.length) throw new Error('a broken record')
    const name = file.toString('latin1', record + 12, record + 16)
    if (kind === emfComment && name !== 'EMF+') file.fill(0, record + 12, record + size)
    record += size
    // The end: nothing that follows is drawn.
    if (kind === 14) {
      file.fill(0, record)
      return
    }
  }
}

function cleanWmf(file: Buffer): void {
  const begin = file.readUInt32LE(0) === 0x9ac6cdd7 ? 22 : 0
  for (let record = begin + 18; record + 6 <= file.length;) {
    const size = file.readUInt32LE(record) * 2
    const kind = file.readUInt16LE(record + 4)
    if (size < 6 || record + size > file.length) throw new Error('a broken record')
    if (kind === wmfEscape && file.readUInt16LE(record + 6) === wmfPrivate)
      file.fill(0, record + 10, record + size)
    record += size
    if (kind === 0) {
      file.fill(0, record)
      return
    }
  }
}
