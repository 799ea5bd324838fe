import encodeQR from 'qr'
import type { LinkCode } from './blocks'

/** The longest address in bytes (version 15, ISO/IEC 18004, table 7): the code of a longer one would be a grey patch. */
const longest = 412

/** The QR code of an address (ISO/IEC 18004, medium error correction), null for one too long to be read off paper. */
export function linkCode(address: string): LinkCode | null {
  if (address.length > longest) return null
  // The least border that can be had is one module.
  const code = encodeQR(address, 'raw', { ecc: 'medium', border: 1 })
  return code.slice(1, -1).map((row) => row.slice(1, -1))
}
