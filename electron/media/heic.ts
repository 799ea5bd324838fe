import { checkSize } from './limits'
import { noteFault } from './memory'
import type { Pixels } from './pixels'

/**
 * Decodes the main picture of a HEIC file. libheif turns it upright itself: the orientation in its EXIF data must not
 * be applied again. Throws for what is none, for one that was cut short, and for too many pixels.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Pixels> {
  try {
    // Two megabytes of machine code, which most workers never need.
    const { default: decodeHeif } = await import('heic-decode')
    const pictures = await decodeHeif.all({ buffer: bytes })
    try {
      const main = pictures[0]
      if (!main) throw new Error('no picture')
      checkSize(main)
      const { width, height, data } = await main.decode()
      const rows = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      return { width, height, data: rows, profile: profileIn(bytes), isDamaged: false }
    } finally {
      pictures.dispose()
    }
  } catch (error) {
    noteFault(error)
    throw error
  }
}

/** The first ICC profile in a file of boxes (ISO/IEC 14496-12, `colr` of the kind `prof`); null when there is none. */
function profileIn(bytes: Uint8Array): Uint8Array | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = file.indexOf('colrprof')
  if (at < 4) return null
  const profile = file.subarray(at + 8, at - 4 + file.readUInt32BE(at - 4))
  // The signature that every profile has in this place.
  return profile.toString('latin1', 36, 40) === 'acsp' ? profile : null
}
