import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { bookParts, standardOptions, wholeParts, type BookOptions } from '../../electron/domain/book-options'
import { chooseRows } from '../../electron/press/photo-rows'
import { temporaryFolder } from '../support/temporary'
import {
  flat,
  jpegMaker,
  makeDeclaration,
  makeEvidence,
  makeFacts,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  readPages,
} from './fixtures'

const options = (facts: Partial<BookOptions>): BookOptions => ({ ...standardOptions, ...facts })

const whole = () =>
  makeSource(
    [
      makeSection({
        strands: [
          makeStrand({
            answer: 'As [Open day](evidence:e1) and [Elsewhere](evidence:e2) and [Gone](evidence:e3) show.',
            evidence: [makeEvidence({ id: 'e1', title: 'Open day' })],
            alsoShownBy: ['P5-01'],
          }),
          makeStrand({ number: '3.2', title: 'Pupils lead' }),
        ],
      }),
    ],
    {
      isWhole: true,
      facts: makeFacts(),
      declaration: makeDeclaration(),
      introduction: 'Official words.',
      cited: [
        { id: 'e1', number: 'P3-01', title: 'Open day' },
        { id: 'e2', number: 'P5-01', title: 'Elsewhere' },
      ],
    },
  )

const headings = (pages: string[]) => pages.map((page) => flat(page).slice(0, 40))

describe('the parts of a book', () => {
  it('stand in the order that was chosen, and those left out are nowhere', async () => {
    const parts = (['declaration', 'sections', 'map'] as const).map((part) => ({ part, isShown: true }))
    const hidden = bookParts.filter((part) => !parts.some((each) => each.part === part))
    const { path } = await print(whole(), {
      options: options({ parts: [...parts, ...hidden.map((part) => ({ part, isShown: false }))] }),
    })
    const [, first = '', second = '', third = '', ...others] = headings(readPages(path))
    expect(first).toMatch(/^Declaration/)
    expect(second).toMatch(/^Principle 3/)
    expect(third).toMatch(/^Map of the evidence/)
    expect(others).toEqual([])
  })

  it('people stand with the school where they follow it, and alone where they do not', async () => {
    const parts = (order: ('school' | 'people' | 'sections')[]) =>
      options({ parts: order.map((part) => ({ part, isShown: true })) })
    const together = readPages((await print(whole(), { options: parts(['school', 'people']) })).path)
    expect(together).toHaveLength(2)
    const apart = headings(
      readPages((await print(whole(), { options: parts(['people', 'sections', 'school']) })).path),
    )
    expect(apart[1]).toMatch(/^People and projects/)
    expect(apart.at(-1)).toMatch(/^Our school/)
  })

  it('what an older app did not know comes where it usually stands', () => {
    const given = [
      { part: 'sections', isShown: false },
      { part: 'contents', isShown: true },
    ] as const
    const parts = wholeParts([...given])
    expect(parts.map(({ part }) => part).sort()).toEqual([...bookParts].sort())
    expect(parts[0]).toEqual({ part: 'sections', isShown: false })
    expect(parts.findIndex(({ part }) => part === 'map')).toBeGreaterThan(
      parts.findIndex(({ part }) => part === 'contents'),
    )
  })

  it('the map names every claim with the pages of its answer and its evidence', async () => {
    const pages = readPages((await print(whole())).path).map(flat)
    const map = pages.find((page) => page.startsWith('Map of the evidence')) ?? ''
    const answer = pages.findIndex((page) => page.includes('As see')) + 1
    expect(map).toContain(`3.1 Pupils decide ${answer} P3-01 (${answer}), P5-01`)
    expect(map).toContain('3.2 Pupils lead –')
  })

  it('the list names all evidence with its page', async () => {
    const pages = readPages((await print(whole())).path).map(flat)
    const list = pages.find((page) => page.startsWith('List of evidence')) ?? ''
    const answer = pages.findIndex((page) => page.includes('As see')) + 1
    expect(list).toContain(`P3-01 Open day ${answer}`)
  })

  it('a citation is a page to go to, a number where it is in no part of this book, its words where it is gone', async () => {
    const { path } = await print(whole())
    const pages = readPages(path).map(flat)
    const page = pages.findIndex((text) => text.includes('As see')) + 1
    expect(pages[page - 1]).toContain(`As see P3-01, p. ${page} and P5-01 Elsewhere and Gone show.`)
  })
})

describe('how a book looks', () => {
  const inks = (path: string) => {
    const content = execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], {
      maxBuffer: 1e9,
    }).toString('latin1')
    const found = content.match(/^[\d.]+ [\d.]+ [\d.]+ (?:scn|SCN)$/gm) ?? []
    return new Set(found.map((line) => line.split(' ').slice(0, 3).join(' ')))
  }

  it('black alone is black and greys, and nothing else', async () => {
    const { path } = await print(whole(), { options: options({ theme: 'plain' }) })
    for (const ink of inks(path)) expect(new Set(ink.split(' ')).size).toBe(1)
  })

  it('the three themes are three', async () => {
    const found = await Promise.all(
      (['colour', 'quiet', 'plain'] as const).map(async (theme) =>
        [...inks((await print(whole(), { options: options({ theme }) })).path)].sort().join(),
      ),
    )
    expect(new Set(found).size).toBe(3)
  })

  it('lies across in two columns, which are read one after the other', async () => {
    const answer = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of the answer.`).join('\n\n')
    const source = makeSource([makeSection({ strands: [makeStrand({ answer })] })])
    const { path } = await print(source, { options: options({ orientation: 'landscape' }) })
    expect(execFileSync('pdfinfo', [path]).toString()).toContain('841.89 x 595.28')
    const text = flat(readPages(path).join(' '))
    const places = Array.from({ length: 60 }, (_, index) => text.indexOf(`Paragraph ${index} of`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    const box = execFileSync('pdftotext', ['-bbox', path, '-']).toString()
    const lefts = [...box.matchAll(/xMin="([\d.]+)"[^>]*>Paragraph</g)].map(([, left]) => Number(left))
    expect(Math.max(...lefts) - Math.min(...lefts)).toBeGreaterThan(300)
  })

  it('a photo on the cover fills its place and says what it shows', async () => {
    const jpeg = await jpegMaker(temporaryFolder())
    const photo = makePhoto(jpeg('cover.jpg', 800, 1600), { alt: 'Our school from the yard' })
    const { path } = await print(makeSource([makeSection()], { photo }))
    expect(execFileSync('pdfimages', ['-list', '-f', '1', '-l', '1', path]).toString()).toContain('800  1600')
    expect(execFileSync('qpdf', ['--json', path]).toString()).toContain('u:Our school from the yard')
  })

  it.each([
    ['one', [1, 1, 1, 1, 1, 1, 1]],
    ['two', [2, 2, 2, 1]],
    ['three', [3, 2, 2]],
    ['sheet', [4, 3]],
  ] as const)('photos stand as the school says: %s', (layout, counts) => {
    const rows = chooseRows([1.5, 1.5, 0.7, 1.5, 1, 1, 2], { room: 400, gap: 8 }, layout)
    expect(rows.map(({ from, to }) => to - from).sort()).toEqual([...counts].sort())
    expect(rows.at(0)?.from).toBe(0)
    expect(rows.at(-1)?.to).toBe(7)
  })
})
