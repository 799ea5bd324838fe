import type { Element } from './blocks'
import type { Box, Piece, TextBox } from './boxes'
import type { Line } from './lines'
import type { TextStyle } from './theme'

/** Where a line's baseline lies below its top, as a share of the leading: the ascent centred in it. */
export const baselineShare = 0.74

/** A piece with nothing around it. */
export function plainPiece(height: number, boxes: Box[]): Piece {
  return { before: 0, height, boxes, keepWithNext: false, newPage: false, anchor: null, repeats: null }
}

/** The boxes of one line whose top is at `y`. */
export function lineBoxes(
  line: Line,
  options: { x: number; y: number; style: TextStyle; element: Element | null },
): TextBox[] {
  const { x, y, style, element } = options
  return line.map((run) => ({
    kind: 'text',
    x: x + run.x,
    y: y + style.leading * baselineShare,
    width: run.width,
    text: run.text,
    font: run.font,
    size: style.size,
    color: run.color,
    element,
    ...(run.target ? { target: run.target } : {}),
  }))
}
