/* Files made of boxes (ISO/IEC 14496-12): films, HEIC and AVIF. */

/** The boxes that lie one after the other in these bytes: name and content. A broken one ends the list. */
export function* boxesIn(bytes: Buffer): Generator<{ name: string; content: Buffer }> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = bytes.readUInt32BE(at)
    // 1: a longer number follows; 0: up to the end.
    const isLong = short === 1 && at + 16 <= bytes.length
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short
    const head = isLong ? 16 : 8
    if (size < head) return
    yield { name: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + head, at + size) }
    at += size
  }
}

/** The content of the box at the end of a path of names; null when it is not there. */
export function boxIn(bytes: Buffer, [name, ...rest]: readonly string[]): Buffer | null {
  if (name === undefined) return bytes
  for (const box of boxesIn(bytes)) if (box.name === name) return boxIn(box.content, rest)
  return null
}
