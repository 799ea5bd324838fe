import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import type { Document } from './document'
import type { Language } from '../domain/portfolio'
import { createFace, type EmbeddedFont, type Face } from './face'
import { fontFiles, type FontName } from './theme'

/** Text in one font. */
export type FontRun = { font: FontName; text: string }

/** The fonts of the book: which has what, and how wide it runs. */
export type Fonts = {
  /** Splits text by the font that has each grapheme; a space always takes the wished one. */
  runs: (text: string, wished: FontName) => FontRun[]
  /** Registers faces before anything is drawn in them. */
  loadAll: (names: Iterable<FontName>) => void
  /** Width in pt at a size in pt. */
  width: (run: FontRun, size: number) => number
  /** The same faces for a text in another language, which may have letterforms of its own. */
  in: (language: Language) => Fonts
}

/** Fonts for measuring alone. @param folder where the files of `fontFiles` lie */
export function openFonts(folder: string, language: Language): Fonts {
  return loadFonts(new PDFDocument({ autoFirstPage: false, font: '' }), folder, language)
}

/** Which faces have a grapheme that the wished one lacks: those of its script, heavy ones first for a heavy face. */
const scriptFaces: readonly { script: RegExp; faces: readonly [FontName, FontName] }[] = [
  { script: /\p{Script=Armenian}/u, faces: ['armenian', 'armenianStrong'] },
  { script: /\p{Script=Georgian}/u, faces: ['georgian', 'georgianStrong'] },
  { script: /\p{Script=Hebrew}/u, faces: ['hebrew', 'hebrewStrong'] },
  { script: /\p{Script=Arabic}/u, faces: ['arabic', 'arabicStrong'] },
]

const heavy: readonly FontName[] = ['strong', 'strongItalic', 'head']

/** Asked one after the other, after the wished face. */
const standIns: readonly FontName[] = ['strong', 'text', 'wide', 'symbols', 'signs']

function chainFor(grapheme: string, wished: FontName): readonly FontName[] {
  const faces = scriptFaces.find(({ script }) => script.test(grapheme))?.faces ?? []
  const ofScript = heavy.includes(wished) ? [...faces].reverse() : faces
  const isEmoji = grapheme.includes('\ufe0f')
  return [...(isEmoji ? (['symbols'] as const) : []), wished, ...ofScript, ...standIns]
}

/**
 * Registers the fonts of a folder with a document under their `FontName`s, each when it is first needed; throws
 * then when its file is missing.
 */
export function loadFonts(document: Document, folder: string, language: Language): Fonts {
  const loaded = new Map<FontName, Face>()
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const byLanguage = new Map<Language, Fonts>()

  function load(name: FontName): Face {
    const known = loaded.get(name)
    if (known) return known
    document.registerFont(name, join(folder, fontFiles[name]))
    document.font(name)
    const { _font: font } = document as unknown as { _font: EmbeddedFont }
    const face = createFace(font, language, { isPlain: name === 'symbols' })
    loaded.set(name, face)
    return face
  }

  function fontFor(grapheme: string, wished: FontName): FontName {
    if (/^\s$/.test(grapheme)) return wished
    return chainFor(grapheme, wished).find((name) => load(name).hasAll(grapheme)) ?? 'text'
  }

  function fontsIn(own: Language): Fonts {
    const known = byLanguage.get(own)
    if (known) return known
    const fonts: Fonts = {
      in: fontsIn,
      runs: (text, wished) => {
        if (text === '') return []
        if (!text.includes('\ufe0f') && load(wished).hasAll(text)) return [{ font: wished, text }]
        const runs: FontRun[] = []
        for (const { segment } of graphemes.segment(text)) {
          const font = fontFor(segment, wished)
          const last = runs.at(-1)
          if (last?.font === font) last.text += segment
          else runs.push({ font, text: segment })
        }
        return runs
      },
      loadAll: (names) => {
        for (const name of names) load(name)
      },
      width: ({ font, text }, size) => (load(font).advance(text, own) / 1000) * size,
    }
    byLanguage.set(own, fonts)
    return fonts
  }
  return fontsIn(language)
}
