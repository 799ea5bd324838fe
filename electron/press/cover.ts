import type { Paper } from '../domain/book-options'
import type { Cover, CoverPicture } from './blocks'
import type { Box, Page } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, type Line } from './lines'
import { lineBoxes } from './pieces'
import { colors, styles, textArea, type TextStyle, type Theme } from './theme'

/**
 * The name of a school may have 300 characters: the larger sizes are tried first, each with the lines it may
 * take.
 */
const nameSizes = [
  { size: 34, leading: 41, lines: 4 },
  { size: 27, leading: 33, lines: 6 },
  { size: 20, leading: 25, lines: 9 },
  { size: 14, leading: 18, lines: 14 },
] as const

/** Where the coloured ground ends, and where the text in it begins, as shares of the page's height. */
const groundShare = 0.74
const textShare = 0.3

/** How far down a photo reaches from the upper edge, as a share of the page's height. */
const photoShare = 0.4

/** The largest that a logo stands, and the white around it, in pt. */
const logoBox = { width: 130, height: 56 }
const logoEdge = 14

/** Between the bars of the sections in pt. */
const barGap = 10

/** The first page: who, what for and when, over the six sections in their colours. */
export function setCover(
  cover: Cover,
  { paper, fonts, theme }: { paper: Paper; fonts: Fonts; theme: Theme },
): Page {
  const { left, width } = textArea(paper)
  const { element } = cover
  const groundBottom = paper.height * groundShare
  const boxes: Box[] = [
    ...(theme.hasGround
      ? [
          {
            kind: 'rect',
            x: 0,
            y: 0,
            width: paper.width,
            height: groundBottom,
            color: colors.sunken,
          } as const,
        ]
      : [{ kind: 'rect', x: left, y: groundBottom, width, height: 0.75, color: colors.ink } as const]),
    ...(cover.photo ? [coverPhoto(cover.photo, paper)] : []),
    ...(cover.logo ? coverLogo(cover.logo, left) : []),
  ]
  let y = paper.height * (cover.photo ? photoShare + 0.06 : textShare)

  function put(lines: readonly Line[], style: TextStyle): void {
    for (const line of lines) {
      boxes.push(...lineBoxes(line, { x: left, y, style, element }))
      y += style.leading
    }
  }

  const set = (text: string, style: TextStyle) => breakLines([{ text }], style, width, fonts)
  put(set(cover.eyebrow, styles.coverEyebrow), styles.coverEyebrow)
  y += 12
  const below = 14 + cover.lines.length * styles.coverLine.leading + 18
  const name = fittingName(cover.school, set, groundBottom - y - below)
  put(name.lines, name.style)
  y += 14
  for (const line of cover.lines) put(set(line, styles.coverLine), styles.coverLine)
  boxes.push(...sectionBars(cover, { left, right: paper.width - left, top: groundBottom + 40, fonts }))
  return { chapter: null, boxes, furniture: [], anchors: [] }
}

/** Across the top of the page, cut so that it fills it; of a high photo the upper third stays in the middle. */
function coverPhoto({ path, width, height, element }: CoverPicture, paper: Paper): Box {
  const place = { x: 0, y: 0, width: paper.width, height: paper.height * photoShare }
  const scale = Math.max(place.width / width, place.height / height)
  const [wide, high] = [width * scale, height * scale]
  return {
    kind: 'image',
    path,
    element,
    x: (place.width - wide) / 2,
    y: (place.height - high) * (high > wide ? 1 / 3 : 1 / 2),
    width: wide,
    height: high,
    clip: place,
  }
}

/** On a white tab that hangs from the upper edge: logos are drawn for white paper, whatever the ground. */
function coverLogo({ path, width, height, element }: CoverPicture, left: number): Box[] {
  const scale = Math.min(logoBox.width / width, logoBox.height / height)
  const [wide, high] = [width * scale, height * scale]
  return [
    {
      kind: 'rect',
      x: left - logoEdge,
      y: 0,
      width: wide + 2 * logoEdge,
      height: high + 3 * logoEdge,
      color: colors.paper,
    },
    { kind: 'image', path, element, x: left, y: 2 * logoEdge, width: wide, height: high },
  ]
}

/** As large as the lines and the height in pt allow. */
function fittingName(
  text: string,
  set: (text: string, style: TextStyle) => Line[],
  height: number,
): { lines: Line[]; style: TextStyle } {
  for (const { size, leading, lines: most } of nameSizes) {
    const style: TextStyle = { ...styles.coverTitle, size, leading }
    const lines = set(text, style)
    if (lines.length <= most && lines.length * leading <= height) return { lines, style }
  }
  const { size, leading, lines: most } = nameSizes[3]
  const style: TextStyle = { ...styles.coverTitle, size, leading }
  return { lines: set(text, style).slice(0, most), style }
}

/** No word of a title is cut where a smaller size helps. */
const sectionStyles: readonly TextStyle[] = [8.5, 8, 7.5, 7].map((size) => ({ ...styles.coverSection, size }))

/** A bar in the colour of each section with its number and title below. */
function sectionBars(
  { sections, element }: Cover,
  { left, right, top, fonts }: { left: number; right: number; top: number; fonts: Fonts },
): Box[] {
  const width = (right - left - barGap * (sections.length - 1)) / Math.max(1, sections.length)
  const isWhole = (word: string, each: TextStyle) =>
    breakLines([{ text: word }], each, width, fonts).length <= 1
  const words = sections.flatMap(({ title }) => title.split(/\s+/))
  const style =
    sectionStyles.find((each) => words.every((word) => isWhole(word, each))) ?? styles.coverSection
  return sections.flatMap(({ label, title, color }, index): Box[] => {
    const x = left + index * (width + barGap)
    const number: TextStyle = { ...style, font: 'strong', color }
    const put = (text: string, look: TextStyle, from: number, most: number) =>
      breakLines([{ text }], look, width, fonts)
        .slice(0, most)
        .flatMap((line, row) =>
          lineBoxes(line, { x, y: top + from + row * style.leading, style: look, element }),
        )
    return [
      { kind: 'rect', x, y: top, width, height: 4, color },
      ...put(label, number, 12, 1),
      ...put(title, style, 12 + style.leading, 5),
    ]
  })
}
