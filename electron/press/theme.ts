import type { BookTheme, Paper } from '../domain/book-options'
import type { SectionId } from '../domain/section'

/** Distance between baselines of body text in pt: the rhythm of the book. */
const baseline = 14.5

/** Half a line: running text stands on multiples of it, so that columns and pages keep register. */
export const gridStep = baseline / 2

/**
 * The part of a page that text fills, in pt from its top left corner; in columns of equal width with `gap` between
 * them.
 */
export type TextArea = {
  left: number
  top: number
  width: number
  height: number
  columns: number
  gap: number
}

const uprightMargins = { left: 62, right: 80, top: 82, bottom: 74 } as const
const acrossMargins = { left: 62, right: 62, top: 76, bottom: 70 } as const

/**
 * The text area: the margins within, and whole lines high. A sheet across has two columns, or lines would be too long
 * to read.
 */
export function textArea({ width, height }: Paper): TextArea {
  const isAcross = width > height
  const { left, right, top, bottom } = isAcross ? acrossMargins : uprightMargins
  const lines = Math.floor((height - top - bottom) / baseline)
  return {
    left,
    top,
    width: width - left - right,
    height: lines * baseline,
    columns: isAcross ? 2 : 1,
    gap: isAcross ? 44 : 0,
  }
}

/** The same as a single column. */
export function wholeArea(area: TextArea): TextArea {
  return { ...area, columns: 1, gap: 0 }
}

/** Of one column, in pt. */
export function columnWidth({ width, columns, gap }: TextArea): number {
  return (width - gap * (columns - 1)) / columns
}

/** Where text begins, right of the column of hanging numbers, in pt from the left of the text area. */
export const bodyIndent = 58

/** What a box is painted with: a name that each theme has a colour for. */
export type Ink =
  | 'ink' | 'soft' | 'line' | 'dots' | 'sunken' | 'paper' | 'warn' | 'warnGround' | SectionId // prettier-ignore

export const colors = {
  ink: 'ink',
  soft: 'soft',
  line: 'line',
  dots: 'dots',
  sunken: 'sunken',
  paper: 'paper',
  warn: 'warn',
  warnGround: 'warnGround',
} as const satisfies Record<string, Ink>

/** One ink per section, always together with its number. */
export const hues = {
  esafety: 'esafety',
  leadership: 'leadership',
  collaboration: 'collaboration',
  students: 'students',
  example: 'example',
  inclusion: 'inclusion',
} as const satisfies Record<SectionId, Ink>

/** Ink and paper: the window's tokens in light mode, one hue a section. */
const colourPalette: Readonly<Record<Ink, string>> = {
  ink: '#22252a',
  soft: '#5c6169',
  line: '#d9d3c7',
  dots: '#b3ac9e',
  sunken: '#f2efe8',
  paper: '#ffffff',
  warn: '#8a5a00',
  warnGround: '#f7efdd',
  esafety: '#52606d',
  leadership: '#35539a',
  collaboration: '#0f706b',
  students: '#8c5604',
  example: '#84367a',
  inclusion: '#466f26',
}

const inOneHue = (color: string): Record<SectionId, string> => ({
  esafety: color,
  leadership: color,
  collaboration: color,
  students: color,
  example: color,
  inclusion: color,
})

/** How a theme paints and marks. */
export type Theme = {
  palette: Readonly<Record<Ink, string>>
  /** The cover's upper part stands on ground of its own. */
  hasGround: boolean
  /** The mark over a chapter's title: its thickness in pt, and its length, null for all of the width. */
  mark: { thickness: number; length: number | null }
}

export const themes: Readonly<Record<BookTheme, Theme>> = {
  colour: { palette: colourPalette, hasGround: true, mark: { thickness: 3, length: 44 } },
  quiet: {
    palette: {
      ...colourPalette,
      ink: '#20262e',
      line: '#cfd3d8',
      dots: '#a9b0b8',
      sunken: '#f3f5f7',
      ...inOneHue('#34506b'),
    },
    hasGround: false,
    mark: { thickness: 0.75, length: null },
  },
  // Nothing that a printer without colour would make muddy: black, and greys that are never under text.
  plain: {
    palette: {
      ...colourPalette,
      ink: '#000000',
      soft: '#3d3d3d',
      line: '#9a9a9a',
      dots: '#777777',
      sunken: '#ffffff',
      warn: '#000000',
      warnGround: '#ffffff',
      ...inOneHue('#000000'),
    },
    hasGround: false,
    mark: { thickness: 2, length: null },
  },
}

/**
 * The faces of the book; each is one file in the folder of fonts. Those from `symbols` on stand in for what the others lack.
 */
export const fontFiles = {
  text: 'SourceSans3-Regular.ttf',
  italic: 'SourceSans3-Italic.ttf',
  strong: 'SourceSans3-SemiBold.ttf',
  strongItalic: 'SourceSans3-SemiBoldItalic.ttf',
  head: 'SourceSerif4-SemiBold.ttf',
  quote: 'SourceSerif4-Italic.ttf',
  symbols: 'NotoEmoji-Regular.ttf',
  wide: 'NotoSans-Regular.ttf',
  signs: 'NotoSansSymbols2-Regular.ttf',
  armenian: 'NotoSansArmenian-Regular.ttf',
  armenianStrong: 'NotoSansArmenian-SemiBold.ttf',
  georgian: 'NotoSansGeorgian-Regular.ttf',
  georgianStrong: 'NotoSansGeorgian-SemiBold.ttf',
  hebrew: 'NotoSansHebrew-Regular.ttf',
  hebrewStrong: 'NotoSansHebrew-SemiBold.ttf',
  arabic: 'NotoNaskhArabic-Regular.ttf',
  arabicStrong: 'NotoNaskhArabic-SemiBold.ttf',
} as const

export type FontName = keyof typeof fontFiles

/**
 * A face at a size, in pt; `leading` is the distance from baseline to baseline. Headings are `balanced`:
 * their lines are about equally long.
 */
export type TextStyle = {
  font: FontName
  size: number
  leading: number
  color: Ink
  balanced?: boolean
  /** Lines fill the width. */
  justified?: boolean
}

export const styles = {
  coverTitle: { font: 'head', size: 32, leading: 39, color: colors.ink, balanced: true },
  coverLine: { font: 'text', size: 13, leading: 19, color: colors.soft },
  coverEyebrow: { font: 'strong', size: 11, leading: 16, color: colors.soft },
  coverSection: { font: 'text', size: 8.5, leading: 11, color: colors.soft },
  eyebrow: { font: 'strong', size: 10, leading: 14.5, color: colors.soft },
  chapter: { font: 'head', size: 25, leading: 31, color: colors.ink, balanced: true },
  claim: { font: 'text', size: 12.5, leading: 18, color: colors.soft, balanced: true },
  heading: { font: 'head', size: 15, leading: 19, color: colors.ink, balanced: true },
  strand: { font: 'head', size: 13, leading: 17, color: colors.ink, balanced: true },
  strandNumber: { font: 'head', size: 13, leading: 17, color: colors.ink },
  body: { font: 'text', size: 10, leading: baseline, color: colors.ink, justified: true },
  secondName: { font: 'strong', size: 8.5, leading: baseline, color: colors.soft },
  second: { font: 'text', size: 9.5, leading: baseline, color: colors.ink, justified: true },
  textHead: { font: 'strong', size: 11.5, leading: baseline, color: colors.ink, balanced: true },
  textSubhead: { font: 'strong', size: 10, leading: baseline, color: colors.ink, balanced: true },
  quiet: { font: 'italic', size: 10, leading: baseline, color: colors.soft },
  card: { font: 'strong', size: 10.5, leading: baseline, color: colors.ink },
  cardNumber: { font: 'strong', size: 9.5, leading: baseline, color: colors.ink },
  meta: { font: 'text', size: 9, leading: 12.5, color: colors.soft },
  quotation: { font: 'quote', size: 11.5, leading: 17, color: colors.ink },
  quotationHead: { font: 'strong', size: 10, leading: baseline, color: colors.ink },
  fact: { font: 'strong', size: 10.5, leading: 17, color: colors.ink },
  factLabel: { font: 'text', size: 10, leading: 17, color: colors.soft },
  declaration: { font: 'text', size: 12.5, leading: 20, color: colors.ink },
  field: { font: 'strong', size: 11, leading: 15, color: colors.ink },
  fieldLabel: { font: 'text', size: 8.5, leading: 11.5, color: colors.soft },
  note: { font: 'italic', size: 10, leading: baseline, color: colors.ink, justified: true },
  caption: { font: 'text', size: 8.5, leading: 11.5, color: colors.soft },
  attachment: { font: 'text', size: 9, leading: 13, color: colors.ink },
  annexText: { font: 'text', size: 9, leading: 13, color: colors.ink },
  tableHead: { font: 'strong', size: 8.5, leading: 11.5, color: colors.soft },
  tableGroup: { font: 'strong', size: 10, leading: 13.5, color: colors.ink },
  tableCell: { font: 'text', size: 9, leading: 12.5, color: colors.ink },
  tableDense: { font: 'text', size: 9, leading: 12, color: colors.ink },
  contentsChapter: { font: 'strong', size: 10, leading: 14, color: colors.ink },
  contentsStrand: { font: 'text', size: 9, leading: 12, color: colors.ink },
  running: { font: 'text', size: 8.5, leading: 11, color: colors.soft },
} as const satisfies Record<string, TextStyle>
