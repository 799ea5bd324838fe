import type { Language } from '../domain/portfolio'
import { mirrored } from './bidi'
import { quickenLookups, type ShapingFont } from './quick-lookups'

type Glyph = { id: number; codePoints: number[]; advanceWidth: number }
type Position = { xAdvance: number; advanceWidth: number }
type GlyphRun = { glyphs: Glyph[]; positions: Position[]; advanceWidth: number }

/**
 * What paint asks of the fonts through pdfkit's `features`: what is added to each space, in thousandths of the size,
 * whether brackets look the other way, and whose letterforms are drawn, where not those of the book's language.
 */
export type TextFeatures = { spacing?: number; isMirrored?: boolean; language?: Language | undefined }

/** As much of pdfkit's font object, and of fontkit's within, as is used here; neither is typed by them. */
export type EmbeddedFont = {
  font: ShapingFont & {
    hasGlyphForCodePoint: (codePoint: number) => boolean
    getGlyph: (id: number, codePoints?: number[]) => Glyph
    layout: (text: string, features?: Record<string, boolean>, script?: string, language?: string) => GlyphRun
  }
  subset: { glyphs: number[]; includeGlyph: (glyph: number) => number }
  unicode: (number[] | undefined)[]
  widths: (number | undefined)[]
  scale: number
  /** Lays a text out, with positions in thousandths of the size; hands `features` on to fontkit as they are. */
  layoutRun: (text: string, features?: unknown) => GlyphRun
  encode: (text: string, features?: TextFeatures) => [string[], Position[]]
  widthOfString: (text: string, size: number, features?: unknown) => number
}

/** How texts run in one face: the same in all documents, and kept between them. */
export type Face = {
  /** Whether it can draw all of a text. */
  hasAll: (text: string) => boolean
  /** How wide a text of one line runs in the letterforms of a language, in thousandths of the size. */
  advance: (text: string, language: Language) => number
  /** A text word by word, each with the space at its end. */
  words: (text: string, language: Language) => readonly Word[]
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

/** Opens a face over a font of pdfkit's that no document draws with; a plain face knows no languages. */
export function createFace(embedded: EmbeddedFont, { isPlain = false } = {}): Face {
  quickenLookups(embedded.font)
  if (!isPlain) setLanguage(embedded)
  keepGlyphs(embedded)
  const words = createWords(embedded)
  const coverage = new Map<number, boolean>()
  const covered = new Set<string>()

  function has(codePoint: number): boolean {
    let known = coverage.get(codePoint)
    if (known === undefined) {
      known = embedded.font.hasGlyphForCodePoint(codePoint) || isJoiner(codePoint)
      coverage.set(codePoint, known)
    }
    return known
  }

  return {
    hasAll: (text) => {
      if (covered.has(text)) return true
      for (let index = 0; index < text.length; index++) {
        const codePoint = text.codePointAt(index) ?? 0
        if (!has(codePoint)) return false
        if (codePoint > 0xff_ff) index += 1
      }
      covered.add(text)
      return true
    },
    advance: (text, own) => words(text, own).reduce((sum, { advance }) => sum + advance, 0),
    words,
  }
}

/** Joiners and variation selectors choose a form; they need no glyph of their own. */
function isJoiner(codePoint: number): boolean {
  return codePoint === 0x20_0c || codePoint === 0x20_0d || (codePoint >= 0xfe_00 && codePoint <= 0xfe_0f)
}

/** A word with the space at its end. */
type Word = { glyphs: Glyph[]; positions: Position[]; advance: number }

/** Words are laid out one by one, each once for each language: nothing in them depends on the words around them. */
function createWords(embedded: EmbeddedFont): Face['words'] {
  const byLanguage = new Map<Language, Map<string, Word>>()
  return (text, language) => {
    let known = byLanguage.get(language)
    if (!known) byLanguage.set(language, (known = new Map<string, Word>()))
    const words: Word[] = []
    for (let from = 0; from < text.length;) {
      const space = text.indexOf(' ', from)
      const end = space === -1 ? text.length : space + 1
      const part = text.slice(from, end)
      let word = known.get(part)
      if (!word) {
        const { glyphs, positions, advanceWidth } = embedded.layoutRun(part, language)
        known.set(part, (word = { glyphs, positions, advance: advanceWidth }))
      }
      words.push(word)
      from = end
    }
    return words
  }
}

/**
 * pdfkit names no language to fontkit; it is handed on in place of the features. In Turkish a ligature of f and i
 * would swallow the dot that tells i from ı.
 */
function setLanguage({ font }: EmbeddedFont): void {
  const layout = font.layout.bind(font)
  const layoutIn = (text: string, language: Language) => {
    const features: Record<string, boolean> = language === 'tr' ? { liga: false, clig: false } : {}
    const run = layout(text, { ...features }, scriptFor(text, language), openTypeLanguages[language])
    return readsAs(run, text) ? run : layout(text, { ...features })
  }
  font.layout = layoutIn as unknown as typeof layout
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
 * fontkit and pdfkit give each glyph one meaning, that of its first use. Characters that share a glyph
 * (hyphen and non-breaking hyphen, Ω and Ohm, an emoji with and without its tone) would all be read back as
 * that one, and those that a font lacks as nothing. Here a glyph is kept, and embedded, once per meaning; the
 * box of a missing glyph, too, keeps the character it stands for.
 */
function keepGlyphs({ font }: EmbeddedFont): void {
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
}

/**
 * Lets a document's font draw words as the face measures them, each glyph in a slot of its own for each meaning.
 * @param book the language of texts that name none
 */
export function drawWithFace(embedded: EmbeddedFont, face: Face, book: Language): void {
  // A text is drawn where its box stands: pdfkit's own cursor need not be moved behind it.
  embedded.widthOfString = () => 0
  const { subset } = embedded
  const slots = new Map<string, string>()
  const slotsOfGlyphs = new WeakMap<Glyph, string>()
  const usedGlyphs = new Set<number>([0])

  /** As pdfkit writes it: four hexadecimal digits. */
  function slotOf(glyph: Glyph): string {
    let slot = slotsOfGlyphs.get(glyph)
    if (slot === undefined) slotsOfGlyphs.set(glyph, (slot = slotFor(glyph)))
    return slot
  }

  function slotFor({ id, codePoints, advanceWidth }: Glyph): string {
    const key = meaning(id, codePoints)
    let slot = slots.get(key)
    if (slot === undefined) {
      const number = usedGlyphs.has(id) ? subset.glyphs.push(id) - 1 : subset.includeGlyph(id)
      usedGlyphs.add(id)
      slots.set(key, (slot = number.toString(16).padStart(4, '0')))
      embedded.unicode[number] = codePoints
      embedded.widths[number] = advanceWidth * embedded.scale
    }
    return slot
  }

  embedded.encode = (text, { spacing = 0, isMirrored = false, language = book } = {}) => {
    const codes: string[] = []
    const positions: Position[] = []
    for (const word of face.words(isMirrored ? mirrored(text) : text, language)) {
      for (const [index, glyph] of word.glyphs.entries()) {
        const position = word.positions[index]
        if (!position) break
        codes.push(slotOf(isMirrored ? mirroredBack(glyph) : glyph))
        // pdfkit's own word spacing leaves the spaces out, and with them what keeps words apart when they are copied.
        const isWider = spacing !== 0 && isSpace(glyph)
        positions.push(isWider ? { ...position, xAdvance: position.xAdvance + spacing } : position)
      }
    }
    return [codes, positions]
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

function isSpace(glyph: Glyph): boolean {
  const [code] = glyph.codePoints
  return code === 0x20 || code === 0xa0
}

function meaning(id: number, codePoints: readonly number[]): string {
  return `${id} ${codePoints.join(' ')}`
}
