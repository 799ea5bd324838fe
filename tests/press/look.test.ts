import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standardOptions, type BookOptions } from '../../electron/domain/book-options'
import { differenceBetween, drawScene } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import {
  makeDeclaration,
  makeDocument,
  makeEvidence,
  makeFacts,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  readPages,
} from './fixtures'

/*
 * Pages as they look, beside pictures of them that someone has looked at and found good: `look/`. A page that has changed on
 * purpose lies in `.cache/look` after the test; look at it, then copy it over.
 */

const kept = join(import.meta.dirname, 'look')
const seen = join(import.meta.dirname, '../../.cache/look')

/** In dots per inch: enough for the shape of a page, too little for its letters. */
const resolution = 36
/** px; so that the smoothing of edges, which differs by version, does not count. */
const tile = 6
/** Of 255: above what another version of the renderer makes, below a line of text that has moved. */
const tolerance = 14

const answer = `Всяка пролет учениците избират **посланици**, които откриват учителския съвет с представяне на проектите. Родителите се
включват в международните дни, а гостите от партньорските училища водят *отворени уроци*.

## Как работим

- Питат ни преди всяко решение.
- Отговаряме писмено до седмица.

> „Питат и нас“, казва Мария от 7. клас.

| Клас | Какво | Кога |
|---|---|---|
| 5Б | Избори на посланици | март |
| 7А | Ден на отворените врати | май |`

async function bookOf(options: Partial<BookOptions>): Promise<string> {
  const scene = (seed: number, width = 800, height = 600) => drawScene(`${seed}.jpg`, { width, height, seed })
  const photo = async (seed: number, width = 800, height = 600) =>
    makePhoto(await scene(seed, width, height), { width, height, caption: `Снимка ${seed}`, alt: 'Ученици' })
  const cover = await photo(1, 1200, 900)
  const source = makeSource(
    [
      makeSection({
        title: 'Учениците като двигател на промяната',
        claim: 'Учениците участват в решенията на училището и представят работата си.',
        wording: { heading: 'Учениците', text: 'Учениците са двигател на промяната.' },
        strands: [
          makeStrand({
            title: 'Учениците решават заедно с учителите',
            answer,
            evidence: [
              makeEvidence({
                title: 'Посланиците пред учителския съвет',
                shows: 'Дванадесет ученици показват проектите на 43 учители.',
                date: '2026-09-04',
                criteria: ['A', 'C'],
                note: '„Най-важното е, че питат нас.“',
                attachments: [
                  await photo(2),
                  await photo(3, 600, 800),
                  await photo(4),
                  makeDocument({ name: 'Програма на деня.pdf', bytes: 1_240_000 }),
                  {
                    role: 'link',
                    url: 'https://school.example/novini',
                    caption: 'Новини',
                    checkedOn: '2026-10-01',
                    copy: null,
                  },
                ],
              }),
            ],
          }),
        ],
        plan: [
          {
            goal: 'Посланик във всеки клас',
            action: 'Избори',
            who: 'Класните',
            due: '2028-06-01',
            indicator: '24',
          },
          {
            goal: 'Два проекта',
            action: 'Срещи всеки месец',
            who: 'Екипът',
            due: '2028-01-31',
            indicator: '2 знака',
          },
        ].map((row, index) => ({ id: String(index), ...row })),
      }),
    ],
    {
      language: 'bg',
      isWhole: true,
      photo: cover,
      facts: makeFacts(),
      declaration: makeDeclaration(),
      introduction: 'Мисията на eTwinning училище.',
    },
  )
  return (await print(source, { options: { ...standardOptions, ...options } })).path
}

function draw(path: string, page: number): string {
  const picture = join(temporaryFolder(), 'page')
  const words = ['-jpeg', '-jpegopt', 'quality=80', '-singlefile', '-r', String(resolution)]
  execFileSync('pdftoppm', [...words, '-f', String(page), '-l', String(page), path, picture], {
    stdio: 'ignore',
  })
  return `${picture}.jpg`
}

async function expectLook(path: string, pages: readonly number[], name: string): Promise<void> {
  mkdirSync(seen, { recursive: true })
  const found: Record<string, number> = {}
  for (const page of pages) {
    const file = `${name}-${page}.jpg`
    const picture = draw(path, page)
    copyFileSync(picture, join(seen, file))
    // Infinity too for a page that nobody has looked at yet.
    const known = join(kept, file)
    found[file] = existsSync(known) ? await differenceBetween(picture, known, tile) : Infinity
  }
  expect(Object.entries(found).filter(([, difference]) => difference > tolerance)).toEqual([])
}

describe('the pages look as they did when they were found good', () => {
  it('all pages in colour', async () => {
    const path = await bookOf({ theme: 'colour' })
    expect(readPages(path)).toHaveLength(9)
    await expectLook(path, [1, 2, 3, 4, 5, 6, 7, 8, 9], 'colour')
  })

  it.each(['quiet', 'plain'] as const)('cover and chapter in the theme %s', async (theme) => {
    await expectLook(await bookOf({ theme }), [1, 6], theme)
  })

  it('cover and chapter across, in two columns', async () => {
    await expectLook(await bookOf({ orientation: 'landscape' }), [1, 6], 'across')
  })
})
