/** Segments that say how the picture is to be seen: JFIF, the colour profile, and Adobe's colour transform. */
const kept = [0xe0, 0xe2, 0xee]

/**
 * A JPEG without what else was written into it: camera, place, people, preview, comment (APPn and COM segments of ITU
 * T.81, B.2.4). Bytes that are no JPEG, or end too soon, stay as they are from there on.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return bytes
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    // The picture itself begins: all that follows is its own.
    if (marker === 0xda || marker === 0xd9) break
    const length = 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (length < 4 || at + length > bytes.length) break
    const isExtra = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && !kept.includes(marker))
    if (!isExtra) parts.push(bytes.subarray(at, at + length))
    at += length
  }
  parts.push(bytes.subarray(at))
  return Buffer.concat(parts)
}
