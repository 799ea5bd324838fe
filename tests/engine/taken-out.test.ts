import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callMethod } from '../../electron/contract/rpc'
import { controlRequests } from '../../electron/contract/control'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { writeDocx, writePdf } from '../support/documents'
import { isCovered } from '../support/pixels'
import { workersHere } from '../support/media-worker'
import { drawBlocks, drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const quiet = { signal: new AbortController().signal, progress: () => undefined }

type Taking = 'findAttachmentFile' | 'saveAttachmentFile' | 'copyToOpen'

/** As main asks: through the schemas. */
function take(engine: TestEngine, name: Taking, input: unknown): Promise<unknown> {
  return callMethod(controlRequests, engine.control, { name, input, ...quiet })
}

function start() {
  const userFolder = temporaryFolder()
  return { engine: startWithPortfolio({ startWorker: workersHere, userFolder }), userFolder }
}

async function gather(engine: TestEngine, path: string): Promise<{ id: string; hash: string }> {
  const { ids } = await engine.ask('addEvidence', { place, title: 'Open day', files: [{ path }] })
  const [attachment] = (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments
  if (!attachment || attachment.role === 'link') throw new Error('no file')
  return { id: attachment.id, hash: attachment.file.hash }
}

function written(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

const openedIn = (userFolder: string) => {
  const root = join(userFolder, 'opened')
  return existsSync(root) ? readdirSync(root) : []
}

describe('a copy that is saved', () => {
  it('is the file as it was gathered, byte for byte, and is noted as a single file', async () => {
    const { engine } = start()
    const source = await writeDocx(['План'], 'План на деня.docx')
    const { id, hash } = await gather(engine, source)
    expect(await take(engine, 'findAttachmentFile', { attachment: id })).toEqual({
      name: 'План на деня.docx',
      status: 'clear',
    })
    const out = join(temporaryFolder(), 'Мой план.docx')
    await take(engine, 'saveAttachmentFile', { attachment: id, out })
    expect(readFileSync(out).equals(readFileSync(source))).toBe(true)
    const [noted] = await engine.ask('listExports', {})
    expect(noted).toMatchObject({ kind: 'folder', name: 'Мой план.docx', hash, files: 1 })
    expect((await engine.ask('listUses', { file: hash })).exports).toMatchObject([{ name: 'Мой план.docx' }])
  })

  it('is not made, nor noted, where nothing can be written, and what was there stays', async () => {
    const { engine } = start()
    const { id } = await gather(engine, written('notes.txt', 'Notes'))
    const gone = join(temporaryFolder(), 'gone', 'notes.txt')
    await expect(take(engine, 'saveAttachmentFile', { attachment: id, out: gone })).rejects.toMatchObject({
      code: 'export.noFolder',
    })
    const folder = temporaryFolder()
    await expect(take(engine, 'saveAttachmentFile', { attachment: id, out: folder })).rejects.toMatchObject({
      code: 'export.isFolder',
    })
    expect(readdirSync(folder)).toEqual([])
    expect(await engine.ask('listExports', {})).toEqual([])
  })

  it('is not made of a file that has changed in the portfolio', async () => {
    const { engine } = start()
    const { id, hash } = await gather(engine, written('notes.txt', 'Notes'))
    writeFileSync(originalPath(portfolioFolder(engine.root), hash), 'Other')
    const out = join(temporaryFolder(), 'notes.txt')
    await expect(take(engine, 'saveAttachmentFile', { attachment: id, out })).rejects.toMatchObject({
      code: 'file.notKept',
    })
    expect(existsSync(out)).toBe(false)
    expect(await engine.ask('listExports', {})).toEqual([])
  })

  it('goes knowingly where a consent is missing, and never where one was withdrawn', async () => {
    const { engine } = start()
    const { id, hash } = await gather(engine, await drawPicture('IMG_1.jpg', { width: 80, height: 60 }))
    await engine.ask('writeConsent', { files: [hash], people: 'recognisable', state: 'missing' })
    const out = join(temporaryFolder(), 'IMG_1.jpg')
    expect(await take(engine, 'findAttachmentFile', { attachment: id })).toMatchObject({ status: 'missing' })
    await take(engine, 'saveAttachmentFile', { attachment: id, out })
    expect((await engine.ask('listExports', {}))[0]?.notes).toMatchObject([
      { kind: 'knowingly', file: hash, status: 'missing' },
    ])
    await engine.ask('writeConsent', { files: [hash], state: 'withdrawn' })
    const other = join(temporaryFolder(), 'IMG_1.jpg')
    expect(await take(engine, 'findAttachmentFile', { attachment: id })).toMatchObject({
      status: 'withdrawn',
    })
    await expect(take(engine, 'saveAttachmentFile', { attachment: id, out: other })).rejects.toMatchObject({
      code: 'export.withdrawn',
    })
    expect(existsSync(other)).toBe(false)
  })

  it('of a photo with something covered shows it covered, as does one that is opened', async () => {
    const { engine } = start()
    const { id, hash } = await gather(
      engine,
      await drawBlocks('photo.png', { width: 900, height: 600, seed: 3 }),
    )
    await engine.finishPictures({})
    await engine.ask('writeRedaction', { file: hash, regions: 'bc_2500_2500_5000_5000', isEnough: true })
    expect(await take(engine, 'findAttachmentFile', { attachment: id })).toMatchObject({ name: 'photo.jpg' })
    const out = join(temporaryFolder(), 'photo.jpg')
    await take(engine, 'saveAttachmentFile', { attachment: id, out })
    expect(await isCovered(out)).toBe(true)
    const { path } = (await take(engine, 'copyToOpen', { attachment: id })) as { path: string }
    expect(basename(path)).toBe('photo.jpg')
    expect(await isCovered(path)).toBe(true)
  })
})

describe('a copy that is opened', () => {
  it('lies in a folder of the app, read-only, with the bytes of the file', async () => {
    const { engine, userFolder } = start()
    const source = await writeDocx(['План'], 'План.docx')
    const { id, hash } = await gather(engine, source)
    const { path } = (await take(engine, 'copyToOpen', { attachment: id })) as { path: string }
    expect(path).toBe(join(userFolder, 'opened', hash, 'План.docx'))
    expect(readFileSync(path).equals(readFileSync(source))).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect(await take(engine, 'copyToOpen', { attachment: id })).toEqual({ path })
    expect(await engine.ask('listExports', {})).toEqual([])
  })

  it('is gone when the app ends, and at its next start when it was killed', async () => {
    const { engine, userFolder } = start()
    const { id } = await gather(engine, written('notes.txt', 'Notes'))
    await take(engine, 'copyToOpen', { attachment: id })
    await engine.control.close({}, quiet)
    expect(openedIn(userFolder)).toEqual([])
    engine.open(engine.root)
    await take(engine, 'copyToOpen', { attachment: id })
    engine.close()
    expect(openedIn(userFolder)).toHaveLength(1)
    startTestEngine({ userFolder })
    expect(openedIn(userFolder)).toEqual([])
  })

  it('is gone when the file is forgotten, also while it is being copied; others stay', async () => {
    const { engine, userFolder } = start()
    const photo = await gather(engine, await drawPicture('IMG_1.jpg', { width: 80, height: 60 }))
    const notes = await gather(engine, written('notes.txt', 'Notes'))
    const other = await gather(engine, written('other.txt', 'Other'))
    await take(engine, 'copyToOpen', { attachment: photo.id })
    await take(engine, 'copyToOpen', { attachment: notes.id })
    const late = Promise.allSettled([take(engine, 'copyToOpen', { attachment: other.id })])
    await engine.ask('forgetFiles', { files: [photo.hash, other.hash] })
    await late
    expect(openedIn(userFolder)).toEqual([notes.hash])
  })

  it('is made of nothing that may act, whatever it is called', async () => {
    const { engine, userFolder } = start()
    const page = '<!doctype html><script>alert(1)</script>'
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    const mail = 'From: a@school.example\nTo: b@school.example\nSubject: c\nDate: now\n\nText'
    for (const [name, text] of [
      ['page.html', page],
      ['page.docx', page],
      ['drawing.svg', drawing],
      ['letter.eml', mail],
      ['start.bat', '@echo off'],
      ['program.jpg', 'MZ\u0000\u0001\u0002'],
    ] as const) {
      const { id } = await gather(engine, written(name, text))
      await expect(take(engine, 'copyToOpen', { attachment: id }), name).rejects.toMatchObject({
        code: 'file.notOpened',
      })
      const out = join(temporaryFolder(), name)
      await take(engine, 'saveAttachmentFile', { attachment: id, out })
      expect(readFileSync(out, 'utf8')).toBe(text)
    }
    expect(openedIn(userFolder)).toEqual([])
  })
})

describe('the kept copy of a link', () => {
  it('is among the pictures of its piece: a screenshot, a PDF, but no page that is only words', async () => {
    const { engine } = start()
    const { ids } = await engine.ask('addEvidence', {
      place,
      title: 'Pages',
      files: [{ path: await drawPicture('IMG_1.jpg', { width: 80, height: 60 }) }],
      links: ['https://a.example/', 'https://b.example/', 'https://c.example/', 'https://d.example/'],
    })
    const { attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
    const links = attachments.filter(({ role }) => role === 'link')
    const copies = [
      await drawPicture('screen.png', { width: 90, height: 60 }),
      await writePdf(['The page'], 'page.pdf'),
      written('page.html', '<!doctype html><p>The page</p>'),
    ]
    for (const [index, path] of copies.entries())
      await engine.ask('keepCopy', { attachment: links[index]?.id ?? '', files: [{ path }] })
    await engine.finishPictures({})
    const pictures = await engine.ask('listPictures', { ids })
    expect(pictures.map(({ isCopy, attachment: { role, name, id } }) => [isCopy, role, name, id])).toEqual([
      [false, 'photo', 'IMG_1.jpg', attachments[0]?.id],
      [true, 'document', 'screen.png', links[0]?.id],
      [true, 'document', 'page.pdf', links[1]?.id],
    ])
  })
})

describe('what is asked for', () => {
  it.each(['nowhere', '../../portfolio.sqlite', '/etc/passwd', 'a'.repeat(80)])(
    'is an attachment that is there, and nothing else: %s',
    async (attachment) => {
      const { engine } = start()
      const out = join(temporaryFolder(), 'a.txt')
      for (const name of ['findAttachmentFile', 'saveAttachmentFile', 'copyToOpen'] as const) {
        const input = name === 'saveAttachmentFile' ? { attachment, out } : { attachment }
        await expect(take(engine, name, input)).rejects.toMatchObject({ code: 'evidence.gone' })
      }
      expect(existsSync(out)).toBe(false)
    },
  )

  it('is neither a link without a copy, nor what lies in the trash', async () => {
    const { engine } = start()
    const { ids } = await engine.ask('addEvidence', {
      place,
      title: 'Page',
      files: [{ path: written('notes.txt', 'Notes') }],
      links: ['https://school.example/page'],
    })
    const { attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
    const [file, link] = attachments
    await expect(take(engine, 'copyToOpen', { attachment: link?.id })).rejects.toMatchObject({
      code: 'evidence.gone',
    })
    await engine.ask('keepCopy', {
      attachment: link?.id ?? '',
      files: [{ path: written('page.txt', 'The page') }],
    })
    const { path } = (await take(engine, 'copyToOpen', { attachment: link?.id })) as { path: string }
    expect(readFileSync(path, 'utf8')).toBe('The page')
    await engine.ask('removeEvidence', { ids })
    await expect(take(engine, 'copyToOpen', { attachment: file?.id })).rejects.toMatchObject({
      code: 'evidence.gone',
    })
  })
})
