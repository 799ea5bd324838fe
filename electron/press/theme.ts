import type { PaperSize } from '../domain/book'
import type { SectionId } from '../domain/section'

/** A sheet in pt (1/72 inch), portrait. */
export type Paper = { width: number; height: number }

export const papers: Readonly<Record<PaperSize, Paper>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
}

/** Distance between baselines of body text in pt: the rhythm of the book. */
const baseline = 14.5

/** Half a line: running text stands on multiples of it, so that columns and pages keep register. */
export const gridStep = baseline / 2

/** The part of a page that text fills, in pt from its top left corner. */
export type TextArea = { left: number; top: number; width: number; height: number }

const margins = { left: 62, right: 80, top: 82, bottom: 74 } as const

/** The text area: the margins within, and whole lines high. */
export function textArea({ width, height }: Paper): TextArea {
  const lines = Math.floor((height - margins.top - margins.bottom) / baseline)
  return {
    left: margins.left,
    top: margins.top,
    width: width - margins.left - margins.right,
    height: lines * baseline,
  }
}

/** Where text begins, right of the column of hanging numbers, in pt from the left of the text area. */
export const bodyIndent = 58

/** Ink and paper: the window's tokens in light mode. */
export const colors = {
  ink: '#22252a',
  soft: '#5c6169',
  line: '#d9d3c7',
  dots: '#b3ac9e',
  sunken: '#f2efe8',
  warn: '#8a5a00',
  warnGround: '#f7efdd',
} as const

/** One hue per section, always together with its number. */
export const hues: Readonly<Record<SectionId, string>> = {
  esafety: '#52606d',
  leadership: '#35539a',
  collaboration: '#0f706b',
  students: '#8c5604',
  example: '#84367a',
  inclusion: '#466f26',
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
  color: string
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
  tableHead: { font: 'strong', size: 8.5, leading: 11.5, color: colors.soft },
  tableCell: { font: 'text', size: 9, leading: 12.5, color: colors.ink },
  contentsChapter: { font: 'strong', size: 10, leading: 14, color: colors.ink },
  contentsStrand: { font: 'text', size: 9, leading: 12, color: colors.ink },
  running: { font: 'text', size: 8.5, leading: 11, color: colors.soft },
} as const satisfies Record<string, TextStyle>
