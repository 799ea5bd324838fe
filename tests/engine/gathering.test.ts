import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../electron/engine/files'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { listFiles } from '../../electron/engine/opened'
import type { Place } from '../../electron/domain/section'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { temporaryFolder } from '../support/temporary'

const place: Place = { section: 'collaboration', strand: 'collaboration.4' }
const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0])

function file(name: string, content: string | Buffer = name): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

function originalsOf({ root }: { root: string }): string[] {
  return listFiles(portfolioFolder(root).files)
    .map(({ name }) => name)
    .sort()
}

/** The files that the portfolio knows, once it is closed. */
function rowsOf(engine: TestEngine & { root: string }): string[] {
  engine.close()
  const db = new Database(portfolioFolder(engine.root).database, { readonly: true })
  try {
    return db.prepare<[], string>('SELECT hash FROM file ORDER BY hash').pluck().all()
  } finally {
    db.close()
  }
}

describe('gathering files', () => {
  it('keeps three photos and a document as one piece of evidence', async () => {
    const engine = startWithPortfolio()
    const paths = ['IMG_1.jpg', 'IMG_2.jpg', 'IMG_3.jpg'].map((name) =>
      file(name, Buffer.concat([jpegStart, Buffer.from(name)])),
    )
    const {
      ids: [id],
      files,
    } = await engine.ask('addEvidence', {
      place,
      files: [...paths, file('План за действие.pdf', '%PDF-1.7 plan')].map((path) => ({ path })),
    })
    expect(files.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added', 'added'])
    const evidence = await engine.ask('evidence', { id: id ?? '' })
    expect(evidence).toMatchObject({ title: 'План за действие', number: 'P2-01', places: [place] })
    expect(evidence.attachments.map(({ role }) => role)).toEqual(['photo', 'photo', 'photo', 'document'])
  })

  it('keeps the very bytes, under their hash, and never links elsewhere', async () => {
    const engine = startWithPortfolio()
    const path = file('minutes.txt', 'Ülevaade')
    const { files } = await engine.ask('addEvidence', { place, files: [{ path }] })
    expect(files[0]?.outcome).toBe('added')
    const hash = (await hashOf(path)) ?? ''
    expect(readFileSync(originalPath(portfolioFolder(engine.root), hash), 'utf8')).toBe('Ülevaade')
  })

  it('tells a file by its content, not by its name', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', {
      place,
      files: [{ path: file('photo.txt', jpegStart) }, { path: file('notes.jpg', 'only words') }],
    })
    const { attachments } = await engine.ask('evidence', { id: id ?? '' })
    expect(attachments.map(({ role }) => role)).toEqual(['photo', 'document'])
  })

  it('attaches the very same file only once to one piece', async () => {
    const engine = startWithPortfolio()
    const path = file('a.txt')
    const {
      ids: [id],
      files,
    } = await engine.ask('addEvidence', {
      place,
      files: [{ path }, { path: file('copy of a.txt', 'a.txt') }],
    })
    expect(files.map(({ outcome }) => outcome)).toEqual(['added', 'duplicate'])
    expect((await engine.ask('evidence', { id: id ?? '' })).attachments).toHaveLength(1)
  })

  it.each([
    ['a file that is gone', () => join(temporaryFolder(), 'gone.jpg'), 'file.missing'],
    ['an empty file', () => file('empty.jpg', ''), 'file.empty'],
    ['a folder', () => temporaryFolder(), 'file.isFolder'],
    [
      'a pipe that would never end',
      () => {
        const path = join(temporaryFolder(), 'pipe')
        execFileSync('mkfifo', [path])
        return path
      },
      'file.unreadable',
    ],
    // Stands for a stick that was pulled out: a regular file whose bytes the system fails to give, even to root.
    ['a file that cannot be read', () => '/proc/self/mem', 'file.unreadable'],
    [
      'a link to itself',
      () => {
        const path = join(temporaryFolder(), 'loop')
        symlinkSync(path, path)
        return path
      },
      'file.unreadable',
    ],
  ])('refuses %s, and the rest comes in', async (_name, make, code) => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
      files,
    } = await engine.ask('addEvidence', {
      place,
      files: [{ path: make() }, { path: file('good.txt') }],
    })
    expect(files).toMatchObject([{ outcome: 'refused', failure: { code } }, { outcome: 'added' }])
    expect((await engine.ask('evidence', { id: id ?? '' })).attachments).toHaveLength(1)
  })

  it('makes no piece when nothing came in, and no step in the history', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
      files,
    } = await engine.ask('addEvidence', {
      place,
      files: [{ path: join(temporaryFolder(), 'gone') }],
    })
    expect(id).toBeUndefined()
    expect(files).toHaveLength(1)
    expect(await engine.ask('listEvidence', {})).toEqual([])
    expect(await engine.ask('listChanges', {})).toEqual([])
  })

  it('adds nothing when it is cancelled', async () => {
    const engine = startWithPortfolio()
    const adding = engine.ask('addEvidence', { place, files: [{ path: file('a.txt') }] }, AbortSignal.abort())
    await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
    expect(await engine.ask('listEvidence', {})).toEqual([])
  })

  describe('many files', () => {
    /** Files that take longer to store than a person waits. */
    function largeFiles(count: number): { path: string }[] {
      const folder = temporaryFolder()
      return Array.from({ length: count }, (_, index) => {
        const path = join(folder, `film ${index}.bin`)
        writeFileSync(path, `film ${index}`)
        truncateSync(path, 120_000_000)
        return { path }
      })
    }

    async function begin(engine: TestEngine, signal?: AbortSignal, files = largeFiles(5)) {
      const pieces = () => engine.ask('listSummaries', {})
      const before = (await pieces()).length
      const adding = engine.ask('addEvidence', { place, files, each: true }, signal)
      // Looked at only later: it may be refused before.
      adding.catch(() => undefined)
      await expect
        .poll(async () => (await pieces()).length, { timeout: 10_000, interval: 5 })
        .toBeGreaterThan(before)
      return { adding, pieces }
    }

    it('show while the rest is on its way, and are one step with what is written meanwhile beside it', async () => {
      const engine = startWithPortfolio()
      const { adding, pieces } = await begin(engine)
      const [first] = await pieces()
      expect((await pieces()).length).toBeLessThan(5)
      await engine.ask('writeEvidence', { id: first?.id ?? '', title: 'Our film' })
      expect((await adding).ids).toHaveLength(5)
      expect((await engine.ask('listChanges', {})).map(({ name }) => name)).toMatchObject([
        { kind: 'writeEvidence' },
        { kind: 'addFiles', words: { count: 5 } },
      ])
      await engine.ask('undo', {})
      await engine.ask('undo', {})
      expect(await pieces()).toEqual([])
      await engine.ask('redo', {})
      await engine.ask('redo', {})
      expect((await pieces()).map(({ title }) => title)).toContain('Our film')
      expect(await pieces()).toHaveLength(5)
    })

    it('of a first screen come in parts, however fast, so that they are looked at while the next are copied', async () => {
      const engine = startWithPortfolio()
      const folder = temporaryFolder()
      const files = Array.from({ length: 12 }, (_, index) => {
        const path = join(folder, `note ${index}.txt`)
        writeFileSync(path, `Note ${index}`)
        return { path }
      })
      await engine.ask('addEvidence', { place, files, each: true })
      const parts = engine.events.filter(
        (event) => event.kind === 'changed' && event.nouns.includes('evidence'),
      )
      expect(parts.length).toBeGreaterThanOrEqual(2)
    })

    it('leave nothing behind when they are cancelled half-way', async () => {
      const engine = startWithPortfolio()
      const controller = new AbortController()
      const { adding, pieces } = await begin(engine, controller.signal)
      controller.abort()
      await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
      expect(await pieces()).toEqual([])
      expect(await engine.ask('listChanges', {})).toEqual([])
      expect(originalsOf(engine)).toEqual([])
      expect(rowsOf(engine)).toEqual([])
    })

    it('that are cancelled are not said to be worked on any more', async () => {
      const engine = startWithPortfolio({ startWorker: mediaHere })
      const news = () => engine.events.flatMap((event) => (event.kind === 'intake' ? event : []))
      const controller = new AbortController()
      const { adding } = await begin(engine, controller.signal)
      await expect.poll(() => news().at(-1)?.done, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0)
      controller.abort()
      await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
      await expect
        .poll(() => (news().at(-1)?.total ?? 0) - (news().at(-1)?.done ?? 0), { timeout: 3000 })
        .toBe(0)
    })

    it('that are cancelled leave what another piece, an undo or a backup asks for', async () => {
      const engine = startWithPortfolio()
      const paths = ['backed up', 'detached', 'attached'].map((name) => ({ path: file(`${name}.txt`) }))
      const [backedUp, detached, attached] = paths.map((each) => [each])
      await engine.ask('addEvidence', { place, files: backedUp })
      await engine.ask('makeBackup', {})
      await engine.ask('undo', {})
      const { files } = await engine.ask('addEvidence', { place, files: detached })
      for (const each of files)
        if (each.outcome === 'added') await engine.ask('detach', { attachment: each.attachment })
      await engine.ask('addEvidence', { place, files: attached })
      const own = (await Promise.all(paths.map(({ path }) => hashOf(path)))).toSorted()
      const controller = new AbortController()
      const { adding } = await begin(engine, controller.signal, [...paths, ...largeFiles(3)])
      controller.abort()
      await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
      expect(originalsOf(engine)).toEqual(own)
      expect(rowsOf(engine)).toEqual(own)
    })

    it('that are cancelled leave the same files of another gathering that goes on', async () => {
      const engine = startWithPortfolio()
      const files = largeFiles(3)
      const controller = new AbortController()
      const other = engine.ask('addEvidence', { place, files, each: true })
      const { adding, pieces } = await begin(engine, controller.signal, files)
      controller.abort()
      await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
      expect((await other).ids).toHaveLength(3)
      expect(await pieces()).toHaveLength(3)
      expect(await engine.ask('verify', {})).toEqual([])
    })

    it('stay where something was built on them before it was cancelled, and can be undone', async () => {
      const engine = startWithPortfolio()
      const controller = new AbortController()
      const { adding, pieces } = await begin(engine, controller.signal)
      const [first] = await pieces()
      await engine.ask('changeEvidence', { ids: [first?.id ?? ''], tie: { to: 'tags', value: 'film' } })
      controller.abort()
      const { length } = await pieces()
      await expect(adding).rejects.toMatchObject({
        code: 'gathering.kept',
        words: { count: length, why: 'cancelled' },
      })
      expect(originalsOf(engine)).toHaveLength(length)
      expect((await pieces()).flatMap(({ tags }) => tags)).toEqual(['film'])
      await engine.ask('undo', {})
      await engine.ask('undo', {})
      expect(await pieces()).toEqual([])
    })

    it('end when their step is undone while they come in', async () => {
      const engine = startWithPortfolio()
      const { adding, pieces } = await begin(engine)
      await engine.ask('undo', {})
      await expect(adding).rejects.toMatchObject({ code: 'cancelled' })
      expect(await pieces()).toEqual([])
    })
  })

  it('mends a stored file that was damaged when the same file comes again', async () => {
    const engine = startWithPortfolio()
    const path = file('a.txt')
    await engine.ask('addEvidence', { place, files: [{ path }] })
    const stored = originalPath(portfolioFolder(engine.root), (await hashOf(path)) ?? '')
    writeFileSync(stored, 'rot')
    expect(await engine.ask('verify', {})).toMatchObject([{ code: 'file.changed', usedBy: ['a.txt'] }])
    await engine.ask('addEvidence', { place, files: [{ path }] })
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('keeps a file while an undo could ask for it, over a restart, and clears away what a crash left', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, files: [{ path: file('a.txt') }] })
    await engine.ask('removeEvidence', { ids: [id ?? ''] })
    const { files } = portfolioFolder(engine.root)
    mkdirSync(join(files, 'zz'))
    writeFileSync(join(files, '.incoming-1'), 'half')
    writeFileSync(join(files, 'zz', 'orphan'), 'orphan')
    engine.close()
    const restarted = startTestEngine()
    restarted.open(engine.root)
    expect(existsSync(join(files, '.incoming-1'))).toBe(false)
    expect(readdirSync(join(files, 'zz'))).toEqual([])
    await restarted.ask('undo', {})
    expect(await restarted.ask('verify', {})).toEqual([])
    expect((await restarted.ask('listEvidence', {}))[0]?.attachments).toHaveLength(1)
  })
})

describe('texts of evidence', () => {
  it('are kept in NFC, without control characters, names on one line', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', {
      place,
      title: '  S\u0327coala\n\u0007 "noastră" 🙂 ',
      note: 'a\r\nb\u0000\tc',
    })
    expect(await engine.ask('evidence', { id: id ?? '' })).toMatchObject({
      title: 'Şcoala "noastră" 🙂',
      note: 'a\nb\tc',
    })
  })

  it.each([
    ['a title of 301 characters', { title: 'x'.repeat(301) }],
    ['a day that does not exist', { date: '2026-02-30' }],
    ['a field that no one asked for', { secret: 1 }],
  ])('refuse %s', async (_name, texts) => {
    const engine = startWithPortfolio()
    await expect(engine.ask('addEvidence', { place, ...texts })).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  it('refuse an address that is none, and change nothing', async () => {
    const engine = startWithPortfolio()
    await expect(engine.ask('addEvidence', { place, links: ['javascript:alert(1)'] })).rejects.toMatchObject({
      code: 'link.invalid',
    })
    await expect(
      engine.ask('addEvidence', { place: { section: 'example', strand: 'students.1' }, note: 'x' }),
    ).rejects.toMatchObject({ code: 'place.unknown' })
    expect(await engine.ask('listChanges', {})).toEqual([])
  })
})

describe('places', () => {
  it('let one piece serve several strands, with one number where it first stands', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, note: 'x' })
    await engine.ask('placeEvidence', {
      id: id ?? '',
      place: { section: 'leadership', strand: 'leadership.2' },
    })
    await engine.ask('placeEvidence', {
      id: id ?? '',
      place: { section: 'leadership', strand: 'leadership.2' },
    })
    const evidence = await engine.ask('evidence', { id: id ?? '' })
    expect(evidence).toMatchObject({ number: 'P1-01' })
    expect(evidence.places).toHaveLength(2)
    const { coverage } = await engine.ask('portfolio', {})
    expect(coverage.flatMap(({ strands }) => strands.filter((strand) => strand.evidence > 0))).toHaveLength(2)
  })

  it('may be a section alone, or none at all, and the piece is not lost', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', {
      place: { section: 'inclusion', strand: null },
      note: 'x',
    })
    expect((await engine.ask('section', { section: 'inclusion' })).unsorted).toHaveLength(1)
    await engine.ask('unplaceEvidence', { id: id ?? '', place: { section: 'inclusion', strand: null } })
    expect(await engine.ask('listEvidence', {})).toMatchObject([{ number: null, places: [] }])
  })
})
