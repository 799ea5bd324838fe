import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fullStrands,
  portfolioProgress,
  sectionProgress,
  type SectionCoverage,
} from '../../electron/domain/coverage'
import {
  evidenceNumbers,
  fitInto,
  isDay,
  parseLink,
  shownLink,
  readableLink,
  titleFromFileName,
} from '../../electron/domain/evidence'
import { failureCodes } from '../../electron/domain/failure'
import { fileNameFor } from '../../electron/domain/folder-name'
import { createMessages, sayFailure } from '../../electron/domain/messages'
import { formatCycle, languageOf, nextCycle, parseCycle } from '../../electron/domain/portfolio'

describe('a cycle', () => {
  it.each(['2027-2028', ' 2027 – 2028 '])('is read from %s', (text) => {
    expect(parseCycle(text)).toEqual({ from: 2027, to: 2028 })
  })
  it.each(['2028-2027', '2027', 'soon', '1027-1028', '2027-2099'])('is not read from %s', (text) => {
    expect(parseCycle(text)).toBeNull()
  })
  it('is written with an en dash, and the next one is the two years to come', () => {
    expect(formatCycle(nextCycle(new Date('2026-11-23')))).toBe('2027–2028')
  })
})

it('a country suggests the language of its schools, where it is one of ours', () => {
  expect(['TR', 'BG', 'BE', 'FI', ''].map(languageOf)).toEqual(['tr', 'bg', 'nl', null, null])
})

describe('a first title', () => {
  it.each([
    ['Протокол_от_съвета.docx', 'Протокол от съвета'],
    ['open day 2026.jpg', 'open day 2026'],
    ['IMG_2041.JPG', ''],
    ['DSC00231.jpeg', ''],
    ['PXL_20260904_101500123.jpg', ''],
    ['WhatsApp Image 2026-09-04 at 10.15.00.jpeg', ''],
    ['20260904.png', ''],
    ['Plan.pdf', 'Plan'],
  ])('of %s is “%s”', (name, title) => {
    expect(titleFromFileName(name)).toBe(title)
  })
})

describe('an address', () => {
  it.each([
    ['school.example/novini', 'https://school.example/novini'],
    ['http://a.example', 'http://a.example/'],
    ['HTTPS://School.Example/É', 'https://school.example/%C3%89'],
    ['localhost.example:8080/x', 'https://localhost.example:8080/x'],
  ])('%s is kept as %s', (text, kept) => {
    expect(parseLink(text)).toBe(kept)
  })
  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'two words.example',
    'word',
    '',
    'https://user:pw@a.example',
    'http://school.eu@evil.example/',
    'https://school.eu:443@evil.example',
    'https://school\u202e.example',
    'https://school.example/a\nb',
    'https://sch\u0000ool.example',
    'mailto:a@b.example',
    'smb://server.example/share',
    'vbscript:x.y',
  ])('%s is none', (text) => {
    expect(parseLink(text)).toBeNull()
  })
  it.each([
    ['https://аpple.example', 'https://xn--pple-43d.example/'],
    ['https://school.eu\u2215.evil.example/', 'https://school.xn--eu-7bv.evil.example/'],
    ['https://school.example/\u202egpj.exe', 'https://school.example/%E2%80%AEgpj.exe'],
    ['https://school.example/\u0007x', 'https://school.example/%07x'],
    ['https://school.example/?a=\u200b\u2066', 'https://school.example/?a=%E2%80%8B%E2%81%A6'],
  ])('that looks like another, or hides a part of itself, is told by what it is: %s', (text, kept) => {
    expect(parseLink(text)).toBe(kept)
  })
  it('is asked about whole, and a very long one with its host and its end', () => {
    const short = `https://school.example/${'a'.repeat(300)}`
    expect(shownLink(short)).toBe(short)
    const long = `https://school.example/${'a'.repeat(3900)}/end.exe`
    expect(shownLink(long)).toMatch(/^https:\/\/school\.example\/a+ … a+\/end\.exe$/)
    expect(shownLink(long).length).toBeLessThan(410)
  })
  it('is shown as people write it, broken codes as they are', () => {
    expect(readableLink('https://a.example/%D0%B4')).toBe('https://a.example/д')
    expect(readableLink('https://a.example/%D0')).toBe('https://a.example/%D0')
  })
})

it('days are days that exist', () => {
  expect(['2026-02-28', '2024-02-29', '2026-02-29', '2026-13-01', '26-1-1', ''].map(isDay)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

it('evidence is numbered once, where it first stands, counted per section', () => {
  const place = (evidence: string, sectionNumber: number) => ({
    evidence,
    section: 'students' as const,
    sectionNumber,
  })
  const numbers = evidenceNumbers([place('a', 1), place('b', 3), place('a', 3), place('c', 3)])
  expect([...numbers]).toEqual([
    ['a', 'P1-01'],
    ['b', 'P3-01'],
    ['c', 'P3-02'],
  ])
})

describe('progress', () => {
  const strand = (answered: boolean, evidence: number) => ({ strand: 'x', answered, evidence })
  it('is 100 only when every strand has answer and evidence and the plan has a row', () => {
    const coverage: SectionCoverage = {
      section: 'example',
      strands: [strand(true, 1), strand(true, 2)],
      planRows: 1,
    }
    expect(sectionProgress(coverage)).toBe(100)
    expect(sectionProgress({ ...coverage, planRows: 0 })).toBe(66)
    expect(fullStrands({ ...coverage, strands: [strand(true, 1), strand(true, 0)] })).toBe(1)
  })
  it('grows with everything that is added, from 0 to 100', () => {
    const strands = fc.array(
      fc.record({ strand: fc.string(), answered: fc.boolean(), evidence: fc.nat(3) }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(strands, fc.nat(3), (list, planRows) => {
        const coverage: SectionCoverage = { section: 'example', strands: list, planRows }
        const more: SectionCoverage = {
          ...coverage,
          strands: list.map((each) => ({ ...each, answered: true })),
        }
        expect(portfolioProgress([more])).toBeGreaterThanOrEqual(portfolioProgress([coverage]))
        expect(sectionProgress(more)).toBeLessThanOrEqual(100)
      }),
    )
  })
})

it('a file name is never reserved, empty or too long, whatever the school is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const made = fileNameFor(name, '.pdf')
      expect(made).not.toMatch(/[\\/:*?"<>|]|^\.|[. ]\.pdf$|^(con|prn|aux|nul|com\d|lpt\d)\.pdf$/i)
      expect(Buffer.byteLength(made)).toBeLessThan(256)
      expect(made.length).toBeGreaterThan(4)
    }),
    { numRuns: 500 },
  )
  expect(fileNameFor('con', '.pdf')).not.toBe('con.pdf')
})

it('pictures are never made larger, and keep their shape', () => {
  expect(fitInto(1600, { width: 4000, height: 3000 })).toEqual({ width: 1600, height: 1200 })
  expect(fitInto(1600, { width: 90, height: 40 })).toEqual({ width: 90, height: 40 })
})

it('every failure has a sentence that says what happened, what is safe, what to do', () => {
  const say = createMessages('en')
  const words = {
    name: 'a.jpg',
    folder: '/x',
    place: 'y',
    field: 'title',
    url: 'z',
    most: 20_000,
    size: 4.2,
    older: 'some',
    count: 3,
    came: 4,
    left: 2,
    needed: 700,
    free: 20,
    school: 'Bridge',
    entry: 'manifest.json',
    target: 2,
    pages: '3, 4',
    day: Date.parse('2026-05-14'),
    language: 'Nederlands',
    languages: 'English and Türkçe',
    why: 'cancelled',
  }
  for (const code of failureCodes) {
    const sentence = sayFailure(say, { code, words })
    expect(sentence).not.toMatch(/undefined|\{|[a-z]\.[a-z]+[A-Z]/)
    expect(sentence).toMatch(/\.$/)
  }
})
