import { describe, expect, it } from 'vitest'
import type { BookPhoto } from '../../electron/domain/book'
import { paperOf } from '../../electron/domain/book-options'
import { sectionIds } from '../../electron/domain/section'
import type { Page, TextBox } from '../../electron/press/boxes'
import { makeEvidence, makePhoto, makeSection, makeSource, makeStrand } from './fixtures'
import { setBook } from './set-book'

const shapes = [
  [1600, 900],
  [900, 1600],
  [1200, 900],
] as const

function photosOf(count: number, caption: string): BookPhoto[] {
  return Array.from({ length: count }, (_, index) => {
    const [width, height] = shapes[index % shapes.length] ?? [4, 3]
    return makePhoto(`/${index}.jpg`, { width, height, caption: caption && `${caption} ${index + 1}` })
  })
}

const words = (page: Page) => page.boxes.filter((box): box is TextBox => box.kind === 'text')
/** The pages of one claim with this answer and this evidence. */
async function pagesOf(answer: string, attachments: BookPhoto[]): Promise<Page[]> {
  const evidence = attachments.length === 0 ? [] : [makeEvidence({ attachments })]
  const strands = [makeStrand({ answer, evidence })]
  const { pages } = await setBook(makeSource([makeSection({ strands })]))
  return pages.filter(({ chapter }) => chapter?.section === 'students')
}

/** The lines of each caption, as they stand below each other. */
function captionsOn(pages: readonly Page[]): string[][] {
  const lines = new Map<object, Map<number, string>>()
  for (const { element, text, y } of pages.flatMap(words)) {
    if (element?.tag !== 'Caption') continue
    const own = lines.get(element) ?? new Map<number, string>()
    lines.set(element, own.set(y, (own.get(y) ?? '') + text))
  }
  return [...lines.values()].map((own) => [...own.values()])
}

describe('captions', () => {
  it('stand under their photos where there is room', async () => {
    const pages = await pagesOf('', photosOf(2, 'The river'))
    expect(captionsOn(pages)).toEqual([['The river 1'], ['The river 2']])
    expect(pages.flatMap(words).filter(({ text }) => text === '1')).toEqual([])
  })

  it('are numbered below the row where their photos are too narrow for them', async () => {
    const caption = 'Responsibilities of the coordinators, as agreed at the extraordinary meeting'
    const pages = await pagesOf('', photosOf(12, caption))
    const captions = captionsOn(pages)
    expect(captions).toHaveLength(12)
    for (const [index, lines] of captions.entries()) {
      expect(lines.length).toBeLessThanOrEqual(3)
      expect(lines.join('')).toBe(`${caption} ${index + 1}`)
    }
    // Each number stands on its photo and before its caption, and is told to no screen reader.
    for (let number = 1; number <= 12; number++) {
      const boxes = pages
        .flatMap(words)
        .filter(({ text, font }) => text === String(number) && font === 'strong')
      expect(boxes.map(({ element }) => element)).toEqual([null, null])
    }
  })
})

it('the number on a flat photo stays on it', async () => {
  const flat = Array.from({ length: 3 }, (_, index) =>
    makePhoto(`/${index}.jpg`, { width: 12_000, height: 800, caption: 'Responsibilities '.repeat(12) }),
  )
  const section = makeSection({
    strands: [makeStrand({ evidence: [makeEvidence({ attachments: flat, photoLayout: 'sheet' })] })],
  })
  const { pages } = await setBook(makeSource([section]), paperOf('A4', 'landscape'))
  const boxes = pages.slice(1).flatMap((page) => page.boxes)
  const tags = boxes.filter((box) => box.kind === 'rect' && box.color === 'paper')
  expect(tags).toHaveLength(3)
  for (const tag of tags) {
    const photo = boxes.find((box) => box.kind === 'image' && Math.abs(box.x - tag.x) < 0.01)
    expect(photo && tag.y).toBeGreaterThanOrEqual((photo?.y ?? 0) - 0.01)
  }
})

/** Where the text area ends, in pt from the top of an A4 page. */
const foot = 763.5

describe('photos at the foot of a page', () => {
  it('are made smaller rather than leave a third of it empty', async () => {
    // One line more each time, so that the row of photos meets the foot of the page at every height.
    let gone = 0
    for (let count = 18; count <= 40; count++) {
      const answer = Array.from({ length: count }, () => 'One line.').join('\n')
      const pages = await pagesOf(answer, photosOf(2, ''))
      const [opening, next] = pages
      if (!next?.boxes.some(({ kind }) => kind === 'image')) continue
      gone += 1
      const used = Math.max(...(opening?.boxes ?? []).map(({ y }) => y))
      expect(used).toBeGreaterThan(foot - 0.29 * 681.5)
    }
    expect(gone).toBeGreaterThan(2)
  })
})

describe('tables', () => {
  const table = (rows: number) =>
    [
      '| What | When |',
      '|---|---|',
      ...Array.from({ length: rows }, (_, row) => `| Meeting ${row} | May |`),
    ].join('\n')

  it('go on on the next page with two rows at least', async () => {
    let parted = 0
    for (let rows = 10; rows <= 30; rows++) {
      const pages = await pagesOf(table(rows), [])
      const counts = pages
        .map((page) => words(page).filter(({ text }) => text.startsWith('Meeting')).length)
        .filter((count) => count > 0)
      if (counts.length < 2) continue
      parted += 1
      expect(counts.at(-1)).toBeGreaterThanOrEqual(2)
    }
    expect(parted).toBeGreaterThan(1)
  })

  it('have no rule close below that looks like one more row', async () => {
    const pages = await pagesOf(table(2), photosOf(1, ''))
    const rules = pages
      .flatMap(({ boxes }) => boxes)
      .filter((box) => box.kind === 'rect' && box.height <= 1 && box.width > 300)
      .map(({ y }) => y)
    const last = pages.flatMap(words).find(({ text }) => text === 'Meeting 1')?.y ?? 0
    const [own = 0, next = 0] = rules.filter((y) => y > last)
    expect(own - last).toBeLessThan(12)
    expect(next - own).toBeGreaterThan(26)
  })

  it('give each column the room that makes them shortest', async () => {
    const long = 'The whole school community takes part in the decision'
    const pages = await pagesOf(
      `| Claim | Numbers |\n|---|---|\n| ${long} | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 |`,
      [],
    )
    expect(pages.flatMap(words).map(({ text }) => text)).toContain(long)
  })
})

describe('the cover', () => {
  it('holds a long name above the foot of its ground, and cuts no word below it', async () => {
    const source = makeSource(
      ['Сътрудничество, споделяне', 'Две', 'Три', 'Четири', 'Пет', 'Приобщаващи организации'].map(
        (title, number) => makeSection({ id: sectionIds[number] ?? 'students', number, title, strands: [] }),
      ),
      {
        language: 'bg',
        school: 'Средно училище „Св. св. Кирил и Методий“, Велико Търново',
        photo: makePhoto('/cover.jpg', { width: 1200, height: 900 }),
      },
    )
    const [cover] = (await setBook(source)).pages
    const texts = cover ? words(cover) : []
    const ground = 841.89 * 0.74
    const name = texts.filter(({ size }) => size > 10)
    expect(Math.max(...name.map(({ y }) => y))).toBeLessThan(ground - 12)
    const below = texts.filter(({ y }) => y > ground).map(({ text }) => text.trim())
    expect(below).toContain('Сътрудничество,')
  })
})
