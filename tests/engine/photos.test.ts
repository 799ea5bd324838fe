import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LinkAttachment } from '../../electron/domain/evidence'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { datedPhoto } from '../../electron/engine/sample/dated-photo'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { drawCorners, drawScene, cornersIn, redraw } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const quiet = { signal: new AbortController().signal, progress: () => undefined }
const quarterTurn = '1_0_0_0_10000_10000'

async function gather(engine: TestEngine, ...paths: string[]): Promise<string> {
  const files = paths.map((path) => ({ grant: engine.grant(path) }))
  const { ids } = await engine.ask('addEvidence', { place, files })
  return ids[0] ?? ''
}

async function photosOf(engine: TestEngine, id: string) {
  const { attachments } = await engine.ask('evidence', { id })
  return attachments.flatMap((each) => (each.role === 'photo' ? each : []))
}

describe('a photo', () => {
  it('is turned in pictures of its own, as one step to undo, and its file stays as it came', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const source = await drawCorners('corners.jpg', { width: 900, height: 600 })
    const id = await gather(engine, source)
    await engine.finishPictures({})
    const [photo] = await photosOf(engine, id)
    const hash = photo?.file.hash ?? ''
    const attachment = photo?.id ?? ''
    const picture = async (edit: string) =>
      (await engine.control.findPicture({ hash, size: 'print', edit, page: 1 }, quiet))?.path ?? ''
    expect(await cornersIn(await picture(''))).toEqual([0, 1, 2, 3])

    await engine.ask('writeAttachment', { id: attachment, edit: quarterTurn })
    expect(await photosOf(engine, id)).toMatchObject([{ edit: quarterTurn }])
    const [one, two] = await Promise.all([picture(quarterTurn), picture(quarterTurn)])
    expect(two).toBe(one)
    expect(await cornersIn(one)).toEqual([3, 0, 1, 2])
    expect(readFileSync(originalPath(portfolioFolder(engine.root), hash))).toEqual(readFileSync(source))
    const large = await engine.control.findPicture({ hash, size: 'large', edit: '', page: 1 }, quiet)
    expect(await cornersIn(large?.path ?? '')).toEqual([0, 1, 2, 3])

    expect(await engine.ask('undo', {})).toMatchObject({ kind: 'editPhoto' })
    expect(await photosOf(engine, id)).toMatchObject([{ edit: '' }])
    expect(engine.bugs).toEqual([])
  })

  it('gives its day to a piece without a date, many as one step; one that has a date keeps it', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const taken = async (name: string, clock: string) => {
      const path = await drawScene(name, { width: 400, height: 300, seed: name.length })
      writeFileSync(path, datedPhoto(readFileSync(path), clock))
      return path
    }
    const night = await taken('a.jpg', '2026-05-14T23:59:00')
    const trip = await gather(engine, night, await taken('bc.jpg', '2026-05-16T08:00:00'))
    const dated = await gather(engine, await taken('def.jpg', '2026-05-20T10:00:00'))
    const drawn = await gather(engine, await drawScene('plain.jpg', { width: 300, height: 300, seed: 9 }))
    await engine.finishPictures({})
    await engine.ask('writeEvidence', { id: dated, date: '2026-01-01' })
    expect(await engine.ask('dateAsTaken', { ids: [trip, dated, drawn] })).toBe(1)
    const days = async () =>
      (await engine.ask('listEvidence', {})).map(({ date, dateUntil }) => [date, dateUntil].join(' ')).sort()
    expect(await days()).toEqual([' ', '2026-01-01 ', '2026-05-14 2026-05-16'])
    await engine.ask('undo', {})
    expect(await days()).toEqual([' ', ' ', '2026-01-01 '])
    expect(await engine.ask('dateAsTaken', { ids: [dated, drawn] })).toBe(0)
    expect(await engine.ask('redo', {})).toMatchObject({ kind: 'changeEvidence' })
  })

  it('leaves no picture behind of an edit, a large view or a file that is no longer there', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const id = await gather(engine, await drawCorners('corners.jpg', { width: 900, height: 600 }))
    await engine.finishPictures({})
    const [photo] = await photosOf(engine, id)
    const hash = photo?.file.hash ?? ''
    await engine.ask('writeAttachment', { id: photo?.id ?? '', edit: quarterTurn })
    for (const [size, edit] of [
      ['print', quarterTurn],
      ['print', '2_0_0_0_10000_10000'],
      ['large', ''],
    ] as const) {
      const found = await engine.control.findPicture({ hash, size, edit, page: 1 }, quiet)
      expect(existsSync(found?.path ?? '')).toBe(true)
    }
    const cache = portfolioFolder(engine.root).cache
    writeFileSync(join(cache, 'print', `${'0'.repeat(64)}.jpg`), 'of a file that is gone')
    engine.close()
    const again = startTestEngine({ startWorker: mediaHere })
    again.open(engine.root)
    const names = (size: string) => readdirSync(join(cache, size)).sort()
    expect(names('print')).toEqual([`${hash}.${quarterTurn}.jpg`, `${hash}.jpg`].sort())
    expect(names('thumbnail')).toEqual([`${hash}.${quarterTurn}.jpg`, `${hash}.jpg`].sort())
    expect(names('large')).toEqual([])
  })

  it('is refused an edit that no picture can have, and a document is given none', async () => {
    const engine = startWithPortfolio()
    const path = join(temporaryFolder(), 'notes.txt')
    writeFileSync(path, 'Notes')
    const id = await gather(engine, path)
    const [notes] = (await engine.ask('evidence', { id })).attachments
    await engine.ask('writeAttachment', { id: notes?.id ?? '', edit: quarterTurn })
    expect((await engine.ask('evidence', { id })).attachments).toMatchObject([{ edit: '' }])
    for (const edit of ['../../x', '1_0_0_0_10000', '0_0_0_0_10000_10000'])
      await expect(engine.ask('writeAttachment', { id: notes?.id ?? '', edit })).rejects.toMatchObject({
        code: 'input.invalid',
      })
  })

  it('that is chosen stands on the card, until it is taken off', async () => {
    const engine = startWithPortfolio()
    const paths = await Promise.all(
      [1, 2, 3].map((seed) => drawScene(`${seed}.jpg`, { width: 60, height: 40, seed })),
    )
    const id = await gather(engine, ...paths)
    const [first, , third] = await photosOf(engine, id)
    const cover = async () => (await engine.ask('listSummaries', {}))[0]?.cover?.id
    expect(await cover()).toBe(first?.id)
    await engine.ask('writeCover', { id, cover: third?.id ?? '' })
    expect(await cover()).toBe(third?.id)
    await engine.ask('detach', { attachment: third?.id ?? '' })
    expect(await cover()).toBe(first?.id)
    await engine.ask('undo', {})
    expect(await cover()).toBe(third?.id)
    await expect(engine.ask('writeCover', { id, cover: id })).rejects.toMatchObject({ code: 'evidence.gone' })
  })
})

describe('photos that look alike', () => {
  it('are grouped across pieces, and the others can be taken out as one step; an empty piece goes along', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const scenes = await Promise.all(
      [1, 2, 3].map((seed) => drawScene(`scene ${seed}.jpg`, { width: 600, height: 400, seed })),
    )
    const twins = await Promise.all([
      redraw(scenes[0] ?? '', 'again.jpg[Q=60]'),
      redraw(scenes[0] ?? '', 'smaller.png', { scale: 0.5 }),
    ])
    const together = await gather(engine, ...scenes, twins[0])
    const alone = await gather(engine, twins[1])
    await engine.finishPictures({})
    const groups = await engine.ask('listAlike', {})
    expect(groups.map((group) => group.map(({ attachment }) => attachment.name))).toEqual([
      ['scene 1.jpg', 'again.jpg', 'smaller.png'],
    ])
    expect(groups[0]?.[2]?.evidence).toMatchObject({ id: alone })

    await engine.ask('thinOut', { photos: groups[0]?.slice(1).map(({ attachment }) => attachment.id) ?? [] })
    expect((await photosOf(engine, together)).map(({ name }) => name)).toEqual([
      'scene 1.jpg',
      'scene 2.jpg',
      'scene 3.jpg',
    ])
    expect(await engine.ask('listTrash', {})).toMatchObject([{ id: alone }])
    expect(await engine.ask('listAlike', {})).toEqual([])
    expect(await engine.ask('undo', {})).toMatchObject({ kind: 'thinOut', words: { count: 2 } })
    expect(await engine.ask('listAlike', {})).toEqual(groups)
  })
})

describe('a link', () => {
  async function withLink() {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const { ids } = await engine.ask('addEvidence', { place, links: ['https://school.example/news'] })
    const id = ids[0] ?? ''
    const link = async () => (await engine.ask('evidence', { id })).attachments[0] as LinkAttachment
    const page = join(temporaryFolder(), 'Новини.html')
    writeFileSync(
      page,
      '<!doctype html><meta charset="utf-8"><p>Училището получи знак за качество</p><script>x()</script>',
    )
    const keep = async (path: string) =>
      engine.ask('keepCopy', {
        attachment: (await link()).id,
        files: [{ grant: engine.grant(path) }],
      })
    return { engine, id, link, page, keep }
  }

  it('keeps a saved page, which is found by its words, stays after a restart, and can be let go', async () => {
    const { engine, id, link, page, keep } = await withLink()
    expect(await link()).toMatchObject({ checkedOn: '', copy: null })
    await keep(page)
    await engine.ask('writeAttachment', { id: (await link()).id, checkedOn: '2026-11-20' })
    await engine.finishPictures({})
    await expect
      .poll(async () => (await link()).copy)
      .toMatchObject({ name: 'Новини.html', file: { type: 'text/html', text: 'ready' } })
    expect(await engine.ask('findEvidence', { question: 'знак за качество' })).toEqual({ ids: [id] })
    expect(await engine.ask('findEvidence', { question: 'новини.html' })).toEqual({ ids: [id] })
    engine.close()

    const again = startTestEngine({ startWorker: mediaHere })
    again.open(engine.root)
    expect((await again.ask('evidence', { id })).attachments).toMatchObject([
      { checkedOn: '2026-11-20', copy: { name: 'Новини.html' } },
    ])
    expect(await again.ask('verify', {})).toEqual([])
    await again.ask('dropCopy', {
      attachment: (await again.ask('evidence', { id })).attachments[0]?.id ?? '',
    })
    expect((await again.ask('evidence', { id })).attachments).toMatchObject([{ copy: null }])
    await again.ask('undo', {})
    expect((await again.ask('evidence', { id })).attachments).toMatchObject([
      { copy: { name: 'Новини.html' } },
    ])
  })

  it('says so when the copy cannot be taken in, and keeps the one that it has', async () => {
    const { link, page, keep } = await withLink()
    await keep(page)
    const empty = join(temporaryFolder(), 'empty.pdf')
    writeFileSync(empty, '')
    await expect(keep(empty)).rejects.toMatchObject({ code: 'file.empty' })
    await expect(keep(join(temporaryFolder(), 'gone.pdf'))).rejects.toMatchObject({ code: 'file.missing' })
    expect(await link()).toMatchObject({ copy: { name: 'Новини.html' } })
  })
})
