import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import type { Language } from '../../electron/domain/portfolio'
import { createWording } from '../../electron/domain/wording'
import {
  bytesOf,
  flat,
  makeEvidence,
  makeFacts,
  makeSection,
  makeStrand,
  makeWhole,
  print,
  readPages,
  makeDocument,
} from './fixtures'

/** What each language says, read as its readers would write it. */
const expected: Record<Language, { dates: string[]; countries: string; size: string }> = {
  en: {
    dates: ['4 September – 2 November 2026', '4–6 September 2026', 'September 2019', '20 February 2027'],
    countries: 'Czechia, Estonia, Spain, Sweden and Türkiye',
    size: '1.2 MB',
  },
  tr: {
    dates: ['4 Eylül – 2 Kasım 2026', '4–6 Eylül 2026', 'Eylül 2019', '20 Şubat 2027'],
    countries: 'Çekya, Estonya, İspanya, İsveç ve Türkiye',
    size: '1,2 MB',
  },
  et: {
    dates: ['4. september – 2. november 2026', '4.–6. september 2026', 'september 2019', '20. veebruar 2027'],
    countries: 'Eesti, Hispaania, Rootsi, Tšehhi ja Türgi',
    size: '1,2 MB',
  },
  ro: {
    dates: ['4 septembrie – 2 noiembrie 2026', '4–6 septembrie 2026', 'septembrie 2019', '20 februarie 2027'],
    countries: 'Cehia, Estonia, Spania, Suedia și Turcia',
    size: '1,2 MB',
  },
  bg: {
    dates: [
      '4 септември – 2 ноември 2026 г.',
      '4 – 6 септември 2026 г.',
      'септември 2019 г.',
      '20 февруари 2027 г.',
    ],
    countries: 'Естония, Испания, Турция, Чехия и Швеция',
    size: '1,2 MB',
  },
  nl: {
    dates: ['4 september – 2 november 2026', '4–6 september 2026', 'september 2019', '20 februari 2027'],
    countries: 'Estland, Spanje, Tsjechië, Turkije en Zweden',
    size: '1,2 MB',
  },
}

/** Without white space: a long heading is broken where the page needs it. */
const bare = (text: string) => text.replace(/\s/g, '')

const countryCodes = ['TR', 'EE', 'SE', 'CZ', 'ES']

const all = Object.entries(expected) as [Language, (typeof expected)[Language]][]

describe('each language reads back', () => {
  it.each(all)('%s: dates, countries, sizes and headings', async (language, { dates, countries, size }) => {
    const document = makeDocument({ name: 'a.pdf', type: '', bytes: 1_240_000 })
    const evidence = [
      makeEvidence({ date: '2026-09-04', dateUntil: '2026-11-02', attachments: [document] }),
      makeEvidence({ number: 'P3-02', date: '2026-09-04', dateUntil: '2026-09-06' }),
    ]
    const whole = makeWhole({ language })
    const sections = [makeSection({ ...whole.sections[0], strands: [makeStrand({ answer: 'a', evidence })] })]
    const { path } = await print({ ...whole, sections })
    const text = flat(readPages(path).join(' '))
    for (const date of dates) expect(text).toContain(date)
    // A cell is read line by line, across the row.
    expect(flat(createWording(language).countries(countryCodes))).toBe(countries)
    for (const country of countries.split(/, | (?:and|ve|ja|și|и|en) /)) expect(text).toContain(country)
    expect(text).toContain(size)
    const say = createMessages(language)
    const headings = [
      say('book.contents'),
      say('book.school'),
      say('book.people'),
      say('book.projects'),
      say('book.mission'),
      say('book.principle', { number: '3' }),
      say('book.earlierPlan', { cycle: '2025–2026' }),
      say('book.plan'),
      say('book.declaration'),
      say('book.declaration.text'),
      say('book.declaration.stamp'),
    ]
    for (const heading of headings) expect(bare(text)).toContain(bare(heading))
    expect(bytesOf(path).toString('latin1')).toContain(`/Lang (${language})`)
    expect(execFileSync('qpdf', ['--check', path]).toString()).toContain(
      'No syntax or stream encoding errors',
    )
  })

  it.each([
    ['en', '“The official introduction.”'],
    ['tr', '“The official introduction.”'],
    ['et', '„The official introduction.“'],
    ['ro', '„The official introduction.”'],
    ['bg', '„The official introduction.“'],
    ['nl', '‘The official introduction.’'],
  ] as const)('%s: official words stand in its own quotation marks', async (language, quotation) => {
    const { path } = await print(makeWhole({ language }))
    expect(flat(readPages(path).join(' '))).toContain(quotation)
  })
})

describe('dates', () => {
  it('that are known in part are said in part', () => {
    const { partialDay } = createWording('bg')
    const said = ['2019', '2019-09', '2019-09-04', ' soon ', '2019-13', ''].map((text) =>
      flat(partialDay(text)),
    )
    expect(said).toEqual(['2019 г.', 'септември 2019 г.', '4 септември 2019 г.', 'soon', '2019-13', ''])
  })

  it('break at the dash of a range alone', () => {
    for (const [language] of all) {
      const { period, shortPeriod } = createWording(language)
      for (const text of [period('2026-09-04', '2027-01-31'), shortPeriod('2026-09-04', '2027-01-31')]) {
        expect(text.split(' ')).toHaveLength(2)
        expect(text).toContain('\u00a0– ')
      }
    }
  })
})

it('the type of a file is no word of the language', async () => {
  const document = makeDocument({ name: 'film.gif', type: 'image/gif' })
  const strands = [makeStrand({ evidence: [makeEvidence({ attachments: [document] })] })]
  const { path } = await print(makeWhole({ language: 'tr', sections: [makeSection({ strands })] }))
  expect(readPages(path).join(' ')).toContain('GIF')
})

it('what is not known of a school leaves no empty column and no empty line', async () => {
  const facts = makeFacts({ registeredOn: '', people: [{ name: 'Ana', role: '' }], projects: [] })
  const { path } = await print(makeWhole({ facts }))
  const page = readPages(path)[2] ?? ''
  expect(page).toContain('Active teachers')
  expect(page).not.toContain('In eTwinning since')
  expect(page).not.toContain('Role')
  expect(page).not.toContain('Projects')
})
