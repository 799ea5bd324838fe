import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closePortfolio, openPortfolio } from '../../electron/engine/opened'
import { prepareFiles } from '../../electron/engine/prepare'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const jpegStart = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')

/** A folder as schools have them: photos, papers, what systems leave, a loop of links, the same photo twice. */
function schoolFolder(): string {
  const folder = join(temporaryFolder(), 'Ден на отворените врати')
  mkdirSync(join(folder, 'снимки', 'още'), { recursive: true })
  mkdirSync(join(folder, 'Other.fivefold'))
  const files: Record<string, string | Buffer> = {
    'Програма.pdf': '%PDF-1.4 x',
    'снимки/IMG_1.jpg': Buffer.concat([jpegStart, Buffer.from('one')]),
    'снимки/IMG_2.jpg': Buffer.concat([jpegStart, Buffer.from('two')]),
    'снимки/още/IMG_1 copy.jpg': Buffer.concat([jpegStart, Buffer.from('one')]),
    'notes.txt': 'Бележки',
    'strange.xyz': Buffer.from([0, 1, 2, 3]),
    'Thumbs.db': 'x',
    '.DS_Store': 'x',
    '~$Програма.docx': 'x',
    'Other.fivefold/portfolio.sqlite': 'x',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  symlinkSync(folder, join(folder, 'снимки', 'loop'))
  symlinkSync(join(folder, 'notes.txt'), join(folder, 'link.txt'))
  return folder
}

const prepare = (engine: TestEngine, path: string) =>
  engine.ask('prepareFiles', { files: [{ grant: engine.grant(path) }] })

describe('what is about to come in', () => {
  it('is counted by kind, all folders opened, without clutter, links and other portfolios', async () => {
    const engine = startWithPortfolio()
    const preview = await prepare(engine, schoolFolder())
    expect(preview).toMatchObject({
      count: 6,
      folders: 3,
      known: [],
    })
    expect(await engine.ask('countKinds', { gathering: preview.gathering })).toEqual({
      photo: 3,
      document: 2,
      media: 0,
      other: 1,
    })
    expect(await engine.ask('listEvidence', {})).toEqual([])
    // Nor is a portfolio evidence when it is dropped itself.
    expect((await prepare(engine, engine.root)).count).toBe(0)
  })

  it('comes in as one piece, or as one a file in which a photo that is there twice counts once', async () => {
    const engine = startWithPortfolio()
    const folder = schoolFolder()
    const together = await prepare(engine, folder)
    const one = await engine.ask('addEvidence', {
      place,
      prepared: { gathering: together.gathering, leaveOut: [] },
    })
    expect(one.ids).toHaveLength(1)
    expect(one.files.map(({ outcome }) => outcome).sort()).toEqual([
      'added',
      'added',
      'added',
      'added',
      'added',
      'duplicate',
    ])
    await engine.ask('undo', {})
    const apart = await prepare(engine, folder)
    const each = await engine.ask('addEvidence', {
      place,
      prepared: { gathering: apart.gathering, leaveOut: [] },
      each: true,
    })
    expect(each.ids).toHaveLength(5)
    const titles = (await engine.ask('listEvidence', {})).map(({ title }) => title)
    expect(titles).toContain('Програма')
    await engine.ask('undo', {})
    expect(await engine.ask('listEvidence', {})).toEqual([])
  })

  it('names what is in the portfolio already, and can be told to leave it out', async () => {
    const engine = startWithPortfolio()
    const folder = schoolFolder()
    const photo = join(folder, 'снимки', 'IMG_1.jpg')
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, title: 'Ученици', files: [{ path: photo }] })
    const { known, gathering } = await prepare(engine, folder)
    expect(known.map(({ name, title, evidence }) => ({ name, title, evidence }))).toEqual([
      { name: 'IMG_1.jpg', title: 'Ученици', evidence: id },
      { name: 'IMG_1 copy.jpg', title: 'Ученици', evidence: id },
    ])
    const { files } = await engine.ask('addEvidence', {
      place,
      prepared: { gathering, leaveOut: known.map(({ index }) => index) },
    })
    expect(files).toHaveLength(4)
    // What is in the trash is not there.
    await engine.ask('removeEvidence', { ids: [id ?? ''] })
    expect((await prepare(engine, photo)).known).toEqual([])
  })

  it('is no second piece where the same file is one already: that stands under the new place, too', async () => {
    const engine = startWithPortfolio()
    const other = { section: 'leadership', strand: 'leadership.1' } as const
    const folder = schoolFolder()
    const photo = join(folder, 'снимки', 'IMG_1.jpg')
    const {
      ids: [id = ''],
    } = await engine.ask('addEvidence', { place, title: 'Ученици', files: [{ path: photo }] })
    const add = async (to: typeof place | typeof other | null, path: string, each: boolean) => {
      const { gathering, known } = await prepare(engine, path)
      expect(known[0]?.places).toContainEqual(place)
      return engine.ask('addEvidence', { place: to, prepared: { gathering, leaveOut: [] }, each })
    }
    expect(await add(other, photo, false)).toMatchObject({ ids: [id], files: [{ outcome: 'added' }] })
    expect((await engine.ask('evidence', { id })).places.map(({ strand }) => strand).sort()).toEqual([
      'leadership.1',
      'students.2',
    ])
    expect(await engine.ask('listEvidence', {})).toHaveLength(1)
    await engine.ask('undo', {})
    expect((await engine.ask('evidence', { id })).places).toEqual([place])
    // Among others of a folder, too, one for each file.
    const { ids } = await add(other, folder, true)
    expect(ids).toContain(id)
    expect(await engine.ask('listEvidence', {})).toHaveLength(5)
    await engine.ask('undo', {})
    // Where it stands already, nowhere, and as one of many files, it is wanted once more.
    expect((await add(place, photo, false)).ids).not.toContain(id)
    await engine.ask('undo', {})
    expect((await add(null, photo, false)).ids).not.toContain(id)
    await engine.ask('undo', {})
    expect((await add(other, folder, false)).ids).not.toContain(id)
    await engine.ask('undo', {})
    // A piece with more in it stays where it is.
    await engine.ask('attachFiles', { evidence: id, files: [{ path: join(folder, 'notes.txt') }] })
    expect((await add(other, photo, false)).ids).not.toContain(id)
  })

  it('is told with what could not be read, at any depth', async () => {
    const engine = startWithPortfolio()
    const folder = schoolFolder()
    const other = schoolFolder()
    const gone = join(folder, 'снимки')
    engine.close()
    const opened = openPortfolio(engine.root, { clock: () => new Date(), author: () => 'other' })
    onTestFinished(() => closePortfolio(opened))
    let asked = 0
    // Each path is seen after it was asked whether to go on: what was listed before vanishes then.
    const signal = {
      get aborted() {
        asked += 1
        if (asked === 3) rmSync(other, { recursive: true })
        if (asked === 4) rmSync(gone, { recursive: true })
        return false
      },
    } as AbortSignal
    const { preview } = await prepareFiles(opened.db, [folder, other], { signal, progress: () => undefined })
    expect(preview.unread).toEqual(['снимки', basename(other)])
    expect(preview.names).toEqual(['notes.txt', 'strange.xyz', 'Програма.pdf'])
  })

  it('that is gone meanwhile is named, and an unknown gathering is refused', async () => {
    const engine = startWithPortfolio()
    const { gathering, count } = await prepare(engine, join(temporaryFolder(), 'gone.txt'))
    expect(count).toBe(1)
    const { ids, files } = await engine.ask('addEvidence', { place, prepared: { gathering, leaveOut: [] } })
    expect([ids, files[0]?.outcome]).toEqual([[], 'refused'])
    await expect(
      engine.ask('addEvidence', { place, prepared: { gathering: 'no such', leaveOut: [] } }),
    ).rejects.toMatchObject({ code: 'input.invalid' })
  })
})
