import type { Paper } from '../domain/book-options'
import type { Box, Page } from './boxes'
import type { Fonts } from './fonts'
import { lineWidth, oneLine, type Line } from './lines'
import { lineBoxes } from './pieces'
import { colors, hues, styles, textArea, type TextStyle } from './theme'
import type { Wording } from '../domain/wording'

/** What runs on the pages: their own numbers, and these words. */
export type Running = {
  school: string
  title: string
  /** What every page says of itself: that it is a draft, or a sample; null for nothing. */
  mark: string | null
  wording: Wording
}

/** Tops of the header and the footer in pt from the edge of the paper they stand at. */
const headerTop = 44
const footerBottom = 46

/**
 * Adds header, footer and mark to the pages; the cover has the mark alone, an opening no header.
 */
export function furnish(
  pages: readonly Page[],
  running: Running,
  { paper, fonts }: { paper: Paper; fonts: Fonts },
): Page[] {
  // Most of what runs is the same on page after page.
  const lines = new Map<string, Line>()

  return pages.map((page, index) => ({
    ...page,
    furniture: [
      ...(page.chapter && !page.chapter.isOpening ? header(page.chapter) : []),
      ...(page.chapter ? footer(page.chapter, index + 1) : []),
      ...(running.mark === null ? [] : markBoxes(running.mark)),
    ],
  }))

  function lineOf(text: string, style: TextStyle, width: number): Line {
    const key = JSON.stringify([text, style, width])
    let line = lines.get(key)
    if (!line) lines.set(key, (line = oneLine([{ text }], style, width, fonts)))
    return line
  }

  /** The section's title has the right of way: the school's name gets the room that it leaves. */
  function header({ title, section }: NonNullable<Page['chapter']>): Box[] {
    const { width } = textArea(paper)
    const color = section === null ? colors.soft : hues[section]
    const style: TextStyle = { ...styles.running, font: 'strong', color }
    const taken = lineWidth(lineOf(title, style, width * 0.7))
    return [
      ...put(running.school, { x: 0, width: width - taken - 24, y: headerTop, style: styles.running }),
      ...putRight(title, { width: width * 0.7, y: headerTop, style }),
    ]
  }

  function footer({ section }: NonNullable<Page['chapter']>, number: number): Box[] {
    const { left, width } = textArea(paper)
    const y = paper.height - footerBottom
    const { say } = running.wording
    const words = say('book.pageOf', { page: String(number), pages: String(pages.length) })
    const rule: Box = { kind: 'rect', x: left, y: y - 9, width, height: 0.5, color: colors.line }
    const mark: Box[] =
      section === null
        ? []
        : [{ kind: 'rect', x: left, y: y - 9.75, width: 20, height: 1.5, color: hues[section] }]
    return [
      rule,
      ...mark,
      ...put(running.title, { x: 0, width: width * 0.6, y, style: styles.running }),
      ...putRight(words, { width: width * 0.35, y, style: styles.running }),
    ]
  }

  function markBoxes(text: string): Box[] {
    const style: TextStyle = { ...styles.running, font: 'strong', color: colors.warn }
    const line = lineOf(text, style, 200)
    const width = lineWidth(line) + 16
    const x = (paper.width - width) / 2
    return [
      { kind: 'rect', x, y: 14, width, height: 17, color: colors.warnGround },
      ...lineBoxes(line, { x: x + 8, y: 17, style, element: null }),
    ]
  }

  function put(
    text: string,
    { x, y, width, style }: { x: number; y: number; width: number; style: TextStyle },
  ): Box[] {
    const line = lineOf(text, style, width)
    return lineBoxes(line, { x: textArea(paper).left + x, y, style, element: null })
  }

  function putRight(
    text: string,
    { y, width, style }: { y: number; width: number; style: TextStyle },
  ): Box[] {
    const line = lineOf(text, style, width)
    const area = textArea(paper)
    return lineBoxes(line, { x: area.left + area.width - lineWidth(line), y, style, element: null })
  }
}
