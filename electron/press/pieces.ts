import type { Box, Piece, TextBox } from './boxes'
import type { Element } from './elements'
import type { Line } from './lines'
import type { TextStyle } from './theme'

/** Where a line's baseline lies below its top, as a share of the leading: the ascent centred in it. */
const baselineShare = 0.72

/** A piece with nothing around it. @param height in pt */
export function plainPiece(height: number, boxes: Box[]): Piece {
  return {
    before: 0,
    height,
    boxes,
    bridge: [],
    onGrid: false,
    keepWithNext: false,
    keepIfCalm: false,
    anchor: null,
    repeats: null,
    smaller: null,
  }
}

/** Distance from a line's top to its baseline in pt. */
export function ascentOf({ leading }: TextStyle): number {
  return leading * baselineShare
}

/** The boxes of a line whose top left corner is at `x`, `y`. */
export function lineBoxes(
  line: Line,
  { x, y, style, element }: { x: number; y: number; style: TextStyle; element: Element | null },
): TextBox[] {
  return line.map(({ x: offset, ...run }) => ({
    kind: 'text',
    ...run,
    x: x + offset,
    y: y + ascentOf(style),
    size: style.size,
    element,
  }))
}
