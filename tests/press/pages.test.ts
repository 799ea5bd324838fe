import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BookEvidence, BookSection, BookSource, BookStrand } from '../../electron/domain/book'
import { countries, languages } from '../../electron/domain/portfolio'
import { sectionIds } from '../../electron/domain/section'
import type { Book } from '../../electron/press/blocks'
import type { Box, Page, TextBox } from '../../electron/press/boxes'
import type { Element } from '../../electron/press/elements'
import { paperOf } from '../../electron/domain/book-options'
import { textArea } from '../../electron/press/theme'
import { makeEvidence, makePhoto, makeSection, makeSource, makeStrand, makeDocument } from './fixtures'
import { setBook } from './set-book'

const answers = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 60, mode: 'sentences' }) },
  fc.constantFrom(
    '',
    '  \n \n',
    'Дума '.repeat(700),
    'x'.repeat(3000),
    'ĞğİıŞş'.repeat(500),
    '👩‍🏫👍🏽 🙂\n'.repeat(40),
    'Școală țară Õpilane'.normalize('NFD'),
    '- one\n- two\n\n- three\nand four\n'.repeat(20),
    'https://example.org/a/very/long/path/that/goes/on?and=on&for=ever#and-then-some/'.repeat(6),
    'ქართული 漢字 \ud83d \u0000 end',
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
)
const calmTitles = fc.lorem({ maxCount: 9 })
const wildTitles = fc.oneof({ weight: 3, arbitrary: calmTitles }, answers)
const sizes = fc.constantFrom<[number, number][]>(
  [1600, 1200],
  [1200, 1600],
  [12000, 800],
  [300, 8000],
  [1, 1],
  [1600, 1600],
)

/** Books with any texts and attachments, and with titles of the kind that is given. */
function anySource(titles: fc.Arbitrary<string>): fc.Arbitrary<BookSource> {
  const photo = fc
    .record({ size: sizes, caption: wildTitles, hasPicture: fc.boolean() })
    .map(({ size, caption, hasPicture }) =>
      makePhoto(hasPicture ? '/a.jpg' : null, { width: size[0], height: size[1], caption }),
    )
  const url = `https://example.org/${'p/'.repeat(200)}`
  const attachment = fc.oneof(
    { weight: 4, arbitrary: photo },
    wildTitles.map((caption) => ({ role: 'link' as const, url, caption, checkedOn: '', copy: null })),
    wildTitles.map((caption) => makeDocument({ name: 'a.pdf', type: 'text/plain', bytes: 1e6, caption })),
  )
  const attachments = fc.oneof(
    { weight: 5, arbitrary: fc.array(attachment, { maxLength: 7 }) },
    fc.array(photo, { minLength: 60, maxLength: 60 }),
  )
  const evidence = fc
    .record({ title: titles, shows: answers, note: fc.oneof(fc.constant(''), answers), attachments })
    .map((facts): BookEvidence => makeEvidence({ ...facts, date: '2026-09-04', criteria: ['A', 'F'] }))
  const strand = fc
    .record({ title: titles, answer: answers, evidence: fc.array(evidence, { maxLength: 3 }) })
    .map((facts): BookStrand => makeStrand(facts))
  const due = fc.constantFrom('', '2028-01-31', 'soon')
  const plan = fc.array(
    fc.record({ goal: answers, action: answers, who: wildTitles, due, indicator: wildTitles }),
    {
      maxLength: 6,
    },
  )
  const earlierPlan = fc
    .array(fc.record({ goal: answers, action: wildTitles, outcome: answers }), { maxLength: 3 })
    .map((rows) => ({
      cycle: '2025–2026',
      rows: rows.map((row, index) => ({ id: String(index), who: '', due: '', indicator: '', ...row })),
    }))
  const section = fc.record({
    title: titles,
    claim: titles,
    wording: fc.option(fc.record({ heading: titles, text: answers })),
    strands: fc.array(strand, { maxLength: 3 }),
    earlierPlan: fc.option(earlierPlan),
    plan,
  })
  const name = fc.oneof(calmTitles, fc.constantFrom('', 'Ü'.repeat(300), 'Çiğdem '.repeat(40)))
  const facts = fc.record({
    registeredOn: fc.constantFrom('', '2019', '2019-09', 'long ago'),
    activeTeachers: fc.option(fc.nat(400)),
    people: fc.array(fc.record({ name, role: wildTitles }), { maxLength: 60 }),
    projects: fc.array(
      fc.record({
        title: wildTitles,
        type: fc.constantFrom('european' as const, 'national' as const, 'other' as const),
        countries: fc.subarray([...countries]),
        startedOn: fc.constantFrom('', '2025-09-15'),
        endedOn: fc.constantFrom('', '2026-06-12', 'soon'),
        labels: fc.array(
          fc.record({
            kind: fc.constantFrom('nql' as const, 'eql' as const, 'prize' as const, 'other' as const),
            name,
            awardedOn: fc.constantFrom('', '2026-10-01'),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 5 },
    ),
  })
  const declaration = fc.record({
    text: fc.oneof(fc.constant(''), calmTitles),
    place: name,
    date: fc.constantFrom('', '2027-02-20'),
    name,
    role: name,
    stamp: fc.boolean(),
  })
  return fc
    .record({
      school: fc.oneof(titles, fc.constant('Ü'.repeat(300))),
      language: fc.constantFrom(...languages),
      introduction: answers,
      facts: fc.option(facts),
      declaration: fc.option(declaration),
      sections: fc.array(section, { minLength: 1, maxLength: 3 }),
    })
    .map(({ sections, ...others }) => makeSource(numbered(sections), others))
}

/** Numbers as the engine gives them, and each evidence named once elsewhere. */
function numbered(
  sections: (Pick<BookSection, 'title' | 'claim' | 'wording' | 'strands' | 'earlierPlan'> & {
    plan: Omit<BookSection['plan'][number], 'id'>[]
  })[],
): BookSection[] {
  return sections.map(({ strands, plan: rows, ...facts }, index) => {
    let count = 0
    const numberedStrands = strands.map((each, position) => ({
      ...each,
      number: `${index}.${position + 1}`,
      evidence: each.evidence.map((piece) => {
        count += 1
        return { ...piece, id: `${index}-${count}`, number: `P${index}-${String(count).padStart(2, '0')}` }
      }),
    }))
    const numbers = numberedStrands.flatMap((each) => each.evidence.map(({ number }) => number))
    return makeSection({
      ...facts,
      id: sectionIds[index]!,
      number: index,
      strands: numberedStrands,
      alsoShownBy: numbers,
      plan: rows.map((row, position) => ({ ...row, id: String(position) })),
    })
  })
}

const papersUsed = fc.constantFrom(
  paperOf('A4', 'portrait'),
  paperOf('Letter', 'portrait'),
  paperOf('A4', 'landscape'),
)

function textBoxes(page: Page): TextBox[] {
  return page.boxes.filter((box): box is TextBox => box.kind === 'text')
}

/** Whether each line of a knot ends in a hyphen that was not written. */
function hyphenEnds(pages: readonly Page[]): Map<Element, boolean[]> {
  const ends = new Map<Element, boolean[]>()
  const tops = new Map<Element, number>()
  for (const { element, y, isHyphenated = false } of pages.flatMap(textBoxes)) {
    if (!element) continue
    const lines = ends.get(element) ?? []
    if (tops.get(element) === y) lines.pop()
    ends.set(element, [...lines, isHyphenated])
    tops.set(element, y)
  }
  return ends
}

/** What was drawn for each knot of the tree, without white space and hyphens of line ends, page by page. */
function drawnText(pages: readonly Page[]): Map<Element, string> {
  const drawn = new Map<Element, string>()
  for (const box of pages.flatMap(textBoxes)) {
    const text = box.isHyphenated ? box.text.slice(0, -1) : box.text
    if (box.element) drawn.set(box.element, (drawn.get(box.element) ?? '') + text.replace(/\s/g, ''))
  }
  return drawn
}

/** What the blocks say for each knot, read as the press reads it. */
function saidText(book: Book, pages: readonly Page[]): Map<Element, string> {
  const numbers = new Map(
    pages.flatMap(({ anchors }, index) => anchors.map(({ name }) => [name, String(index + 1)])),
  )
  const said = new Map<Element, string>()
  const add = (element: Element | null, text: string) => {
    if (element) said.set(element, (said.get(element) ?? '') + bare(text))
  }
  for (const block of book.chapters.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'text') {
      const text = block.spans
        .map((span) => (span.pageOf ? (numbers.get(span.pageOf) ?? '') : span.text))
        .join('')
      if (block.label) add(block.label.element, block.label.text)
      add(block.element, text)
    }
    if (block.kind === 'contents') add(block.element, block.label.text + block.text + numbers.get(block.to)!)
    if (block.kind === 'table') {
      for (const { cells } of [block.head, ...block.rows])
        cells.forEach(({ element, spans }) => add(element, spans.map(({ text }) => text).join('')))
    }
    if (block.kind === 'form') {
      for (const { element, label, value } of block.rows.flatMap(({ fields }) => fields))
        add(element, label + value)
      if (block.stamp) add(block.stamp.element, block.stamp.label)
    }
    if (block.kind === 'photos')
      block.photos.forEach(({ caption, photo: { caption: text } }) => add(caption, text))
  }
  return said
}

function bare(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\s\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
}

function edges(box: Box): { left: number; right: number; top: number; bottom: number } {
  const { x, y, width } = box
  if (box.kind === 'text') return { left: x, right: x + width, top: y - box.size * 0.6, bottom: y }
  if (box.kind === 'dots') return { left: x, right: x + width, top: y, bottom: y }
  return { left: x, right: x + width, top: y, bottom: y + box.height }
}

/** What ends a page with a hyphen. */
function partedWords(pages: readonly Page[]): string[] {
  return pages.flatMap((page) => {
    const last = new Map(textBoxes(page).flatMap((box) => (box.word ? [[box.word, box] as const] : [])))
    return [...last.values()].filter(({ isHyphenated }) => isHyphenated).map(({ text }) => text)
  })
}

describe('any book', () => {
  it('stays on its pages, loses nothing and says nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(anySource(wildTitles), papersUsed, async (source, paper) => {
        const { book, pages } = await setBook(source, paper)
        const area = textArea(paper)
        for (const page of pages.slice(1)) {
          for (const box of page.boxes) {
            const { left, right, top, bottom } = edges(box)
            expect(left).toBeGreaterThanOrEqual(area.left - 0.01)
            expect(right).toBeLessThanOrEqual(area.left + area.width + 1)
            expect(top).toBeGreaterThanOrEqual(area.top - 0.01)
            expect(bottom).toBeLessThanOrEqual(area.top + area.height + 0.01)
          }
        }
        for (const box of pages[0]?.boxes ?? []) {
          const { left, right, top, bottom } = edges(box)
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
          expect(right).toBeLessThanOrEqual(paper.width)
          expect(bottom).toBeLessThanOrEqual(paper.height)
        }

        const drawn = drawnText(pages.slice(1))
        for (const [element, text] of saidText(book, pages)) {
          expect(drawn.get(element) ?? '').toBe(text)
        }
        const pictures = pages.flatMap(({ boxes }) => boxes.filter(({ kind }) => kind === 'image'))
        expect(pictures).toHaveLength(countPictures(source))
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('breaks no word over pages, and has no three hyphens below each other', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(anySource(calmTitles), papersUsed, async (source, paper) => {
        const { pages } = await setBook(source, paper)
        expect(partedWords(pages)).toEqual([])
        for (const ends of hyphenEnds(pages).values()) {
          count += ends.filter((isHyphen) => isHyphen).length
          expect(ends.map((isHyphen) => (isHyphen ? '-' : '.')).join('')).not.toContain('---')
        }
      }),
      { numRuns: 40 },
    )
    expect(count).toBeGreaterThan(20)
  }, 120_000)

  it('breaks no word over pages where the last two rows of a plan are more than a page holds', async () => {
    const section = makeSection({
      title: 'adipiscing',
      claim: 'pulvinar',
      wording: { heading: 'iaculis', text: 'Ligula tempus consectetuer aliquam, non, scelerisque.' },
      earlierPlan: {
        cycle: '2025–2026',
        rows: [
          {
            id: '0',
            goal: 'Pulvinar vel. Nec erat amet, tempor aliquam diam curabitur congue elit tristique. Velit erat. Vel varius convallis curabitur convallis aenean odio. Justo pellentesque fermentum massa, euismod. Proin eleifend. Ut nulla sit congue, dignissim dui tincidunt. Eleifend ultricies mauris, erat orci enim sit augue. Justo faucibus risus eu, gravida fermentum posuere. Elit semper felis tincidunt tincidunt ante varius.',
            action: 'Non nulla ipsum ut erat volutpat.',
            who: '',
            due: '',
            indicator: '',
            outcome:
              'Luctus enim scelerisque in non. Nisl dignissim mauris eu risus erat semper. Faucibus, pretium metus libero fermentum. Vitae diam curae, aenean mi et sed sodales gravida. Et bibendum nibh, aliquam. Sed, pellentesque elit sit bibendum praesent. Integer tempor.',
          },
        ],
      },
      plan: [
        {
          id: '0',
          goal: 'Ut.',
          action:
            'Vitae. Pulvinar consectetur. Arcu ac pulvinar pellentesque ullamcorper libero curabitur fermentum convallis purus mauris diam. Nisl, sed non. Ultrices ligula massa sit at.',
          who: 'libero',
          due: '',
          indicator:
            'Tristique congue, sit in nonummy risus. Imperdiet tempor lorem egestas tempus ligula tellus. Diam lacus.',
        },
        {
          id: '1',
          goal: 'Tincidunt egestas integer. Pellentesque ipsum aliquam amet, eu, ac egestas tortor. Augue massa integer. Nibh. Diam vestibulum ultricies vivamus ante sed consequat ligula aliquam in, consectetuer cubilia. Eleifend ullamcorper sapien egestas a, dolor vitae.',
          action:
            'Maecenas id quis ante consectetuer eu sit vestibulum. Et. Orci lacus erat porttitor, vehicula aliquam. Gravida pellentesque ligula mauris, non adipiscing orci. Curabitur felis praesent sed, varius, ultricies magna nec nisl. Pede. Eu.',
          who: 'Curae, non ante libero sodales. Sed non, amet posuere vivamus maecenas mi semper ligula eu bibendum et. Ligula aenean pellentesque ligula cubilia varius.',
          due: '',
          indicator: 'consequat',
        },
      ],
    })
    const book = { ...makeSource([section], { language: 'en' }), introduction: 'Sapien.' }
    const { pages } = await setBook(book, paperOf('A4', 'landscape'))
    expect(partedWords(pages)).toEqual([])
  })

  it('has no heading at the foot of a page, and no single line of a paragraph', async () => {
    await fc.assert(
      fc.asyncProperty(anySource(calmTitles), async (source) => {
        const { pages } = await setBook(source)
        const lines = new Map<Element, number[]>()
        pages.slice(1).forEach((page, index) => {
          const boxes = textBoxes(page)
          const last = boxes.at(-1)
          const isEnd = pages[index + 2]?.chapter?.isOpening !== false
          if (!isEnd && last?.element && boxes.some(({ element }) => element?.tag === 'P')) {
            expect(last.element.tag).not.toMatch(/^H\d$/)
          }
          for (const element of new Set(boxes.map((box) => box.element))) {
            if (element?.tag !== 'P') continue
            const count = new Set(boxes.filter((box) => box.element === element).map(({ y }) => y)).size
            lines.set(element, [...(lines.get(element) ?? []), count])
          }
        })
        for (const counts of lines.values())
          if (counts.length > 1) expect(Math.min(...counts)).toBeGreaterThan(1)
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

function countPictures({ sections }: BookSource): number {
  return sections
    .flatMap(({ strands }) => strands.flatMap((each) => each.evidence))
    .flatMap((each) => each.attachments)
    .filter((each) => each.role === 'photo' && each.path !== null).length
}
