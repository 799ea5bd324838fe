import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMission, type MissionSplit } from '../../electron/domain/mission-text'
import { languages } from '../../electron/domain/portfolio'
import { officialTexts } from '../support/official-texts'

const own = (language: string) =>
  readFileSync(join(import.meta.dirname, '../files/mission', `${language}.txt`), 'utf8')

/** Every letter and figure in its order of the alphabet: what was lost or doubled shows. */
function letters(text: string): string {
  const bare = text.normalize('NFC').replace(/\]\([^)]*\)/g, ']')
  return Array.from(bare.match(/[\p{L}\p{N}]/gu) ?? [])
    .sort()
    .join('')
}

function everything({ introduction, principles, leftOver }: MissionSplit): string {
  return [
    introduction,
    leftOver,
    ...Object.values(principles).flatMap(({ heading, text }) => [heading, text]),
  ].join(' ')
}

/** The first words of each part: heading and text of the principles, and the introduction. */
const firstWords = (text: string, count = 3) => text.split(/\s+/).slice(0, count).join(' ')

const expected: Record<string, { introduction: string; texts: string[]; headings: string[] }> = {
  bg: {
    introduction: 'eTwinning училищата са',
    texts: [
      'В eTwinning училищата',
      'Учителите в училището',
      'Учениците имат своя',
      'eTwinning училищата са',
      'eTwinning училищата се',
    ],
    headings: ['лидерство', 'екип', 'промяната', 'училища', 'организации'],
  },
  et: {
    introduction: 'eTwinningu koolid on',
    texts: [
      'eTwinningu koolides on',
      'Kooli õpetajad töötavad',
      'Õpilastel on eTwinningu',
      'eTwinningu kool pühendub',
      'eTwinningu koolid rõhutavad',
    ],
    headings: ['juhtimisele', 'meeskonnatööle.', 'käivitajad', 'eeskujuks', 'organisatsioonid'],
  },
  nl: {
    introduction: 'eTwinning-scholen zijn leiders',
    texts: [
      'Op eTwinning-scholen is',
      'De leerkrachten op',
      'Leerlingen hebben een',
      'eTwinning-scholen willen een',
      'eTwinning-scholen zetten zich',
    ],
    headings: ['leiderschap', 'teamwork', 'verandering', 'scholen', 'leerorganisaties'],
  },
  ro: {
    introduction: 'Școlile eTwinning sunt',
    texts: [
      'În Școlile eTwinning,',
      'Profesorii din aceste',
      'Elevii joacă un',
      'Școlile eTwinning se',
      'Școlile eTwinning se',
    ],
    headings: ['comun', 'echipă', 'schimbării', 'școli', 'novatoare'],
  },
  tr: {
    introduction: '',
    texts: [
      'eTwinning okullarında, liderlik',
      'Okuldaki öğretmenler, eTwinning',
      'Öğrenciler, eTwinning okulunun',
      'eTwinning okulları eTwinningi',
      'eTwinning okulları her',
    ],
    headings: ['bulunmuşlardır.', 'sergilerler.', 'temsilcileridir.', 'ederler.', 'kurumlarıdır.'],
  },
}

describe('the official statements, as they were found', () => {
  const found = officialTexts()

  it('are five, or are not at hand', () => {
    expect([[], ['bg', 'et', 'nl', 'ro', 'tr']]).toContainEqual(found.map(({ language }) => language).sort())
  })

  for (const { language, path } of found) {
    it(`${language}: each part begins and ends where it should, nothing lost, nothing twice`, () => {
      const source = readFileSync(path, 'utf8')
      const split = splitMission(source)
      const parts = Object.values(split.principles)
      expect(split.missing).toEqual([])
      expect(firstWords(split.introduction)).toBe(expected[language]?.introduction)
      expect(parts.map(({ text }) => firstWords(text))).toEqual(expected[language]?.texts)
      expect(parts.map(({ heading }) => heading.split(' ').at(-1))).toEqual(expected[language]?.headings)
      expect(parts.every(({ text }) => /[.]$/.test(text) && !/\p{Ll}-\s|\*|#/u.test(text))).toBe(true)
      expect(letters(everything(split))).toBe(letters(source))
      expect(split.leftOver.length).toBeLessThan(60)
    })
  }
})

describe('statements of the same shape in our own words', () => {
  it.each(languages)('%s: six parts, nothing lost, nothing twice', (language) => {
    const source = own(language)
    const split = splitMission(source)
    expect(split.missing).toEqual([])
    expect(letters(everything(split))).toBe(letters(source))
    expect(split.introduction === '').toBe(language === 'tr')
    for (const { heading, text } of Object.values(split.principles)) {
      expect(heading.length).toBeGreaterThan(20)
      expect(heading.length).toBeLessThan(100)
      expect(text).toMatch(/[.]$/)
    }
  })

  it('keeps a hyphen of the language and takes out one of the page', () => {
    expect(splitMission(own('ro')).principles.leadership.text).toContain('ajutându-și colegii')
    const cut = own('en').replace('Everyone belongs', 'Every-\none belongs')
    expect(splitMission(cut).principles.inclusion.text).toContain('Everyone belongs')
  })

  it('parts paragraphs where the text does, not where the page does', () => {
    expect(splitMission(own('bg')).introduction.split('\n\n')).toHaveLength(2)
    expect(splitMission(own('tr')).principles.leadership.text).not.toContain('\n')
  })

  it('splits them however their lines are broken', () => {
    const variants = fc.record({
      language: fc.constantFrom(...languages),
      width: fc.integer({ min: 12, max: 120 }),
      ending: fc.constantFrom('\n', '\r\n', '\r'),
      form: fc.constantFrom('NFC' as const, 'NFD' as const),
      blanks: fc.boolean(),
    })
    fc.assert(
      fc.property(variants, ({ language, width, ending, form, blanks }) => {
        const source = own(language)
        const paragraphs = source.split(/\n\s*\n/).map((paragraph) => rewrap(paragraph, width))
        const text = paragraphs
          .join(blanks ? '\n\n \n' : '\n\n')
          .replaceAll('\n', ending)
          .normalize(form)
        const split = splitMission(text)
        expect(split.missing).toEqual([])
        expect(letters(everything(split))).toBe(letters(source))
      }),
      { numRuns: 200 },
    )
  })

  it('knows headings in capitals', () => {
    for (const language of languages) {
      const split = splitMission(own(language))
      const shouted = Object.values(split.principles)
        .map(({ heading, text }) => `${heading.toLocaleUpperCase(language)}\n\n${text}`)
        .join('\n\n')
      const again = splitMission(shouted)
      expect({ language, missing: again.missing }).toEqual({ language, missing: [] })
      expect(again.principles.students.text).toBe(split.principles.students.text)
    }
  })

  it('says which principles are missing, and has the others whole', () => {
    const whole = splitMission(own('nl'))
    const cut = own('nl').replace(/## Leerlingen[\s\S]*?(?=## eTwinning-scholen zijn inclusieve)/, '')
    const split = splitMission(cut)
    expect(split.missing).toEqual(['students', 'example'])
    expect(split.principles.inclusion).toEqual(whole.principles.inclusion)
    expect(split.principles.collaboration).toEqual(whole.principles.collaboration)
  })
})

describe('other texts', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', ' \n\n\t\n'],
    ['a shopping list', 'Bread\nMilk\nTwelve eggs'],
    [
      'a report that names eTwinning and leadership',
      'Our year\n\neTwinning Schools are leaders, we read. Our school took part in eTwinning. Leadership was shared among four colleagues, and pupils brought change.\n\nWe are an example for other schools.',
    ],
    ['a single heading', 'eTwinning Schools are committed to shared leadership\n\nSo are we.'],
    ['binary rubbish', '\u0000\u0001\ufffd'.repeat(400)],
  ])('%s is no Mission statement, and nothing of it is lost', (_what, text) => {
    const split = splitMission(text)
    expect(split.missing).toHaveLength(5)
    expect(split.introduction).toBe('')
    expect(split.leftOver).toBe(text.trim())
  })

  it('of any kind lose nothing and gain nothing', () => {
    const words = fc.constantFrom(
      'eTwinning',
      'Schools',
      'are',
      'shared',
      'leadership',
      'students',
      'change.',
      '\n',
      '\n\n',
      'a-\n',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 300 }), (parts) => {
        const text = parts.join(' ')
        return letters(everything(splitMission(text))) === letters(text)
      }),
    )
  })
})

/** Breaks the lines of a paragraph anew. A line that is a mark of Markdown or a title stays one. */
function rewrap(paragraph: string, width: number): string {
  if (/^\s*#|^\s*[A-ZА-Я ]+\s*$|etwinning\.net|Erasmus|SCHOOL|Misyon/m.test(paragraph)) return paragraph
  const lines: string[] = ['']
  for (const word of paragraph.replace(/-\n/g, '-').split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}
