import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startWithPortfolio } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

it('screens hear of the last picture, though all waits to be prepared for print', async () => {
  const engine = startWithPortfolio({ startWorker: mediaHere })
  await engine.ask('pauseIntake', { isPaused: true })
  const photos = await Promise.all(
    [1, 2, 3, 4, 5].map((seed) => drawPicture(`IMG_${seed}.jpg`, { width: 300, height: 200, seed })),
  )
  await engine.ask('addEvidence', { place, files: photos.map((path) => ({ path })), each: true })
  // As a screen reads: whenever it hears of pictures, and at no other time.
  let heard = 0
  let seen: (string | undefined)[] = []
  const screen = async () => {
    const news = engine.events.filter((event) => event.kind === 'changed' && event.nouns.includes('picture'))
    if (news.length === heard) return seen
    heard = news.length
    const pieces = await engine.ask('listSummaries', {})
    seen = pieces.map(({ cover }) => (cover?.role === 'photo' ? cover.file.picture : undefined))
    return seen
  }
  await expect.poll(screen, { interval: 3 }).toEqual(Array.from({ length: 5 }, () => 'ready'))
  expect(engine.bugs).toEqual([])
})

it('what came in is looked at while its preparation is held; that goes on when it is told to, or a book needs it', async () => {
  const engine = startWithPortfolio({ startWorker: mediaHere })
  const note = join(temporaryFolder(), 'Бележка.txt')
  writeFileSync(note, 'Копривщица')
  const add = async (seed: number) => {
    const photo = await drawPicture(`IMG_${seed}.jpg`, { width: 300, height: 200, seed })
    const files = [{ path: photo }, ...(seed === 1 ? [{ path: note }] : [])]
    await engine.ask('addEvidence', { place, files, each: true })
  }
  const states = async () =>
    (await engine.ask('listEvidence', {})).flatMap(({ attachments }) =>
      attachments.flatMap((each) =>
        each.role === 'link' ? [] : [`${each.file.picture} ${each.file.hasPrint} ${each.file.text}`],
      ),
    )
  await engine.ask('pauseIntake', { isPaused: true })
  await add(1)
  await expect.poll(states).toEqual(['ready false waiting', 'none false waiting'])
  await expect
    .poll(() => engine.events.filter(({ kind }) => kind === 'intake').at(-1))
    .toMatchObject({ isPaused: true })

  await engine.ask('pauseIntake', { isPaused: false })
  await expect.poll(states).toEqual(['ready true none', 'none true ready'])
  expect(await engine.ask('findEvidence', { question: 'копривщица' })).toMatchObject({
    ids: [expect.any(String)],
  })

  await engine.ask('pauseIntake', { isPaused: true })
  await add(2)
  await engine.finishPictures({})
  expect((await states()).filter((state) => state.includes('false'))).toEqual([])
  expect(engine.bugs).toEqual([])
})

it('what reads a search again hears that words of a document can be found now', async () => {
  const engine = startWithPortfolio({ startWorker: mediaHere })
  const path = join(temporaryFolder(), 'протокол.txt')
  writeFileSync(path, 'Педагогическият съвет прие правилата.')
  await engine.ask('addEvidence', { place, files: [{ path }] })
  const found: number[] = []
  await expect
    .poll(async () => {
      const news = engine.events.splice(0).filter((event) => event.kind === 'changed')
      if (news.some(({ nouns }) => nouns.includes('search') || nouns.includes('evidence')))
        found.push((await engine.ask('search', { question: 'правилата' })).length)
      return found.at(-1)
    })
    .toBe(1)
})
