import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pictureSizes, type FileAttachment, type PictureSize } from '../../electron/domain/evidence'
import { redactionMark } from '../../electron/domain/redaction'
import { originalViewPath, portfolioFolder } from '../../electron/engine/folders'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { writePdf } from '../support/documents'
import { drawBlocks } from '../support/pictures'
import { isCovered } from '../support/pixels'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const quiet = { signal: new AbortController().signal, progress: () => undefined }
const edit = '1_0_0_0_10000_10000'
/** All of the picture's middle. */
const regions = 'bc_2500_2500_5000_5000'
const elsewhere = 'bp_1000_1000_2000_2000'

async function withPhoto() {
  const engine = startWithPortfolio({ startWorker: workersHere })
  const source = await drawBlocks('photo.jpg', { width: 900, height: 600, seed: 3 })
  const { ids } = await engine.ask('addEvidence', { place, title: 'Open day', files: [{ path: source }] })
  const id = ids[0] ?? ''
  await engine.finishPictures({})
  const photo = () => photoOf(engine, id)
  const { file } = await photo()
  const cover = (text: string, isEnough = false) =>
    engine.ask('writeRedaction', { file: file.hash, regions: text, isEnough })
  const found = async (size: PictureSize, view: { edit?: string; page?: number } = {}) =>
    (await engine.control.findPicture({ hash: file.hash, size, edit: '', page: 1, ...view }, quiet))?.path ??
    ''
  return { engine, source, id, photo, hash: file.hash, cover, found }
}

async function photoOf(engine: TestEngine, id: string): Promise<FileAttachment> {
  const [photo] = (await engine.ask('evidence', { id })).attachments
  if (photo?.role !== 'photo') throw new Error('no photo')
  return photo
}

/** Every picture in a PDF, as it lies in it. */
function picturesIn(pdf: string): string[] {
  const folder = temporaryFolder()
  execFileSync('pdfimages', ['-all', pdf, join(folder, 'picture')])
  return readdirSync(folder).map((name) => join(folder, name))
}

describe('what is covered in a photo', () => {
  it('is covered in every picture that the engine hands out, at every size, however it is asked for', async () => {
    const { engine, cover, found, hash } = await withPhoto()
    for (const size of pictureSizes) expect(await isCovered(await found(size))).toBe(false)
    await cover(regions)
    const plain = pictureSizes.map((size) => originalViewPath(portfolioFolder(engine.root), hash, size))
    for (const size of pictureSizes)
      // A page that a photo does not have, an edit that nobody made: neither is a way round.
      for (const view of [{}, { edit }, { page: 2 }, { page: 7, edit }, { edit: '2_0_0_0_10000_10000' }]) {
        const path = await found(size, view)
        expect(plain).not.toContain(path)
        expect(await isCovered(path), `${size} ${JSON.stringify(view)}`).toBe(true)
      }
    // The one way to the photo as it came, for covering its faces.
    for (const size of ['print', 'large'] as const) {
      const view = await engine.control.findOriginalView({ hash, size }, quiet)
      expect(await isCovered(view?.path ?? '')).toBe(false)
    }
    expect(engine.bugs).toEqual([])
  })

  it('is one step to undo, with the answer whether it is enough, and is there again after closing', async () => {
    const { engine, cover, photo, id } = await withPhoto()
    await cover(regions)
    await cover(regions, true)
    expect(await photo()).toMatchObject({
      file: { consent: { redaction: regions, isRedactionEnough: true }, status: 'clear' },
    })
    await cover(elsewhere)
    expect((await engine.ask('listChanges', {})).slice(0, 2).map(({ name }) => name)).toEqual([
      { kind: 'writeRedaction', words: { count: 1 } },
      { kind: 'writeRedaction', words: { count: 1 } },
    ])
    await engine.ask('undo', {})
    expect((await photo()).file.consent).toMatchObject({ redaction: regions, isRedactionEnough: true })
    engine.close()
    const again = startTestEngine({ startWorker: workersHere })
    again.open(engine.root)
    expect((await photoOf(again, id)).file.consent.redaction).toBe(regions)
    await again.ask('undo', {})
    expect((await photoOf(again, id)).file.consent).toMatchObject({ redaction: '', isRedactionEnough: false })
    await again.ask('redo', {})
    expect((await photoOf(again, id)).file.consent).toMatchObject({
      redaction: regions,
      isRedactionEnough: true,
    })
  })

  it('is judged in a step of its own when that is later, and taken away with what was said of it', async () => {
    const { engine, cover, photo, found } = await withPhoto()
    await cover(regions)
    engine.wait(120_000)
    await cover(regions, true)
    await cover('')
    expect((await engine.ask('listChanges', {})).slice(0, 3).map(({ name }) => name.kind)).toEqual([
      'dropRedaction',
      'judgeRedaction',
      'writeRedaction',
    ])
    expect((await photo()).file.consent).toMatchObject({ redaction: '', isRedactionEnough: false })
    expect(await isCovered(await found('print'))).toBe(false)
    await engine.ask('undo', {})
    expect((await photo()).file.consent).toMatchObject({ redaction: regions, isRedactionEnough: true })
    expect(await isCovered(await found('print'))).toBe(true)
  })

  it('stays covered wherever the file is attached, and when it is gathered again', async () => {
    const { engine, source, cover, id, hash } = await withPhoto()
    await cover(regions)
    const { ids } = await engine.ask('addEvidence', { place, files: [{ path: source }] })
    expect((await photoOf(engine, ids[0] ?? '')).file.consent.redaction).toBe(regions)
    await engine.ask('removeEvidence', { ids: [id, ids[0] ?? ''] })
    await engine.ask('emptyTrash', {})
    const again = await engine.ask('addEvidence', { place, files: [{ path: source }] })
    await engine.finishPictures({})
    expect((await photoOf(engine, again.ids[0] ?? '')).file).toMatchObject({
      hash,
      consent: { redaction: regions },
    })
  })

  it('leaves no picture behind that shows less of it, or an earlier one', async () => {
    const { engine, cover, found, photo, hash } = await withPhoto()
    await engine.ask('writeAttachment', { id: (await photo()).id, edit })
    await found('print', { edit })
    await cover(elsewhere)
    await found('print', { edit })
    await cover(regions)
    for (const size of pictureSizes) await found(size, { edit })
    const { cache } = portfolioFolder(engine.root)
    engine.close()
    startTestEngine({ startWorker: workersHere }).open(engine.root)
    // The one that the intake made stays for the next look at the faces.
    const kept = [`${hash}.${edit}.${redactionMark(regions)}.jpg`, `${hash}.jpg`].sort()
    expect(readdirSync(join(cache, 'print')).sort()).toEqual(kept)
    expect(readdirSync(join(cache, 'thumbnail')).sort()).toEqual(kept)
    expect(readdirSync(join(cache, 'large'))).toEqual([])
  })

  it('is covered in the book with its cover photo and logo, in a book made to fit, and in the folder', async () => {
    const { engine, source, cover, photo } = await withPhoto()
    const { ask, grant } = engine
    await ask('writeBookOptions', { coverPhoto: (await photo()).id })
    await ask('keepLogo', { files: [{ path: source }] })
    const out = (name: string) => join(temporaryFolder(), name)
    let bytes = 0
    const book = async (target: number | null): Promise<string[]> => {
      const pdf = out('book.pdf')
      await ask('writeBookOptions', { target })
      ;({ bytes } = await ask('exportPortfolio', { out: grant(pdf), draft: false, only: null }))
      return picturesIn(pdf)
    }
    const before = await book(null)
    expect(before.length).toBeGreaterThan(0)
    for (const path of before) expect(await isCovered(path)).toBe(false)
    await cover(regions)
    const whole = await book(null)
    expect(whole.length).toBe(before.length)
    for (const path of whole) expect(await isCovered(path)).toBe(true)
    // Less room than the usual pictures need: they are made again, from what is covered.
    const usual = bytes
    const fitted = await book(usual - 1)
    expect(bytes).toBeLessThan(usual)
    expect(fitted.length).toBe(whole.length)
    for (const path of fitted) expect(await isCovered(path)).toBe(true)

    const folder = out('evidence')
    await ask('exportFolder', { out: grant(folder), only: null })
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.jpg'),
    )
    expect(files).toHaveLength(1)
    for (const name of files) expect(await isCovered(join(folder, name))).toBe(true)
  })

  it('is refused for a document, an unknown file and regions that are none', async () => {
    const { engine, hash } = await withPhoto()
    const pdf = await writePdf(['A letter'], 'letter.pdf')
    const { ids } = await engine.ask('addEvidence', { place, files: [{ path: pdf }] })
    await engine.finishPictures({})
    const [letter] = (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments
    const file = letter?.role === 'document' ? letter.file.hash : ''
    for (const wrong of [file, 'f'.repeat(64)])
      await expect(
        engine.ask('writeRedaction', { file: wrong, regions, isEnough: false }),
      ).rejects.toMatchObject({
        code: 'evidence.gone',
      })
    for (const text of ['bp_1_2', '../x', 'bp_0_0_500_500;'])
      await expect(
        engine.ask('writeRedaction', { file: hash, regions: text, isEnough: false }),
      ).rejects.toMatchObject({
        code: 'input.invalid',
      })
  })
})

describe('photos that are gone through one after the other', () => {
  it('are those of the piece, or those that are named, in that order', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const paths = [1, 2, 3].map((seed) => drawBlocks(`${seed}.jpg`, { width: 300, height: 200, seed }))
    const files = (await Promise.all(paths)).map((path) => ({ path }))
    const { ids } = await engine.ask('addEvidence', { place, files })
    await engine.finishPictures({})
    const photos = (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments.map(({ id }) => id)
    const [first = '', second = '', third = ''] = photos
    const series = async (attachment: string, among?: string[]) =>
      (await engine.ask('listSeries', { attachment, ...(among && { among }) })).map(
        (each) => each.attachment.id,
      )
    expect(await series(second)).toEqual(photos)
    expect(await series(first, [third, first])).toEqual([third, first])
    await expect(series('nobody')).rejects.toMatchObject({ code: 'evidence.gone' })
  })
})
