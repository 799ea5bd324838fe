import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import type { Document } from './document'
import type { Language } from '../domain/portfolio'
import { mirrored } from './bidi'
import { fontFiles, type FontName } from './theme'

type Glyph = { id: number; codePoints: number[]; advanceWidth: number }
type Position = { xAdvance: number; advanceWidth: number }
type GlyphRun = { glyphs: Glyph[]; positions: Position[] }

/**
 * What paint asks of the fonts through pdfkit's `features`: what is added to each space, in thousandths of the size,
 * whether brackets look the other way, and whose letterforms are drawn, where not those of the book's language.
 */
export type TextFeatures = { spacing?: number; isMirrored?: boolean; language?: Language | undefined }

/** As much of pdfkit's font object, and of fontkit's within, as is used here; neither is typed by them. */
type EmbeddedFont = {
  font: {
    hasGlyphForCodePoint: (codePoint: number) => boolean
    getGlyph: (id: number, codePoints?: number[]) => Glyph
    layout: (text: string, features?: Record<string, boolean>, script?: string, language?: string) => GlyphRun
  }
  subset: { glyphs: number[]; includeGlyph: (glyph: number) => number }
  unicode: (number[] | undefined)[]
  widths: (number | undefined)[]
  scale: number
  layoutCache: object
  layout: (text: string, features?: unknown) => GlyphRun
  encode: (text: string, features?: TextFeatures) => [string[], Position[]]
  widthOfString: (text: string, size: number, features?: unknown) => number
}

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

/**
 * OpenType's tags of the languages, by which a font chooses letterforms (`locl`). Of the bundled fonts Source
 * Sans and Source Serif have Bulgarian ones, Source Serif Turkish and Dutch ones too; none has any for
 * Romanian, whose comma below is in the letters themselves, or for Estonian.
 */
const openTypeLanguages: Readonly<Record<Language, string | undefined>> = {
  bg: 'BGR ',
  en: undefined,
  et: 'ETI ',
  nl: 'NLD ',
  ro: 'ROM ',
  tr: 'TRK ',
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
  const loaded = new Map<FontName, EmbeddedFont>()
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  const coverage = new Map<string, boolean>()
  const widths = new Map<string, number>()
  const voice = createVoice(language)

  function load(name: FontName): EmbeddedFont {
    const known = loaded.get(name)
    if (known) return known
    document.registerFont(name, join(folder, fontFiles[name]))
    document.font(name)
    const font = (document as unknown as { _font: EmbeddedFont })._font
    if (name !== 'symbols') setLanguage(font, voice)
    keepEveryCharacter(font, voice)
    drawWithoutMeasuring(font)
    loaded.set(name, font)
    return font
  }

  function has(name: FontName, char: string): boolean {
    const key = name + char
    let known = coverage.get(key)
    if (known === undefined) {
      known = load(name).font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0)
      coverage.set(key, known)
    }
    return known
  }

  /** Joiners and variation selectors choose a form; they need no glyph of their own. */
  const hasAll = (name: FontName, text: string) =>
    Array.from(text).every((char) => has(name, char) || /[\u200c\u200d\ufe00-\ufe0f]/u.test(char))

  function fontFor(grapheme: string, wished: FontName): FontName {
    if (/^\s$/.test(grapheme)) return wished
    return chainFor(grapheme, wished).find((name) => hasAll(name, grapheme)) ?? 'text'
  }

  const fontsIn = (own: Language): Fonts => ({
    in: fontsIn,
    runs: (text, wished) => {
      if (!text.includes('\ufe0f') && hasAll(wished, text)) return text === '' ? [] : [{ font: wished, text }]
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
    width: ({ font, text }, size) => {
      const key = own + font + text
      let width = widths.get(key)
      if (width === undefined) {
        const embedded = load(font)
        width = voice.in(own, () => embedded.widthOfString(text, 1))
        widths.set(key, width)
      }
      return width * size
    },
  })
  return fontsIn(language)
}

/** The language whose letterforms fonts are asked for: that of the book, and for single texts another. */
type Voice = { language: () => Language; in: <Result>(language: Language, work: () => Result) => Result }

function createVoice(language: Language): Voice {
  let current = language
  return {
    language: () => current,
    in: (other, work) => {
      const before = current
      current = other
      try {
        return work()
      } finally {
        current = before
      }
    },
  }
}

/**
 * pdfkit names no language to fontkit, and gives up its cache of words when features are asked for; so both
 * are set where fontkit is called, for measuring and for painting alike. In Turkish a ligature of f and i
 * would swallow the dot that tells i from ı. Words are kept for each language.
 */
function setLanguage(embedded: EmbeddedFont, voice: Voice): void {
  const { font } = embedded
  const caches = new Map<Language, object>()
  Object.defineProperty(embedded, 'layoutCache', {
    get: () => {
      let cache = caches.get(voice.language())
      if (!cache) caches.set(voice.language(), (cache = Object.create(null) as object))
      return cache
    },
  })
  const layout = font.layout.bind(font)
  font.layout = (text) => {
    const language = voice.language()
    const features: Record<string, boolean> = language === 'tr' ? { liga: false, clig: false } : {}
    const run = layout(text, { ...features }, scriptFor(text, language), openTypeLanguages[language])
    return readsAs(run, text) ? run : layout(text, { ...features })
  }
}

/** fontkit takes a word for the script of its first letter: in `A-клас` a Latin A would decide. */
function scriptFor(text: string, language: Language): string | undefined {
  return language === 'bg' && /\p{Script=Cyrillic}/u.test(text) ? 'cyrl' : undefined
}

/**
 * Letterforms may not change what is read: Source Serif gives the j of a Dutch `íj` an accent of its own,
 * which would be copied along.
 */
function readsAs({ glyphs }: GlyphRun, text: string): boolean {
  return glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints)).join('') === text
}

/**
 * When a text is drawn pdfkit lays it out a second time to move its own cursor, past its cache of words; no text here goes by
 * that cursor. Only what is drawn has features.
 */
function drawWithoutMeasuring(embedded: EmbeddedFont): void {
  const widthOfString = embedded.widthOfString.bind(embedded)
  embedded.widthOfString = (text, size, features) => (features ? 0 : widthOfString(text, size))
}

/**
 * fontkit and pdfkit give each glyph one meaning, that of its first use. Characters that share a glyph
 * (hyphen and non-breaking hyphen, Ω and Ohm, an emoji with and without its tone) would all be read back as
 * that one, and those that a font lacks as nothing. Here a glyph is kept and embedded once per meaning; the
 * box of a missing glyph, too, keeps the character it stands for.
 */
function keepEveryCharacter(embedded: EmbeddedFont, voice: Voice): void {
  const { font, subset } = embedded
  const getGlyph = font.getGlyph.bind(font)
  const glyphs = new Map<string, Glyph>()
  font.getGlyph = (id, codePoints = []) => {
    const key = meaning(id, codePoints)
    let glyph = glyphs.get(key)
    if (!glyph) {
      const shared = getGlyph(id, codePoints)
      // A glyph reads its outline lazily and keeps it, so that one outline serves all meanings.
      glyph = Object.create(shared, { codePoints: { value: codePoints } }) as Glyph
      glyphs.set(key, glyph)
    }
    return glyph
  }

  const slots = new Map<string, number>()
  const usedGlyphs = new Set<number>([0])

  function slotOf({ id, codePoints, advanceWidth }: Glyph): number {
    const key = meaning(id, codePoints)
    let slot = slots.get(key)
    if (slot === undefined) {
      slot = usedGlyphs.has(id) ? subset.glyphs.push(id) - 1 : subset.includeGlyph(id)
      usedGlyphs.add(id)
      slots.set(key, slot)
      embedded.unicode[slot] = codePoints
      embedded.widths[slot] = advanceWidth * embedded.scale
    }
    return slot
  }

  embedded.encode = (text, { spacing = 0, isMirrored = false, language = voice.language() } = {}) => {
    const { glyphs, positions } = voice.in(language, () =>
      embedded.layout(isMirrored ? mirrored(text) : text),
    )
    const codes = glyphs.map((glyph) =>
      slotOf(isMirrored ? mirroredBack(glyph) : glyph)
        .toString(16)
        .padStart(4, '0'),
    )
    if (spacing === 0) return [codes, positions]
    // pdfkit's own word spacing leaves the spaces out, and with them what keeps words apart when they are copied.
    return [
      codes,
      positions.map((position, index) =>
        isSpace(glyphs[index]) ? { ...position, xAdvance: position.xAdvance + spacing } : position,
      ),
    ]
  }
}

/** A bracket that looks the other way is still read as the one that was written. */
function mirroredBack(glyph: Glyph): Glyph {
  const written = Array.from(
    mirrored(String.fromCodePoint(...glyph.codePoints)),
    (char) => char.codePointAt(0) ?? 0,
  )
  return Object.create(glyph, { codePoints: { value: written } }) as Glyph
}

function isSpace(glyph: Glyph | undefined): boolean {
  const [code] = glyph?.codePoints ?? []
  return code === 0x20 || code === 0xa0
}

function meaning(id: number, codePoints: readonly number[]): string {
  return `${id} ${codePoints.join(' ')}`
}
