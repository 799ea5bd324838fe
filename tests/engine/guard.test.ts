import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { isHeldBack } from '../../electron/domain/consent'
import {
  hashOf,
  keysInFolder,
  keysInPdf,
  say,
  startGuarded,
  widthsIn,
  type Guarded,
} from '../support/guarded'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere, workersHere } from '../support/media-worker'
import { line } from '../support/line'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { serve } from '../../electron/contract/rpc'
import { pressRequests } from '../../electron/contract/workers'
import type { PrintOrder } from '../../electron/domain/book'

const place = { section: 'students', strand: 'students.1' } as const
const keysOf = (files: readonly { key: string }[]) => files.map(({ key }) => key).sort()
const free = (files: readonly Guarded[]) => files.filter(({ standing }) => !isHeldBack(standing))
const held = (files: readonly Guarded[]) => files.filter(({ standing }) => isHeldBack(standing))

describe('what is held back', () => {
  it('is in no book, in no PDF of a section and in no folder: no picture, no words, no name', async () => {
    const { engine, files } = await startGuarded()
    // Nobody has to say who is in a document: silence keeps it in, but it is not named.
    const unsaid = files.filter(
      ({ kind, standing }) => standing === 'unsaid' && (kind === 'photo' || kind === 'movie'),
    )
    const place = temporaryFolder()
    const named = (list: { file: string }[]) =>
      files.filter(({ hash }) => list.some(({ file }) => file === hash)).map(({ key }) => key)

    const book = join(place, 'book.pdf')
    const whole = await engine.ask('exportPortfolio', { out: engine.grant(book), draft: false, only: null })
    expect(keysInPdf(book, files).sort()).toEqual(keysOf(free(files)))
    expect(named(whole.heldBack).sort()).toEqual(keysOf(held(files)))
    expect(named(whole.unsaid).sort()).toEqual(keysOf(unsaid))
    expect(whole.knowingly).toEqual([])
    expect(whole.gaps).toEqual([])

    const part = join(place, 'part.pdf')
    await engine.ask('exportPortfolio', { out: engine.grant(part), draft: true, only: 'students' })
    expect(keysInPdf(part, files).sort()).toEqual(keysOf(free(files)))

    const sections = join(place, 'sections')
    const each = await engine.ask('exportSections', { out: engine.grant(sections), draft: false })
    const inSections = readdirSync(sections).flatMap((name) => keysInPdf(join(sections, name), files))
    expect(inSections.sort()).toEqual(keysOf(free(files)))
    expect(named(each.heldBack).sort()).toEqual(keysOf(held(files)))

    const folder = join(place, 'folder')
    const evidence = await engine.ask('exportFolder', { out: engine.grant(folder), only: null })
    expect((await keysInFolder(folder, files, engine.root)).sort()).toEqual(keysOf(free(files)))
    expect(named(evidence.heldBack).sort()).toEqual(keysOf(held(files)))
    expect(evidence.missing).toEqual([])

    const answers = join(place, 'answers.txt')
    await engine.ask('exportAnswers', { out: engine.grant(answers), only: null })
    expect(readFileSync(answers, 'utf8')).not.toMatch(/missing|narrow|withdrawn/)
  })

  it('goes knowingly where consent is missing or too narrow, never where it was withdrawn', async () => {
    const { engine, files } = await startGuarded()
    const out = join(temporaryFolder(), 'book.pdf')
    const { heldBack, knowingly } = await engine.ask('exportPortfolio', {
      out: engine.grant(out),
      draft: false,
      only: null,
      knowingly: files.map(({ hash }) => hash),
    })
    const withdrawn = files.filter(({ standing }) => standing === 'withdrawn')
    const others = files.filter(({ standing }) => standing !== 'withdrawn')
    expect(keysInPdf(out, files).sort()).toEqual(keysOf(others))
    expect(heldBack.map(({ file }) => file).sort()).toEqual(withdrawn.map(({ hash }) => hash).sort())
    expect(knowingly.map(({ file }) => file).sort()).toEqual(
      files
        .filter(({ standing }) => standing === 'missing' || standing === 'narrow')
        .map(({ hash }) => hash)
        .sort(),
    )
  })

  it('is more where the export is for everybody', async () => {
    const { engine, files } = await startGuarded()
    const [photo] = files.filter(({ kind, standing }) => kind === 'photo' && standing === 'unsaid')
    if (!photo) throw new Error('no photo')
    const given = { people: 'recognisable', state: 'held', scope: 'label' } as const
    await engine.ask('writeConsent', { files: [photo.hash], ...given })
    const printed = async (purpose: 'label' | 'publication'): Promise<boolean> => {
      const out = join(temporaryFolder(), `${purpose}.pdf`)
      await engine.ask('exportPortfolio', { out: engine.grant(out), draft: false, only: 'students', purpose })
      return widthsIn(out).has(photo.width)
    }
    expect(await printed('label')).toBe(true)
    expect(await printed('publication')).toBe(false)
  })

  it('is neither on the cover, nor in the preview, nor the school’s logo, nor named as the copy of a page', async () => {
    const { engine, orders } = startWatched()
    const photo = { path: await drawPicture('IMG_1.jpg', { width: 400, height: 300 }) }
    const logo = { path: await drawPicture('logo.png', { width: 90, height: 60, seed: 2 }) }
    const screen = { path: await drawPicture('Мария.png', { width: 80, height: 60, seed: 3 }) }
    const { ids } = await engine.ask('addEvidence', {
      place,
      title: 'Съвет',
      files: [photo],
      links: ['https://school.example/council'],
    })
    const id = ids[0] ?? ''
    const [first, link] = (await engine.ask('evidence', { id })).attachments
    if (first?.role !== 'photo' || !link) throw new Error('no photo')
    await engine.ask('keepCopy', { attachment: link.id, files: [screen] })
    await engine.ask('keepLogo', { files: [logo] })
    await engine.ask('writeBookOptions', { coverPhoto: first.id })
    const whole = { draft: false, only: null } as const
    const pictures = (source: PrintOrder['source'] | undefined) =>
      [source?.photo, source?.logo].filter(Boolean).length

    await engine.ask('previewBook', whole)
    expect(pictures(orders.at(-1)?.source)).toBe(2)
    expect(JSON.stringify(orders.at(-1)?.source)).toContain('Мария.png')
    await engine.ask('previewBook', { ...whole, coverOnly: true })
    expect(pictures(orders.at(-1)?.source)).toBe(2)

    const { logo: logoHash } = await engine.ask('bookOptions', {})
    const kept = (await engine.ask('evidence', { id })).attachments[1]
    const copy = kept?.role === 'link' ? (kept.copy?.file.hash ?? '') : ''
    await say(engine, [first.file.hash, logoHash ?? '', copy], 'withdrawn')
    for (const coverOnly of [false, true]) {
      await engine.ask('previewBook', { ...whole, coverOnly })
      const { source } = orders.at(-1) ?? {}
      expect(pictures(source)).toBe(0)
      expect(JSON.stringify(source)).not.toMatch(/Мария\.png|IMG_1/)
      expect(JSON.stringify(source)).not.toContain(first.file.hash)
    }
    const { heldBack } = await engine.ask('listGuarded', { only: null })
    expect(heldBack.map(({ file, evidence }) => [file, evidence])).toEqual([
      [copy, id],
      [first.file.hash, id],
      [logoHash, ''],
    ])
  })

  it('leaves no hole: numbers and names close up, and the piece keeps its own', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const paths = await Promise.all(
      [1, 2].map((seed) => drawPicture(`IMG_${seed}.jpg`, { width: 40, height: 30, seed })),
    )
    const { ids } = await engine.ask('addEvidence', {
      place,
      title: 'Съвет',
      files: paths.map((path) => ({ path })),
    })
    await engine.ask('addEvidence', { place, title: 'Плакат', note: 'Текст' })
    const [first] = (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments
    if (first?.role !== 'photo') throw new Error('no photo')
    await say(engine, [first.file.hash], 'missing')
    const out = join(temporaryFolder(), 'folder')
    await engine.ask('exportFolder', { out: engine.grant(out), only: null })
    const [folder = ''] = readdirSync(out).filter((name) => !name.endsWith('.txt'))
    expect(readdirSync(join(out, folder))).toEqual(['P3-01 Съвет.jpg'])
  })

  it('is a picture that somebody covered until they say that it is enough, and any other file all the same', async () => {
    const { engine, files } = await startGuarded()
    const chosen = (kind: string) =>
      files.find((each) => each.kind === kind && each.standing === 'missing')?.hash ?? ''
    await engine.finishPictures({})
    coverIn(engine, [chosen('photo'), chosen('pdf')])
    const { heldBack } = await engine.ask('listGuarded', { only: null })
    const hashes = heldBack.map(({ file }) => file)
    expect([hashes.includes(chosen('photo')), hashes.includes(chosen('pdf'))]).toEqual([false, true])
  })
})

describe('the list of what is held back', () => {
  it('says of each file once where it is, why, and whose consent it is', async () => {
    const engine = startWithPortfolio()
    const jpeg = (text: string) => {
      const path = join(temporaryFolder(), `${text}.jpg`)
      writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text)]))
      return { path }
    }
    const [one, two, three] = [jpeg('one'), jpeg('two'), jpeg('three')]
    await engine.ask('addEvidence', { place, title: 'Плакат', files: [one, two] })
    await engine.ask('addEvidence', {
      place: { section: 'example', strand: null },
      title: 'Среща',
      files: [two, three],
    })
    const { unsaid } = await engine.ask('listGuarded', { only: null })
    expect(unsaid.map(({ number, name }) => `${number} ${name}`)).toEqual([
      'P3-01 one.jpg',
      'P3-01 two.jpg',
      'P4-01 three.jpg',
    ])
    expect((await engine.ask('listGuarded', { only: 'example' })).unsaid).toHaveLength(2)

    const files = unsaid.map(({ file }) => file)
    const { id } = await engine.ask('addSubject', {
      kind: 'group',
      name: '5Б 2026',
      files: files.slice(0, 1),
    })
    await engine.ask('writeConsent', { files: files.slice(0, 2), people: 'recognisable' })
    await engine.ask('writeSubject', { id, state: 'withdrawn' })
    const guarded = await engine.ask('listGuarded', { only: null })
    expect(guarded.heldBack).toMatchObject([
      {
        name: 'one.jpg',
        title: 'Плакат',
        status: 'withdrawn',
        subjects: [{ id, name: '5Б 2026' }],
        isOwn: false,
      },
      { name: 'two.jpg', status: 'missing', subjects: [], isOwn: true },
    ])
    expect(guarded.unsaid).toMatchObject([{ name: 'three.jpg', status: 'unsaid' }])
  })
})

describe('the record of an export', () => {
  it('has what was in it, under which number, what went knowingly and why, and how much was unsaid', async () => {
    const { engine, files } = await startGuarded()
    const out = join(temporaryFolder(), 'Книга.pdf')
    const missing = files.find(({ key }) => key === 'photo-missing')?.hash ?? ''
    await engine.ask('exportPortfolio', {
      out: engine.grant(out),
      draft: false,
      only: null,
      knowingly: [missing],
      reasons: { [missing]: 'Родителите подписват днес' },
    })
    const folder = join(temporaryFolder(), 'evidence')
    engine.wait(60_000)
    await engine.ask('exportFolder', { out: engine.grant(folder), only: null, purpose: 'publication' })
    const bytes = readFileSync(out)
    expect(await engine.ask('listExports', {})).toMatchObject([
      { kind: 'folder', name: 'evidence', purpose: 'publication', hash: '', files: 8, madeBy: 'test' },
      {
        kind: 'book',
        name: 'Книга.pdf',
        purpose: 'label',
        hash: hashOf(bytes),
        bytes: bytes.length,
        files: 9,
        madeAt: '2026-11-23T08:00:00.000Z',
        notes: [
          {
            kind: 'knowingly',
            file: missing,
            number: 'P3-01',
            status: 'missing',
            reason: 'Родителите подписват днес',
          },
          { kind: 'unsaid', count: 2 },
          { kind: 'heldBack', count: 11 },
        ],
      },
    ])
    expect(engine.events.at(-1)).toEqual({ kind: 'changed', nouns: ['export'] })
  })

  it('is there for each kind, is no step to undo, and for nothing that did not come out', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    await engine.ask('addEvidence', { place, title: 'Плакат', note: 'Текст' })
    const steps = await engine.ask('listChanges', {})
    const folder = temporaryFolder()
    const out = (name: string) => engine.grant(join(folder, name))
    await engine.ask('exportPortfolio', { out: out('a.pdf'), draft: false, only: null })
    await engine.ask('exportPortfolio', { out: out('b.pdf'), draft: false, only: 'students' })
    await engine.ask('exportSections', { out: out('c'), draft: false })
    await engine.ask('exportFolder', { out: out('d'), only: null })
    await engine.ask('exportAnswers', { out: out('e.docx'), only: null })
    await expect(engine.ask('exportFolder', { out: out('c'), only: null })).rejects.toMatchObject({
      code: 'export.folderTaken',
    })
    const target = 100_000
    await expect(
      engine.ask('exportPortfolio', { out: out('f.pdf'), draft: false, only: null, target }),
    ).rejects.toMatchObject({ code: 'export.tooLarge' })
    const kinds = (await engine.ask('listExports', {})).map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['answers', 'book', 'folder', 'section', 'sections'])
    expect(await engine.ask('listChanges', {})).toEqual(steps)
    await engine.ask('undo', {})
    expect(await engine.ask('listExports', {})).toHaveLength(5)
  })
})

/** Covers these files, well enough, in a portfolio that is closed meanwhile. */
function coverIn(engine: TestEngine & { root: string }, hashes: readonly string[]): void {
  engine.close()
  const db = new Database(join(engine.root, 'portfolio.sqlite'))
  for (const hash of hashes) {
    db.prepare("INSERT INTO redaction VALUES (?, '[]', 1, '2026-11-23', 'test')").run(hash)
  }
  db.close()
  engine.open(engine.root)
}

/** Lets the press be watched: what it is asked to lay out. */
function startWatched() {
  const orders: PrintOrder[] = []
  const engine = startWithPortfolio({
    startWorker: (kind) => {
      if (kind === 'media') return mediaHere(kind)
      const { near, far } = line()
      serve({
        table: pressRequests,
        methods: {
          print: () => Promise.reject(new Error('not asked')),
          printList: () => Promise.reject(new Error('not asked')),
          drawPage: () => ({ isDrawn: false }),
          layBook: (order) => {
            orders.push(order)
            return { width: 1, height: 1, pages: [], pictures: [], gaps: [] }
          },
        },
        link: far,
        logBug: (bug) => {
          throw bug
        },
      })
      return { link: near, end: () => undefined }
    },
  })
  return { engine, orders }
}
