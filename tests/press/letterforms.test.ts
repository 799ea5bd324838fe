import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import { embedFonts, fontsOf, openFaces } from '../../electron/press/fonts'
import type { FontName } from '../../electron/press/theme'
import { flat, fontsFolder, makeSection, makeSource, makeStrand, print, readPages } from './fixtures'

type Drawing = {
  encode: (text: string) => [slots: string[], positions: { xAdvance: number }[]]
  subset: { glyphs: number[] }
}

/** The glyphs that the document draws, and the width that lines are measured with, in 1/1000 of the size. */
function setIn(
  language: Language,
  name: FontName,
  text: string,
): { ids: number[]; drawn: number; measured: number } {
  const document = new PDFDocument({ autoFirstPage: false, font: '' })
  const opened = openFaces(fontsFolder)
  const measured = fontsOf(opened, language).width({ font: name, text }, 1000)
  embedFonts(document, opened, { language, names: new Set([name]) })
  document.font(name)
  const { _font: font } = document as unknown as { _font: Drawing }
  const [slots, positions] = font.encode(text)
  const drawn = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  return { ids: slots.map((slot) => font.subset.glyphs[parseInt(slot, 16)] ?? 0), drawn, measured }
}

/** Those that text is set in; the others stand in for what they lack. */
const faces = ['text', 'italic', 'strong', 'strongItalic', 'head', 'quote'] as const satisfies FontName[]

describe('Bulgarian letters', () => {
  it.each(faces)('have forms of their own in %s, as wide as they are measured', (name) => {
    const text = 'вгджзклптцшщю'
    const [bulgarian, other] = [setIn('bg', name, text), setIn('en', name, text)]
    const different = bulgarian.ids.filter((id, index) => id !== other.ids[index])
    expect(bulgarian.ids).toHaveLength(text.length)
    expect(different.length).toBeGreaterThanOrEqual(7)
    expect(bulgarian.measured).toBeCloseTo(bulgarian.drawn, 6)
  })

  it('have them beside Latin letters, too', () => {
    const alone = setIn('bg', 'text', 'клас').ids
    expect(setIn('bg', 'text', 'A-клас').ids.slice(2)).toEqual(alone)
    expect(setIn('bg', 'text', 'eTwinning-клас').ids.slice(10)).toEqual(alone)
  })
})

describe('Turkish', () => {
  it.each(faces)('sets fi as two glyphs in %s, so that the dot stays', (name) => {
    expect(setIn('tr', name, 'fi').ids).toHaveLength(2)
    expect(setIn('tr', name, 'ffi').ids).toHaveLength(3)
    expect(setIn('tr', name, 'fı').ids.at(-1)).not.toBe(setIn('tr', name, 'fi').ids.at(-1))
  })

  it('is the reason: in English the serif joins them', () => {
    expect(setIn('en', 'head', 'fi').ids).toHaveLength(1)
  })
})

it('Romanian ș and ş stay what was written, in forms of their own', () => {
  for (const name of faces) {
    const { ids } = setIn('ro', name, 'șşțţ')
    expect(new Set(ids).size).toBe(4)
  }
})

it('letterforms of a language change nothing that is read', async () => {
  const words: [Language, string][] = [
    ['nl', 'bíjna blíjf j\u0301 íj\u0301 ĳs IJs'],
    ['tr', 'fiil fındık İFFET efıl'],
    ['bg', 'A-клас, ѝ, ЩЪРКЕЛ, вгджзийклптцшщьъю'],
    ['ro', 'ștafetă şcoală țară ţară'],
    ['et', 'jäääär žürii šokk'],
  ]
  for (const [language, text] of words) {
    const section = makeSection({
      title: text,
      wording: { heading: '', text },
      strands: [makeStrand({ title: text, answer: text })],
    })
    const page = flat(readPages((await print(makeSource([section], { language }))).path)[2] ?? '')
    expect(page.split(text.normalize('NFC')).length - 1).toBe(4)
  }
})
