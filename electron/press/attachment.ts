import type { Aside, AttachmentBlock } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines } from './lines'
import { labelBoxes, lineBoxes, plainPiece } from './pieces'
import { colors } from './theme'

/** Width of a code in pt, and the least width of one of its modules: 0.42 mm, which a phone reads off a copy of a copy. */
const usualCode = 44
const leastModule = 1.2

/** The largest width and height of the picture of a first page, in pt. */
const largestPicture = { width: 84, height: 92 } as const

/** Between the words and what stands right of them, in pt: more than the quiet zone of four modules that a code needs (ISO/IEC 18004, 6.3.8). */
const gap = 16

/** Below the top of the words, in pt, so that it stands level with their letters. */
const drop = 2

/**
 * Words with what can be seen of the attachment at the right edge, so that the words of all attachments begin on one line.
 * It and the lines beside it are one piece; lines below may go on on the next page.
 */
export function measureAttachment(block: AttachmentBlock, width: number, fonts: Fonts): Piece[] {
  const { aside, style, element, indent, label, spans } = block
  const size = aside ? sizeOf(aside) : { width: 0, height: 0 }
  const lines = breakLines(spans, style, width - indent - (aside ? size.width + gap : 0), fonts)
  const beside = Math.max(1, Math.ceil(size.height / style.leading))
  const height = Math.max(size.height, Math.min(lines.length, beside) * style.leading)
  const boxes: Box[] = labelBoxes(label, { textLeft: indent, top: 0, style }, fonts)
  for (const [index, line] of lines.slice(0, beside).entries()) {
    boxes.push(...lineBoxes(line, { x: indent, y: index * style.leading, style, element }))
  }
  if (aside) boxes.push(...asideBoxes(aside, { x: width - size.width, y: drop, ...size }))
  const first = {
    ...plainPiece(aside ? height + 2 * drop : height, boxes),
    keepWithNext: lines.length > beside,
  }
  const rest = lines
    .slice(beside)
    .map((line) => plainPiece(style.leading, lineBoxes(line, { x: indent, y: 0, style, element })))
  return [first, ...rest]
}

type Place = { x: number; y: number; width: number; height: number }

function sizeOf(aside: Aside): Pick<Place, 'width' | 'height'> {
  if (aside.kind === 'code') {
    const size = Math.max(usualCode, aside.code.length * leastModule)
    return { width: size, height: size }
  }
  const scale = Math.min(largestPicture.width / aside.width, largestPicture.height / aside.height)
  return { width: aside.width * scale, height: aside.height * scale }
}

/** A page is white on white: a hairline shows where it ends. */
function asideBoxes(aside: Aside, place: Place): Box[] {
  if (aside.kind === 'code') return [{ kind: 'code', ...place, code: aside.code }]
  const { x, y, width, height } = place
  const edge = (at: Place): Box => ({ kind: 'rect', ...at, color: colors.line })
  return [
    { kind: 'image', ...place, path: aside.path, element: aside.element },
    edge({ x, y, width, height: 0.5 }),
    edge({ x, y: y + height - 0.5, width, height: 0.5 }),
    edge({ x, y, width: 0.5, height }),
    edge({ x: x + width - 0.5, y, width: 0.5, height }),
  ]
}
