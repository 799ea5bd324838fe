import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BookPhoto, BookSource } from '../../electron/domain/book'
import { nothingCovered } from '../../electron/engine/redactions'
import { drawPictures } from '../../electron/media/renditions'
import { makeDocument, makeEvidence, makePhoto, makeSection, makeSource, makeStrand } from '../press/fixtures'
import { drawScene } from '../support/pictures'
import { withComment } from './photos'

const sentences = [
  'Всяка пролет учениците избират посланици, които откриват учителския съвет с представяне на проектите.',
  '„Питат и нас“, казва Мария от 7. клас, когато говори за новата библиотека.',
  'Учителите по история, география и информационни технологии планират часовете си заедно.',
  'Родителите се включват в международните дни, а гостите от партньорските училища водят отворени уроци.',
  'Резултатите се обсъждат открито и намират място в плана за следващата учебна година.',
  'Правилата за безопасно общуване в интернет са написани от самите ученици и се преглеждат всеки срок.',
  'Двадесет и четирима учители преминаха през обучения за съвместна работа и за защита на личните данни.',
  'Опитът ни беше представен пред директорите на всички училища в областта.',
  'Когато нещо не се получи, екипът го записва и опитва отново с други средства.',
  'Най-ценното е, че по-малките ученици вече сами предлагат теми за следващия проект.',
]

/** A repeatable dice: numbers from 0 up to, but without, 1 (Park and Miller's minimal standard generator). */
function dice(): () => number {
  let seed = 1
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
}

/**
 * Renditions for print of photos of 12 megapixels, in a folder; each has a comment of its own, so that no two are the same
 * file.
 */
export async function makePrints(folder: string, count: number): Promise<BookPhoto[]> {
  const scenes: Buffer[] = []
  for (const seed of [1, 2, 3, 4]) {
    const source = await drawScene('scene.jpg', { width: 4000, height: 3000, seed })
    const path = join(folder, 'print.jpg')
    await drawPictures({
      source,
      type: 'image/jpeg',
      edit: '',
      redaction: nothingCovered,
      page: 1,
      pictures: [{ size: 'print', path }],
    })
    scenes.push(readFileSync(path))
  }
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}.jpg`)
    writeFileSync(path, withComment(scenes[index % scenes.length] ?? Buffer.alloc(0), `photo ${index}`))
    return makePhoto(path, {
      caption: `Снимка ${index + 1} от деня на проектите`,
      alt: 'Ученици пред табло',
      name: `IMG_${index}.jpg`,
    })
  })
}

/**
 * A school's book: five sections of five claims, answers as long as the form allows, a photo to a piece of evidence. With 300 photos
 * it has 195 pages.
 */
export function sampleBook(photos: readonly BookPhoto[], annexes: readonly string[] = []): BookSource {
  const random = dice()
  const text = (count: number) =>
    Array.from({ length: count }, () => sentences[Math.floor(random() * sentences.length)]).join(' ')
  const documents = annexes.map((original, index) =>
    makeDocument({ original, name: `Протокол ${index + 1}.pdf`, annex: { kind: 'pages', pages: '' } }),
  )
  const claims = 25
  const each = Math.ceil(photos.length / claims)
  const evidenceOf = (claim: number) =>
    Array.from({ length: each }, (_, index) => {
      const at = claim * each + index
      const document = documents[at]
      return makeEvidence({
        id: String(at),
        number: `P${Math.floor(claim / 5) + 1}-${(claim % 5) * each + index + 1}`,
        title: sentences[at % sentences.length]?.slice(0, 60) ?? '',
        shows: text(at % 4 === 0 ? 3 : 2),
        date: '2026-05-14',
        criteria: ['A', 'C'],
        attachments: [...photos.slice(at, at + 1), ...(document ? [document] : [])],
      })
    })
  const ids = ['leadership', 'collaboration', 'students', 'example', 'inclusion'] as const
  return makeSource(
    ids.map((id, section) =>
      makeSection({
        id,
        number: section + 1,
        title: sentences[section]?.slice(0, 50) ?? '',
        strands: Array.from({ length: 5 }, (_, strand) =>
          makeStrand({
            number: `${section + 1}.${strand + 1}`,
            title: sentences[strand]?.slice(0, 70) ?? '',
            answer: [text(6), text(6), text(5)].join('\n\n'),
            evidence: evidenceOf(section * 5 + strand),
          }),
        ),
      }),
    ),
    { language: 'bg' },
  )
}
