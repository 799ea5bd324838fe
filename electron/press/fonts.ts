import { join } from 'node:path'
import type PDFDocument from 'pdfkit'
import { fontFiles, type FontName } from './theme'

/** As much of fontkit's font as is needed here; pdfkit keeps it on its font objects without typing it. */
type LoadedFont = {
  font: { hasGlyphForCodePoint: (codePoint: number) => boolean }
  widthOfString: (text: string, size: number, features?: unknown) => number
  ascender: number
}

/**
 * Ligatures are off: `fi` would swallow the dot that tells i from ı in Turkish, and a reader's search stumbles over
 * them. The symbols' font needs its own, since joined emoji are ligatures.
 */
export const textFeatures = { liga: false, clig: false, dlig: false }

/** Shown for a character that no font has, so that it is never silently lost. */
const replacement = '\ufffd'

/** Text in one font. */
export type FontRun = { font: FontName; text: string }

/** The fonts of the book: coverage and widths. */
export type Fonts = {
  /** Splits text by the font that has each grapheme; a space always takes the wished one. */
  runs: (text: string, wished: FontName) => FontRun[]
  /** Width in pt. */
  width: (run: FontRun, size: number) => number
}

/** Registers the fonts of a folder with a document. */
export function loadFonts(document: InstanceType<typeof PDFDocument>, folder: string): Fonts {
  const loaded = new Map<FontName, LoadedFont>()
  for (const [name, file] of Object.entries(fontFiles) as [FontName, string][]) {
    document.registerFont(name, join(folder, file))
    document.font(name)
    loaded.set(name, (document as unknown as { _font: LoadedFont })._font)
  }
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const coverage = new Map<string, FontName | null>()
  const widths = new Map<string, number>()

  function has(name: FontName, grapheme: string): boolean {
    const font = loaded.get(name)?.font
    // Joiners and variation selectors choose a form; they need no glyph of their own.
    return [...grapheme].every(
      (char) => isInvisible(char) || font?.hasGlyphForCodePoint(char.codePointAt(0) ?? 0),
    )
  }

  function fontFor(grapheme: string, wished: FontName): FontName | null {
    const key = `${wished} ${grapheme}`
    let found = coverage.get(key)
    if (found === undefined) {
      const chain: FontName[] = [wished, 'text', 'symbols']
      found = chain.find((name) => has(name, grapheme)) ?? null
      coverage.set(key, found)
    }
    return found
  }

  return {
    runs: (text, wished) => {
      const runs: FontRun[] = []
      for (const { segment } of graphemes.segment(text)) {
        const found = /^\s$/.test(segment) ? wished : fontFor(segment, wished)
        const font = found ?? wished
        const shown = found === null ? replacement : segment
        const last = runs.at(-1)
        if (last?.font === font) last.text += shown
        else runs.push({ font, text: shown })
      }
      return runs
    },
    width: ({ font, text }, size) => {
      const key = `${font} ${text}`
      let width = widths.get(key)
      if (width === undefined) {
        width = loaded.get(font)?.widthOfString(text, 1, font === 'symbols' ? undefined : textFeatures) ?? 0
        widths.set(key, width)
      }
      return width * size
    },
  }
}

function isInvisible(char: string): boolean {
  return /[\u200c\u200d\u2060\ufe00-\ufe0f]/u.test(char)
}
