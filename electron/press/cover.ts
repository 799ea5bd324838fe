import type { Book } from './blocks'
import type { Box, Page } from './boxes'
import type { Fonts } from './fonts'
import { breakLines } from './lines'
import { lineBoxes } from './pieces'
import { hues, margins, styles } from './theme'

/** Height of the band of section colours at the head of the cover, in pt. */
const bandHeight = 14

/** The cover: the sections' colours as a band, the school's name at the upper third, the rest below. */
export function coverPage(
  { cover, coverElement }: Book,
  paper: { width: number; height: number },
  fonts: Fonts,
): Page {
  const width = paper.width - margins.left - margins.right
  const boxes: Box[] = bandBoxes(paper.width)
  let y = paper.height * 0.27
  const put = (text: string, style: (typeof styles)[keyof typeof styles], tag: 'H1' | 'P') => {
    const element = { tag, parent: coverElement }
    for (const line of breakLines([{ text }], style, width, fonts)) {
      boxes.push(...lineBoxes(line, { x: margins.left, y, style, element }))
      y += style.leading
    }
  }
  put(cover.eyebrow, styles.coverSmall, 'P')
  y += 10
  // A name of 300 characters still leaves the cover a cover.
  put(cover.title, cover.title.length > 90 ? styles.chapter : styles.coverTitle, 'H1')
  y += 22
  boxes.push({
    kind: 'rect',
    x: margins.left,
    y,
    width: 64,
    height: 2,
    color: styles.coverTitle.color,
    element: null,
  })
  y += 22
  for (const line of cover.lines) put(line, styles.coverLine, 'P')
  return { chapter: '', section: null, boxes, anchors: [] }
}

function bandBoxes(width: number): Box[] {
  const all = Object.values(hues)
  const part = width / all.length
  return all.map((color, index) => ({
    kind: 'rect',
    x: index * part,
    y: 0,
    width: part,
    height: bandHeight,
    color,
    element: null,
  }))
}
