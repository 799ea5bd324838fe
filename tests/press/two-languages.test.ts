import { describe, expect, it } from 'vitest'
import type { BookSource } from '../../electron/domain/book'
import { createMessages } from '../../electron/domain/messages'
import { openFonts } from '../../electron/press/fonts'
import {
  fontsFolder,
  makeEvidence,
  makeSection,
  makeSource,
  makeStrand,
  makeWhole,
  print,
  readObjects,
  readText,
} from './fixtures'

const dutch =
  'De leerlingenraad vergadert elke maand en beslist mee over verantwoordelijkheden, schoolactiviteiten en de inrichting van de samenwerkingsprojecten. '.repeat(
    6,
  )
const bulgarian =
  'Ученическият съвет заседава всеки месец и взема решения за отговорностите, училищните дейности и организирането на проектите за сътрудничество. '.repeat(
    6,
  )

/** The tags of the knots in a language, by language. */
function tagsByLanguage(path: string): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const { value } of Object.values(readObjects(path))) {
    const { '/S': tag, '/Lang': language } = (value ?? {}) as Record<string, string | undefined>
    if (tag === undefined || language === undefined) continue
    ;(found[language.replace(/^u:/, '')] ??= []).push(tag)
  }
  return found
}

/** How words are parted, as the PDF tells a screen reader: what was written, whole. */
function brokenWords(path: string): string[] {
  return Object.values(readObjects(path)).flatMap(({ value }) => {
    const { '/ActualText': text } = (value ?? {}) as Record<string, string | undefined>
    return text === undefined ? [] : [text.replace(/^u:/, '').trim()]
  })
}

function inBoth(): BookSource {
  const strand = makeStrand({ answer: dutch, second: { text: bulgarian, language: 'bg' } })
  return makeSource([makeSection({ strands: [strand] })], { language: 'nl', writtenIn: 'nl' })
}

/** A book that speaks Bulgarian of a school that writes Dutch. */
function inSecond(): BookSource {
  const whole = makeWhole({ language: 'bg', writtenIn: 'nl' })
  const strands = [
    makeStrand({
      answer: bulgarian,
      answerIn: 'bg',
      titleIn: 'nl',
      evidence: [makeEvidence({ shows: dutch })],
    }),
    makeStrand({ number: '3.2', title: 'Вторият', answer: dutch, answerIn: 'nl', lacks: 'bg' }),
  ]
  return { ...whole, sections: whole.sections.map((section) => ({ ...section, strands })) }
}

describe('a book in both languages', () => {
  it('has each answer in the one and, under its name, in the other', async () => {
    const { path } = await print(inBoth())
    const text = readText(path)
    expect(text).toContain(dutch.slice(0, 60))
    expect(text).toContain(bulgarian.slice(0, 60))
    expect(text.indexOf('Български')).toBeGreaterThan(text.indexOf(dutch.slice(0, 60)))
    expect(text.indexOf(bulgarian.slice(0, 60))).toBeGreaterThan(text.indexOf('Български'))
  })

  it('says the language of each, and parts the words of each by its own rules', async () => {
    const { path } = await print(inBoth())
    expect(tagsByLanguage(path).bg).toEqual(['/Div'])
    const words = brokenWords(path)
    expect(words.some((word) => /^\p{Script=Cyrillic}+/u.test(word))).toBe(true)
    expect(words.some((word) => /^\p{Script=Latin}+/u.test(word))).toBe(true)
  })
})

describe('a book in the second language', () => {
  it('speaks it, and names the language of all that is in the first', async () => {
    const { path } = await print(inSecond())
    const objects = Object.values(readObjects(path)).map(
      ({ value }) => value as Record<string, unknown> | null,
    )
    expect(objects.find((value) => value?.['/Type'] === '/Catalog')?.['/Lang']).toBe('u:bg')
    expect(readText(path)).toContain(createMessages('bg')('book.plan'))
    const { nl = [] } = tagsByLanguage(path)
    // The title that the school worded, the answer that is missing, the card, the official words, both plans.
    expect(nl).toEqual(expect.arrayContaining(['/H2', '/Div', '/Sect', '/BlockQuote', '/Table']))
    expect(brokenWords(path).some((word) => /^\p{Script=Latin}+/u.test(word))).toBe(true)
  })

  it('names the answers that it has in the first only', async () => {
    const { gaps } = await print(inSecond())
    expect(gaps).toEqual([{ kind: 'answerMissing', section: 'students', number: '3.2', name: 'Български' }])
  })
})

it('a book in one language names no other', async () => {
  const { path } = await print(makeWhole({ language: 'nl', writtenIn: 'nl' }))
  expect(Object.keys(tagsByLanguage(path))).toEqual(['nl'])
})

it('a text in another language has its own letterforms, as wide as they are measured', () => {
  const [english, own] = [openFonts(fontsFolder, 'en'), openFonts(fontsFolder, 'bg')]
  const text = { font: 'text' as const, text: 'вгджзклптцшщю' }
  expect(english.width(text, 10)).not.toBeCloseTo(own.width(text, 10), 3)
  expect(english.in('bg').width(text, 10)).toBeCloseTo(own.width(text, 10), 6)
  expect(english.width(text, 10)).toBeCloseTo(own.in('en').width(text, 10), 6)
})
