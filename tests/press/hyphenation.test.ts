import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import { openFonts } from '../../electron/press/fonts'
import { createHyphenation } from '../../electron/press/hyphenation'
import { breakLines, isHyphenated, lineWidth, type Line } from '../../electron/press/lines'
import { styles } from '../../electron/press/theme'
import {
  flat,
  fontsFolder,
  makeEvidence,
  makeSection,
  makeSource,
  makeStrand,
  print,
  readObjects,
  readPages,
  readText,
  makeDocument,
} from './fixtures'

/** A word with its places, as `te-ge-vus`. */
function parted(language: Language, text: string): string {
  const places = createHyphenation(language)(text)
  return [0, ...places].map((place, index) => text.slice(place, places[index])).join('-')
}

describe('words are parted', () => {
  it.each([
    ['en', 'collaboration', 'col-lab-or-a-tion'],
    ['tr', 'öğretmenlerimiz', 'öğ-ret-men-le-ri-miz'],
    ['et', 'keskkonnaharidus', 'kesk-kon-na-ha-ri-dus'],
    ['ro', 'responsabilitate', 'res-pon-sa-bi-li-tate'],
    ['bg', 'сътрудничество', 'сът-руд-ни-чес-тво'],
    ['nl', 'samenwerkingsproject', 'sa-men-wer-kings-pro-ject'],
  ] as const)('%s: %s', (language, word, places) => {
    expect(parted(language, word)).toBe(places)
  })

  it('with their marks and their capital where a sentence begins', () => {
    expect(parted('tr', 'İşbirliğimiz sürüyor. “Işıldayan” pencereler.')).toMatch(/^İş-.*“Işıl-.*pen-ce/)
    expect(parted('et', '„Keskkonnaharidus“ (õppekava), lugemine!')).toMatch(/^„Kesk-.*\(õp-.*, lu-ge-mine!/)
  })

  it('with a cedilla as with a comma below', () => {
    expect(parted('ro', 'ştiinţifică').replaceAll('ş', 'ș').replaceAll('ţ', 'ț')).toBe(
      parted('ro', 'științifică'),
    )
  })

  it.each([
    ['en', 'school', 'short'],
    ['en', 'in COLLABORATION', 'capitals'],
    ['en', 'our eTwinningcommunity', 'a capital within'],
    ['et', 'meil õpetab Keskkonnaharidus', 'what is most likely a name'],
    ['en', 'collaboration2027', 'digits'],
    ['en', 'collaboration@example.org', 'addresses'],
    ['en', 'collaboration/communication', 'slashes'],
    ['en', 'www.collaboration.org', 'dots'],
    ['en', 'learner-orientated', 'hyphens'],
    ['ro', 'învățându-ne-împreună', 'hyphens'],
    ['tr', 'İstanbulumuz’daki', 'apostrophes'],
    ['bg', 'collaboration', 'letters of another alphabet'],
  ] as [Language, string, string][])('but not in %s „%s“: %s', (language, text) => {
    expect(createHyphenation(language)(text)).toEqual([])
  })

  it('but not before a Dutch trema, which would fall away there', () => {
    expect(parted('nl', 'coöperatieve')).not.toContain('co-ö')
    expect(parted('nl', 'geïnteresseerden')).not.toContain('ge-ï')
  })

  it('with two letters before and three after at least, in words of seven or more', () => {
    const words: Record<Language, string> = {
      en: 'aeroplane elaborate ability imaginary',
      tr: 'arabalar okullara ılıman üniversite',
      et: 'ilusamad õpetajale üheskoos',
      ro: 'educația învățare',
      bg: 'ученици обучение уменията',
      nl: 'ideeën onderwijs educatie',
    }
    for (const [language, text] of Object.entries(words) as [Language, string][]) {
      for (const word of text.split(' ')) {
        for (const place of createHyphenation(language)(word)) {
          expect(word.length).toBeGreaterThanOrEqual(7)
          expect(place).toBeGreaterThanOrEqual(2)
          expect(word.length - place).toBeGreaterThanOrEqual(3)
        }
      }
    }
  })
})

/** Texts of long words. */
const texts: Record<Language, string> = {
  en: 'Interdisciplinary collaboration strengthens environmental understanding throughout neighbouring communities.',
  tr: 'Öğretmenlerimiz uluslararası işbirliklerini öğrencilerimizle birlikte değerlendiriyor ve yaygınlaştırıyorlar.',
  et: 'Keskkonnaharidusega seotud koostööprojektid suurendavad õpilaste iseseisvust ja vastutustunnet märkimisväärselt.',
  ro: 'Responsabilitatea împărtășită îmbunătățește colaborarea interdisciplinară și încurajează dezvoltarea profesională.',
  bg: 'Международното сътрудничество насърчава професионалното развитие и отговорността на учителите и учениците.',
  nl: 'Samenwerkingsprojecten versterken vanzelfsprekend het verantwoordelijkheidsgevoel van leerlingen en leerkrachten.',
}
const all = Object.entries(texts) as [Language, string][]

function linesOf(language: Language, text: string, width: number): Line[] {
  const fonts = openFonts(fontsFolder, language)
  return breakLines([{ text }], styles.body, width, fonts, createHyphenation(language))
}

const textOf = (line: Line) => line.map(({ text }) => text).join('')

describe('lines', () => {
  it.each(all)('%s: with the hyphens at their ends undone they are the text', (language, text) => {
    const long = Array.from({ length: 6 }, () => text).join(' ')
    for (const width of [60, 75, 90, 120, 200, 395]) {
      const lines = linesOf(language, long, width)
      const joined = lines.map((line) => (isHyphenated(line) ? textOf(line).slice(0, -1) : textOf(line)))
      expect(joined.join('')).toBe(long)
      for (const line of lines) {
        const last = line.at(-1)
        expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(width + 1)
        if (isHyphenated(line)) expect(textOf(line)).toMatch(/\p{L}-$/u)
      }
    }
  })

  it('that end in a hyphen are never more than two in a row, however narrow', () => {
    for (const [language, text] of all) {
      for (const width of [80, 100, 130, 180]) {
        let row = 0
        for (const line of linesOf(language, Array.from({ length: 8 }, () => text).join(' '), width)) {
          row = textOf(line).endsWith('-') ? row + 1 : 0
          expect(row).toBeLessThanOrEqual(2)
        }
      }
    }
  })

  it('hold no more of a word that is cut than there is room for, kerning and all', () => {
    const fonts = openFonts(fontsFolder, 'en')
    for (const letters of ['x', 'AV', 'fi', 'Ту']) {
      for (const width of [120, 337, 453]) {
        const lines = breakLines([{ text: letters.repeat(400) }], styles.chapter, width, fonts)
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width)
        expect(lines.map(textOf).join('')).toBe(letters.repeat(400))
      }
    }
  })

  it('of words that fit have no hyphen', () => {
    expect(linesOf('en', 'Interdisciplinary', 200).map(textOf)).toEqual(['Interdisciplinary'])
  })
})

describe('in the file', () => {
  it.each(all)(
    '%s: broken words are read whole, by readers of text and by screen readers',
    async (language, text) => {
      // Paragraphs of all lengths: some of them save a line by a hyphen.
      const words = Array.from({ length: 6 }, () => text)
        .join(' ')
        .split(' ')
      const strands = Array.from({ length: 30 }, (_, index) =>
        makeStrand({ title: '', number: '', answer: words.slice(index).join(' ') }),
      )
      const long = words.join(' ')
      const section = makeSection({ wording: { heading: '', text: long }, claim: '', strands })
      const { path } = await print(makeSource([section], { language }))
      expect(readText(path)).toContain(long)

      const known = new Set(words)
      const read = readText(path).split(' ')
      const cut = read.filter(
        (word) => word.length > 5 && words.some((whole) => whole.startsWith(word.slice(0, 5))),
      )
      for (const word of cut) expect(known).toContain(word.replace(/[“”’]$/, ''))

      const drawn = readPages(path).join('\n')
      const spans = Object.values(readObjects(path)).flatMap(({ value }) => {
        const { '/S': tag, '/ActualText': actual } = (value ?? {}) as Record<string, unknown>
        return tag === '/Span' && typeof actual === 'string' ? [actual.replace(/^[ub]:/, '').trim()] : []
      })
      expect(spans.length).toBeGreaterThan(0)
      expect(spans).toHaveLength([...drawn.matchAll(/\p{Ll}-\n\p{Ll}/gu)].length)
      for (const span of spans) expect(known).toContain(span.replace(/[“”’]$/, ''))
      expect(drawn).not.toContain('\u00ad')
    },
  )

  it('titles, names and files are never parted', async () => {
    const text = texts.nl.repeat(2)
    const attachments = [
      makeDocument({ name: `${text}.pdf`, type: '', caption: text }),
      { role: 'link' as const, url: 'https://example.org/', caption: text, checkedOn: '', copy: null },
    ]
    const section = makeSection({
      title: text,
      claim: '',
      strands: [
        makeStrand({ title: text, evidence: [makeEvidence({ title: text, shows: '', attachments })] }),
      ],
      plan: [{ id: '1', goal: '', action: '', who: text, due: text, indicator: '' }],
    })
    const { path } = await print(makeSource([section], { language: 'nl' }))
    expect(flat(readPages(path).join(' '))).not.toMatch(/\p{Ll}- /u)
    expect(readPages(path).join('\n')).not.toMatch(/\p{Ll}-\n/u)
  })

  it('no page ends in the middle of a word', async () => {
    let broken = 0
    for (const [language, text] of all) {
      const answer = Array.from({ length: 400 }, (_, index) =>
        text
          .split(' ')
          .slice(index % 5)
          .join(' '),
      ).join(' ')
      const { path } = await print(
        makeSource([makeSection({ strands: [makeStrand({ answer })] })], { language }),
      )
      const pages = readPages(path).slice(2)
      expect(pages.length).toBeGreaterThan(5)
      for (const page of pages) {
        const lines = page.split('\n')
        const foot = lines.findLastIndex((line) => line.includes('2027–2028'))
        expect(lines[foot - 1]).not.toMatch(/-$/)
        broken += lines.filter((line) => /\p{Ll}-$/u.test(line)).length
      }
    }
    expect(broken).toBeGreaterThan(20)
  }, 60_000)
})

describe('lines that cannot be good', () => {
  it('are loose rather than half empty', () => {
    const text =
      'Açık kapı gününde eTwinning standını onlar yürütüyor, projeleri velilere Türkçe, Arapça, Almanca ve İngilizce anlatıyor. Kâğıt afişlerin yerine podcast hazırlama fikri onlardan çıktı; on bir öğretmene kayıt yapmayı öğrettiler.'
    for (const [language, words] of [['tr', text], ...all] as [Language, string][]) {
      for (const width of [395, 400, 405, 410, 415]) {
        for (const line of linesOf(language, words, width).slice(0, -1)) {
          expect(lineWidth(line)).toBeGreaterThan(width * 0.9)
        }
      }
    }
  })

  it('of a title do not part a shortened word from its name', () => {
    const name = 'Средно училище „Св. св. Кирил и Методий“, Велико Търново'
    const fonts = openFonts(fontsFolder, 'bg')
    const lines = breakLines([{ text: name }], { ...styles.coverTitle, size: 34 }, 453, fonts)
    expect(lines.map(textOf).join('|')).toContain('„Св. св. Кирил')
  })
})
