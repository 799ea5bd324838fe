/** Where the two directories, of one field each, and the date begin, in bytes; and how long the date is. */
const firstDirectory = 8
const secondDirectory = firstDirectory + 2 + 12 + 4
const dateAt = secondDirectory + 2 + 12 + 4
const dateLength = 20

/**
 * A JPEG that says when it was taken, as one from a phone does (Exif 2.32, DateTimeOriginal).
 * @param taken the camera's clock, `2026-05-14T09:30:00`
 */
export function datedPhoto(jpeg: Buffer, taken: string): Buffer {
  const date = `${taken.slice(0, 10).replaceAll('-', ':')} ${taken.slice(11)}\0`
  const tiff = Buffer.alloc(dateAt + dateLength)
  tiff.write('II', 0, 'latin1')
  tiff.writeUInt16LE(42, 2)
  tiff.writeUInt32LE(firstDirectory, 4)
  // Where the directory of the camera's own fields is.
  writeField(tiff, firstDirectory, { tag: 0x8769, type: 4, count: 1, value: secondDirectory })
  writeField(tiff, secondDirectory, { tag: 0x9003, type: 2, count: dateLength, value: dateAt })
  tiff.write(date, dateAt, 'latin1')
  const head = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const segment = Buffer.alloc(4)
  segment.writeUInt16BE(0xffe1, 0)
  segment.writeUInt16BE(head.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), segment, head, jpeg.subarray(2)])
}

/** A directory with one field, and none after it. */
function writeField(
  tiff: Buffer,
  at: number,
  { tag, type, count, value }: { tag: number; type: number; count: number; value: number },
): void {
  tiff.writeUInt16LE(1, at)
  tiff.writeUInt16LE(tag, at + 2)
  tiff.writeUInt16LE(type, at + 4)
  tiff.writeUInt32LE(count, at + 6)
  tiff.writeUInt32LE(value, at + 10)
}
