import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { BookSource } from '../../electron/domain/book'
import { sectionIds } from '../../electron/domain/section'
import { temporaryFolder } from '../support/temporary'
import {
  flat,
  jpegMaker,
  makeDocument,
  makeEvidence,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  readBookmarks,
  readObjects,
  readPages,
} from './fixtures'

const sentence =
  'Pupils choose the subject of one project a year and tell the staff what they have found out. '

/** Six sections of some pages, in which each strand names evidence of all others. */
async function longSource(): Promise<BookSource> {
  const makeJpeg = await jpegMaker(temporaryFolder())
  const wide = makeJpeg('wide.jpg', 320, 200)
  const high = makeJpeg('high.jpg', 200, 320)
  const number = (section: number, strand: number) => `P${section}-0${strand}`
  return makeSource(
    sectionIds.map((id, section) =>
      makeSection({
        id,
        number: section,
        title: `Section ${id}`,
        strands: [1, 2, 3, 4].map((strand) =>
          makeStrand({
            number: `${section}.${strand}`,
            title: `Strand ${section}.${strand} of ${id}`,
            answer: sentence.repeat(4 * (1 + ((section * strand) % 9))),
            evidence: [
              makeEvidence({
                number: number(section, strand),
                title: `Proof ${section}.${strand}`,
                attachments: [wide, high, wide].slice(0, strand % 4).map((path) => makePhoto(path)),
              }),
            ],
            alsoShownBy: sectionIds.flatMap((_, other) => (other === section ? [] : [number(other, strand)])),
          }),
        ),
        plan: [{ id: '1', goal: 'Goal', action: 'Action', who: 'Who', due: '2028-01-31', indicator: '' }],
      }),
    ),
  )
}

/** The page, from 1, on which a line begins with a text; the contents are passed over. */
function pageOf(pages: readonly string[], text: string): number {
  return pages.findIndex((page, index) => index > 1 && `\n${page}`.includes(`\n${text}`)) + 1
}

it('the contents name the real pages, and so do all references and the result', async () => {
  const source = await longSource()
  const { path, chapters, pages: count } = await print(source)
  const pages = readPages(path)
  expect(pages).toHaveLength(count)

  const contents = flat(pages[1] ?? '')
  for (const { number, title, strands } of source.sections) {
    expect(contents).toContain(`${number} ${title} ${pageOf(pages, `${title}\n`)}`)
    for (const strand of strands) {
      const line = `${strand.number} ${strand.title}`
      expect(contents).toContain(`${line} ${pageOf(pages, line)}`)
    }
  }
  const references = [...flat(pages.join('\n')).matchAll(/(P\d-\d\d), p\.\s(\d+)/g)]
  expect(references).toHaveLength(6 * 4 * 5)
  for (const [, number, page] of references) expect(Number(page)).toBe(pageOf(pages, `${number} Proof`))
  expect(chapters.map(({ page }) => page)).toEqual(
    source.sections.map(({ title }) => pageOf(pages, `${title}\n`)),
  )
  pages.slice(1).forEach((page, index) => expect(page).toContain(`Page ${index + 2} of ${count}`))
}, 60_000)

it('links of the contents and of references lead to places of the book, addresses to the web', async () => {
  const url = 'https://example.org/a?b=1&c=(2)'
  const source = makeSource([
    makeSection({
      strands: [
        makeStrand({
          evidence: [
            makeEvidence({
              attachments: [
                {
                  role: 'link',
                  url,
                  caption: 'Our page',
                  checkedOn: '2026-11-03',
                  copy: makeDocument({ name: 'Our page.pdf' }),
                },
              ],
            }),
          ],
          alsoShownBy: ['P3-02', 'P9-99'],
        }),
        makeStrand({ number: '3.2', evidence: [makeEvidence({ number: 'P3-02' })] }),
      ],
    }),
  ])
  const { path } = await print(source)
  const objects = Object.values(readObjects(path)).map(({ value }) => value as Record<string, unknown> | null)
  const actions = objects.filter((each) => each?.['/S'] === '/GoTo' || each?.['/S'] === '/URI')
  const addresses = actions.filter((each) => each?.['/S'] === '/URI').map((each) => each?.['/URI'])
  expect(addresses).toEqual([`u:${url}`])
  const goals = new Set(actions.filter((each) => each?.['/S'] === '/GoTo').map((each) => each?.['/D']))
  expect([...goals].sort()).toEqual(
    ['u:evidence-P3-02', 'u:plan-students', 'u:section-students', 'u:strand-3.1', 'u:strand-3.2'].sort(),
  )
  const names = JSON.stringify(objects.find((each) => each?.['/Dests']) ?? objects)
  for (const goal of goals) expect(names).toContain(String(goal))
  const page = flat(readPages(path)[2] ?? '')
  expect(page).toContain(`Our page · ${url} · seen on 3 Nov 2026 · copy kept: Our page.pdf`)
  expect(page).toContain('Also shown by P3-02, p. 3 and P9-99.')
})

it('an address is printed in letters and linked in ASCII', async () => {
  const url = 'https://xn--b1akcbzf.example/%D0%BC%D0%BE%D1%81%D1%82%20%28a%29'
  const attachments = [url, 'https://example.org/мост'].map((each) => ({
    role: 'link' as const,
    url: each,
    caption: '',
    checkedOn: '',
    copy: null,
  }))
  const source = makeSource([
    makeSection({ strands: [makeStrand({ evidence: [makeEvidence({ attachments })] })] }),
  ])
  const { path } = await print(source)
  const page = readPages(path)[2] ?? ''
  expect(page).toContain('https://xn--b1akcbzf.example/мост%20%28a%29')
  expect(page).toContain('https://example.org/мост')
  const addresses = Object.values(readObjects(path)).flatMap(({ value }) => {
    const { '/URI': address } = (value ?? {}) as Record<string, unknown>
    return typeof address === 'string' ? [address] : []
  })
  expect(addresses).toEqual([`u:${url}`, 'u:https://example.org/%D0%BC%D0%BE%D1%81%D1%82'])
})

it('bookmarks lead to chapters and strands', async () => {
  const { path } = await print(await longSource(), { out: join(temporaryFolder(), 'b.pdf') })
  const titles = readBookmarks(path)
  expect(titles).toContain('Contents')
  expect(titles).toContain('Section students')
  expect(titles).toContain('3.2 Strand 3.2 of students')
  expect(titles).toHaveLength(1 + 6 + 24 + 6)
})
