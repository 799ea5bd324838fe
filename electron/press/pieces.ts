import type { Box, Piece, TextBox } from './boxes'
import type { Element } from './elements'
import type { Label } from './blocks'
import type { Fonts } from './fonts'
import { oneLine, type Line } from './lines'
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

/** The label left of a text; it shares the baseline of the first line, whose top and style are given, and never runs into it. */
export function labelBoxes(
  { text, style, indent, element }: Label,
  first: { textLeft: number; top: number; style: TextStyle },
  fonts: Fonts,
): TextBox[] {
  const line = oneLine([{ text }], style, first.textLeft - indent - 2, fonts)
  const y = first.top + ascentOf(first.style)
  return lineBoxes(line, { x: indent, y: 0, style, element }).map((box) => ({ ...box, y }))
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
