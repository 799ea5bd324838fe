import encodeQR from 'qr'
import type { LinkBlock, LinkCode } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines } from './lines'
import { labelBoxes, lineBoxes, plainPiece } from './pieces'

/** Width of a code in pt, and the least width of one of its modules: 0.42 mm, which a phone reads off a copy of a copy. */
const usual = 44
const leastModule = 1.2

/** The longest address in bytes (version 15, ISO/IEC 18004, table 7): the code of a longer one would be a grey patch. */
const longest = 412

/** Between the words and the code, in pt: more than the quiet zone of four modules that a code needs (ISO/IEC 18004, 6.3.8). */
const gap = 16

/** The QR code of an address (ISO/IEC 18004, medium error correction), null for one too long to be read off paper. */
export function linkCode(address: string): LinkCode | null {
  if (address.length > longest) return null
  // The least border that can be had is one module.
  const code = encodeQR(address, 'raw', { ecc: 'medium', border: 1 })
  return code.slice(1, -1).map((row) => row.slice(1, -1))
}

/**
 * A link with its code at the right edge, so that the words of all links begin on one line. The code and the lines beside it
 * are one piece; lines below it may go on on the next page.
 */
export function measureLink(block: LinkBlock, width: number, fonts: Fonts): Piece[] {
  const { code, style, element, indent, label, spans } = block
  const size = code ? Math.max(usual, code.length * leastModule) : 0
  const lines = breakLines(spans, style, width - indent - (code ? size + gap : 0), fonts)
  const beside = Math.max(1, Math.ceil(size / style.leading))
  const height = Math.max(size, Math.min(lines.length, beside) * style.leading)
  const boxes: Box[] = labelBoxes(label, { textLeft: indent, top: 0, style }, fonts)
  for (const [index, line] of lines.slice(0, beside).entries()) {
    boxes.push(...lineBoxes(line, { x: indent, y: index * style.leading, style, element }))
  }
  if (code) boxes.push({ kind: 'code', x: width - size, y: 2, width: size, height: size, code })
  const first = { ...plainPiece(code ? height + 4 : height, boxes), keepWithNext: lines.length > beside }
  const rest = lines
    .slice(beside)
    .map((line) => plainPiece(style.leading, lineBoxes(line, { x: indent, y: 0, style, element })))
  return [first, ...rest]
}
