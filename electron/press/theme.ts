import type { PaperSize } from '../domain/book'
import type { SectionId } from '../domain/section'

/** Paper in pt (1/72 inch), portrait. */
export const papers: Readonly<Record<PaperSize, { width: number; height: number }>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
}

/** Margins of the text area in pt. */
export const margins = { left: 72, right: 68, top: 84, bottom: 76 } as const

/** Where text under a strand begins, right of its hanging number, in pt from the left of the text area. */
export const bodyIndent = 40

/** Colours of ink and paper: the window's tokens in light mode. */
export const colors = {
  ink: '#22252a',
  soft: '#5c6169',
  line: '#d9d3c7',
  sunken: '#f2efe8',
  link: '#1f5fbf',
} as const

/** One hue per section, always beside its number. */
export const hues: Readonly<Record<SectionId, string>> = {
  esafety: '#52606d',
  leadership: '#35539a',
  collaboration: '#0f706b',
  students: '#8c5604',
  example: '#84367a',
  inclusion: '#466f26',
}

/** The faces of the book; each is one file of the fonts' folder. */
export const fontFiles = {
  text: 'SourceSans3-Regular.ttf',
  italic: 'SourceSans3-Italic.ttf',
  strong: 'SourceSans3-SemiBold.ttf',
  head: 'SourceSerif4-SemiBold.ttf',
  symbols: 'NotoEmoji-Regular.ttf',
} as const

export type FontName = keyof typeof fontFiles

/** A face at a size, with the distance from baseline to baseline. In pt. */
export type TextStyle = { font: FontName; size: number; leading: number; color: string }

/** The styles of the book. */
export const styles = {
  coverTitle: { font: 'head', size: 34, leading: 40, color: colors.ink },
  coverLine: { font: 'text', size: 13, leading: 20, color: colors.soft },
  coverSmall: { font: 'strong', size: 10, leading: 15, color: colors.soft },
  eyebrow: { font: 'strong', size: 10, leading: 14, color: colors.soft },
  chapter: { font: 'head', size: 24, leading: 30, color: colors.ink },
  claim: { font: 'text', size: 12, leading: 18, color: colors.soft },
  heading: { font: 'head', size: 16, leading: 21, color: colors.ink },
  strand: { font: 'head', size: 13, leading: 17, color: colors.ink },
  body: { font: 'text', size: 10, leading: 14.5, color: colors.ink },
  quiet: { font: 'italic', size: 9.5, leading: 14, color: colors.soft },
  card: { font: 'strong', size: 10.5, leading: 14.5, color: colors.ink },
  meta: { font: 'text', size: 9, leading: 13, color: colors.soft },
  note: { font: 'italic', size: 10, leading: 14.5, color: colors.ink },
  caption: { font: 'text', size: 8.5, leading: 11.5, color: colors.soft },
  tableHead: { font: 'strong', size: 8.5, leading: 11.5, color: colors.soft },
  tableCell: { font: 'text', size: 9, leading: 12.5, color: colors.ink },
  contents: { font: 'strong', size: 11, leading: 17, color: colors.ink },
  contentsStrand: { font: 'text', size: 9.5, leading: 14.5, color: colors.ink },
  running: { font: 'text', size: 8.5, leading: 11, color: colors.soft },
} as const satisfies Record<string, TextStyle>
