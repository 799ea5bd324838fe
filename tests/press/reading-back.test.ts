import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import { flat, makeEvidence, makeSection, makeSource, makeStrand, print, readPages } from './fixtures'

/** Paragraphs with all letters of their languages; the hyphens stand where no line can end. */
const texts: Record<Language, string> = {
  en: 'Pupils don’t wait – they “ask first”, affirm their finding, and the official office files it efficiently.',
  tr: 'Fikirler sınıfta filizlenir; IŞIK ve İĞNE, ılık çiğ, şifalı üzüm, öfkeli Ağrı. Çiftçi fırını, ffi, kâğıt, âlem, hâlâ.',
  et: 'Õpilased räägivad üksteisele šokolaadist ja žanrist: Ööülikool, äärmiselt õnnelik, jäääär, Šveits, Žürii.',
  ro: 'Elevii învață și decid împreună: ștafetă, țară, Țepeș, Ștefan, mâine, până, însă, „așa da”, «și atunci».',
  bg: 'Учениците решават заедно с учителите: „Щъркелът и ѝ каза“, юли, ябълка, цвят, жълъд, фльонга, шев – 25 % отстъпка.',
  nl: 'De ĳsbeer en de ijsvogel reizen naar België; coöperatie, geïnteresseerd, één crèche, ’s avonds, €\u00a05.',
}

describe('text reads back exactly', () => {
  it.each(Object.entries(texts) as [Language, string][])('%s', async (language, text) => {
    const source = makeSource(
      [
        makeSection({
          title: text.slice(0, 40),
          strands: [
            makeStrand({
              title: text,
              answer: `${text}\n\n${text} ${text}`,
              evidence: [makeEvidence({ title: text, shows: text, note: text })],
            }),
          ],
          plan: [{ id: '1', goal: text, action: text, who: text, due: '2028-06-01', indicator: text }],
        }),
      ],
      { language },
    )
    const { path } = await print(source)
    const pages = readPages(path)
    // pdftotext joins a parted word unless it takes its lines for two columns; no text here has a hyphen before a space.
    const chapter = flat(pages.slice(2).join(' ')).replace(/(?<=\p{Ll})- (?=\p{Ll})/gu, '')
    // Title, answer, evidence's title, what it shows, note; the cells of the plan are read line by line.
    expect(chapter.split(flat(text)).length - 1).toBe(7)
  })

  it('decomposed letters are composed', async () => {
    const text = 'Școală și Çiğdem Õpilane ѝ'
    const source = makeSource([makeSection({ strands: [makeStrand({ answer: text.normalize('NFD') })] })])
    expect(flat(readPages((await print(source)).path)[2] ?? '')).toContain(text.normalize('NFC'))
  })

  it('characters that share a glyph, and emoji, keep their meaning', async () => {
    const text = 'a-b nb‑hyphen Ω Ω ﬁ fi 👍🏽 👍 👩‍🏫 🙂 1️⃣ ☎️ ✓'
    const source = makeSource([makeSection({ strands: [makeStrand({ answer: text })] })])
    expect(flat(readPages((await print(source)).path)[2] ?? '')).toContain(text.normalize('NFC'))
  })

  it('a character that no font has is shown as a box and still read back', async () => {
    const text = 'ქართული 漢字 𝒜'
    const source = makeSource([makeSection({ strands: [makeStrand({ answer: text })] })])
    expect(flat(readPages((await print(source)).path)[2] ?? '')).toContain(text)
  })

  it('controls, lone surrogates and soft hyphens do no harm', async () => {
    const text = 'a\u0000b\u0007c\u00add \ud83d e\u202ef'
    const source = makeSource([makeSection({ strands: [makeStrand({ answer: text })] })])
    expect(flat(readPages((await print(source)).path)[2] ?? '')).toContain('abcd \ufffd ef')
  })

  it('a blank line is a paragraph, a line break a line, a dash a list', async () => {
    const answer = 'First line\nsecond line\n\nParagraph:\n- one\n- two\n\nEnd'
    const source = makeSource([makeSection({ strands: [makeStrand({ answer })] })])
    const page = readPages((await print(source)).path)[2] ?? ''
    expect(page).toContain('First line\nsecond line\nParagraph:\n• one\n• two\nEnd\n')
  })
})
