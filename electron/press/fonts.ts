import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import type { Document } from './document'
import type { Language } from '../domain/portfolio'
import { createFace, drawWithFace, type EmbeddedFont, type Face } from './face'
import { fontFiles, type FontName } from './theme'

/** Text in one font. */
export type FontRun = { font: FontName; text: string }

/** The fonts of the book: which has what, and how wide it runs. */
export type Fonts = {
  /** Splits text by the font that has each grapheme; a space always takes the wished one. */
  runs: (text: string, wished: FontName) => FontRun[]
  /** Width in pt at a size in pt. */
  width: (run: FontRun, size: number) => number
  /** The same faces for a text in another language, which may have letterforms of its own. */
  in: (language: Language) => Fonts
}

/** The faces of a folder, each opened when it is first needed; they serve any number of books. */
export type Faces = { folder: string; of: (name: FontName) => Face }

/** @param folder where the files of `fontFiles` lie; what needs one that is missing throws */
export function openFaces(folder: string): Faces {
  const document = new PDFDocument({ autoFirstPage: false, font: '' })
  const faces = new Map<FontName, Face>()
  return {
    folder,
    of: (name) => {
      let face = faces.get(name)
      if (!face) {
        const font = register(document, folder, name)
        faces.set(name, (face = createFace(font, { isPlain: name === 'symbols' })))
      }
      return face
    },
  }
}

/** Registers a font with a document under its `FontName`. */
function register(document: Document, folder: string, name: FontName): EmbeddedFont {
  document.registerFont(name, join(folder, fontFiles[name]))
  document.font(name)
  return (document as unknown as { _font: EmbeddedFont })._font
}

/** Fonts for measuring. @param folder where the files of `fontFiles` lie */
export function openFonts(folder: string, language: Language): Fonts {
  return fontsOf(openFaces(folder), language)
}

/** Registers the fonts that pages are drawn in with a document, always in the same order, whatever was measured before. */
export function embedFonts(
  document: Document,
  { folder, of }: Faces,
  { language, names }: { language: Language; names: ReadonlySet<FontName> },
): void {
  for (const name of Object.keys(fontFiles) as FontName[])
    if (names.has(name)) drawWithFace(register(document, folder, name), of(name), language)
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

/** Fonts for measuring over faces that are open. @param language of texts that name none */
export function fontsOf(faces: Faces, language: Language): Fonts {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const byLanguage = new Map<Language, Fonts>()

  function fontFor(grapheme: string, wished: FontName): FontName {
    if (/^\s$/.test(grapheme)) return wished
    return chainFor(grapheme, wished).find((name) => faces.of(name).hasAll(grapheme)) ?? 'text'
  }

  function fontsIn(own: Language): Fonts {
    const known = byLanguage.get(own)
    if (known) return known
    const fonts: Fonts = {
      in: fontsIn,
      runs: (text, wished) => {
        if (text === '') return []
        if (!text.includes('\ufe0f') && faces.of(wished).hasAll(text)) return [{ font: wished, text }]
        const runs: FontRun[] = []
        for (const { segment } of graphemes.segment(text)) {
          const font = fontFor(segment, wished)
          const last = runs.at(-1)
          if (last?.font === font) last.text += segment
          else runs.push({ font, text: segment })
        }
        return runs
      },
      width: ({ font, text }, size) => (faces.of(font).advance(text, own) / 1000) * size,
    }
    byLanguage.set(own, fonts)
    return fonts
  }
  return fontsIn(language)
}
