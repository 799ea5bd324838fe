import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { listFiles } from '../../electron/engine/opened'
import { fullPortfolio, rowsOf, treeOf } from '../support/archives'
import { bridgeSchool, startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { chooseStick, copyNow, gatherTexts, openElsewhere } from '../support/extra-copies'
import { steps, workOn } from '../support/random-work'
import { temporaryFolder } from '../support/temporary'

const write = (engine: TestEngine, text: string) => engine.ask('writeAnswer', { strand: 'students.1', text })

async function answerOf(engine: TestEngine): Promise<string | undefined> {
  return (await engine.ask('section', { section: 'students' })).strands[0]?.answer
}

/** What a copy consists of beside its database. */
const filesIn = (root: string) => ({
  files: treeOf(join(root, 'files')),
  submissions: treeOf(join(root, 'submissions')),
})

describe('an extra copy', () => {
  it('is the whole portfolio in a folder of its name, with what belongs to it and nothing else', async () => {
    const engine = await fullPortfolio()
    const stick = await chooseStick(engine)
    const { files, ...made } = await copyNow(engine)
    expect(made).toMatchObject({ name: 'Bridge.fivefold', leftOut: [], besides: null })
    expect(files).toBeGreaterThan(5)
    const root = join(stick, 'Bridge.fivefold')
    expect(readdirSync(stick)).toEqual(['Bridge.fivefold'])
    expect(readdirSync(root).sort()).toEqual(['extra-copy.json', 'files', 'portfolio.sqlite', 'submissions'])
    expect(filesIn(root)).toEqual(filesIn(engine.root))
    engine.close()
    expect(rowsOf(join(root, 'portfolio.sqlite')).rows).toEqual(
      rowsOf(join(engine.root, 'portfolio.sqlite')).rows,
    )
    const there = openElsewhere(root)
    expect(await there.ask('verify', {})).toEqual([])
    expect(await there.ask('listSubmissions', {})).toHaveLength(1)
    expect(await there.ask('undo', {})).not.toBeNull()
  })

  it('is made, and stands as made, while there is no room to remember it on this computer', async () => {
    const userFolder = temporaryFolder()
    const engine = startWithPortfolio({ userFolder })
    await gatherTexts(engine, 'one')
    await chooseStick(engine)
    symlinkSync('/dev/full', join(userFolder, 'settings.json.new'))
    expect(await copyNow(engine)).toMatchObject({ files: 1 })
    expect(await engine.ask('extraCopy', {})).toMatchObject({ isUpToDate: true, failure: null })
  })

  it('takes only what is new the next time, and nothing where nothing is', async () => {
    const engine = startWithPortfolio()
    await gatherTexts(engine, 'one', 'two')
    const stick = await chooseStick(engine)
    expect(await copyNow(engine)).toMatchObject({ files: 2, bytes: 6 })
    const root = join(stick, 'Bridge.fivefold')
    const before = listFiles(root).map(({ path }) => statSync(path).ino)
    expect(await copyNow(engine)).toMatchObject({ files: 0, bytes: 0 })
    expect(await engine.ask('extraCopy', {})).toMatchObject({ isUpToDate: true, reminder: null })
    await gatherTexts(engine, 'three')
    expect(await copyNow(engine)).toMatchObject({ files: 1, bytes: 5 })
    const now = listFiles(join(root, 'files')).map(({ path }) => statSync(path).ino)
    expect(now.filter((ino) => !before.includes(ino))).toHaveLength(1)
    const { backups } = await engine.ask('listBackups', {})
    expect(backups.map(({ number }) => number)).toEqual([2, 1])
  })

  it('says the same as the portfolio after any work in it', async () => {
    const work = fc.array(fc.tuple(steps(8), fc.boolean()), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(work, async (rounds) => {
        const engine = startWithPortfolio()
        const root = join(await chooseStick(engine), 'Bridge.fivefold')
        for (const [list, isOpenedAnew] of rounds) {
          await workOn(engine, list)
          if (isOpenedAnew) {
            engine.close()
            engine.open(engine.root)
          }
          expect((await copyNow(engine)).leftOut).toEqual([])
          engine.close()
          const { rows } = rowsOf(join(engine.root, 'portfolio.sqlite'))
          expect(rowsOf(join(root, 'portfolio.sqlite')).rows).toEqual(rows)
          engine.open(engine.root)
        }
        const stored = (rowsOf(join(root, 'portfolio.sqlite')).rows.file ?? []) as { hash: string }[]
        const lying = listFiles(join(root, 'files')).map(({ name }) => name)
        expect(lying.sort()).toEqual(stored.map(({ hash }) => hash).sort())
        expect(await openElsewhere(root).ask('verify', {})).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  it('has no byte of a forgotten file after the next copying, though somebody had looked at it there', async () => {
    const engine = startWithPortfolio()
    const { hashes } = await gatherTexts(engine, 'Kirschkernweitspucken '.repeat(400), 'stays')
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    const there = openElsewhere(root)
    await there.ask('makeBackup', {})
    mkdirSync(join(root, 'cache/thumbnail'), { recursive: true })
    writeFileSync(join(root, `cache/thumbnail/${hashes[0] ?? ''}.jpg`), 'Kirschkernweitspucken')
    there.close()
    await engine.ask('forgetFiles', { files: hashes.slice(0, 1) })
    expect(await engine.ask('extraCopy', {})).toMatchObject({ isUpToDate: false })
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', besides: null })
    const all = listFiles(root).map(({ path }) => ({ path, bytes: readFileSync(path) }))
    const told = all.filter(({ bytes }) => bytes.includes('Kirschkern') || bytes.includes('писмо 0.txt'))
    expect(told.map(({ path }) => path)).toEqual([])
    expect(all.filter(({ path }) => path.includes(hashes[0] ?? ''))).toEqual([])
    expect(await openElsewhere(root).ask('verify', {})).toEqual([])
  })

  it('lets go of what was handed in and removed, though it lay sealed where somebody looked at it', async () => {
    const engine = await fullPortfolio()
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    openElsewhere(root).close()
    const [submission] = await engine.ask('listSubmissions', {})
    await engine.ask('removeSubmission', { id: submission?.id ?? '' })
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', files: 0 })
    expect(readdirSync(join(root, 'submissions'))).toEqual([])
    expect(await openElsewhere(root).ask('verify', {})).toEqual([])
  })

  it('says what is gone or damaged in the portfolio, and keeps what it had of it', async () => {
    const engine = startWithPortfolio()
    const folder = portfolioFolder(engine.root)
    const first = await gatherTexts(engine, 'was copied while it was whole')
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    const { hashes } = await gatherTexts(engine, 'is gone', 'is damaged')
    rmSync(originalPath(folder, hashes[0] ?? ''))
    writeFileSync(originalPath(folder, hashes[1] ?? ''), 'is scrambled')
    rmSync(originalPath(folder, first.hashes[0] ?? ''))
    const { files, leftOut } = await copyNow(engine)
    expect(files).toBe(0)
    expect(leftOut.map(({ why, names }) => [why, names]).sort()).toEqual([
      ['damaged', ['писмо 1.txt']],
      ['missing', ['писмо 0.txt']],
    ])
    expect(await engine.ask('extraCopy', {})).toMatchObject({ leftOut })
    expect(listFiles(join(root, 'files')).map(({ name }) => name)).toEqual(first.hashes)
    // From there it is brought back.
    const { found } = await engine.ask('findOriginals', {
      files: first.hashes,
      where: [engine.grant(root)],
    })
    expect(found).toEqual(first.hashes)
  })

  it('is another copy that is brought together with the portfolio', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'here')
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    const there = openElsewhere(root)
    there.wait(60_000)
    await there.ask('addPerson', { name: 'Мария' })
    there.close()
    await engine.ask('merge', { files: [{ grant: engine.grant(root) }] })
    expect(await engine.ask('listPeople', {})).toMatchObject([{ name: 'Мария' }])
  })

  it('is noted once as what left the portfolio, and a withdrawal finds it', async () => {
    const engine = startWithPortfolio()
    const first = await gatherTexts(engine, 'one')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    const second = await gatherTexts(engine, 'two')
    for (let time = 0; time < 3; time += 1) await copyNow(engine)
    const name = `${stick.split('/').at(-1) ?? ''}/Bridge.fivefold`
    expect(await engine.ask('listExports', {})).toMatchObject([{ isExtraCopy: true, name, files: 2 }])
    for (const { hashes } of [first, second]) {
      const { exports } = await engine.ask('listUses', { file: hashes[0] ?? '' })
      expect(exports).toMatchObject([{ isExtraCopy: true, name, files: 1 }])
    }
    const { exports } = await engine.ask('previewForgetting', { files: first.hashes })
    expect(exports).toMatchObject([{ isExtraCopy: true }])
  })
})

describe('what lies in the chosen folder', () => {
  it('is left as it is where somebody worked in the copy: the new one is made beside it', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'here')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    const there = openElsewhere(join(stick, 'Bridge.fivefold'))
    await write(there, 'there')
    there.close()
    const before = treeOf(join(stick, 'Bridge.fivefold'))
    await write(engine, 'here again')
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 2.fivefold', besides: 'Bridge.fivefold' })
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 2.fivefold', besides: null })
    expect(treeOf(join(stick, 'Bridge.fivefold'))).toEqual(before)
    expect(await answerOf(openElsewhere(join(stick, 'Bridge 2.fivefold')))).toBe('here again')
    expect(await answerOf(openElsewhere(join(stick, 'Bridge.fivefold')))).toBe('there')
  })

  it('is gone on with where the copy was only opened and looked at', async () => {
    const engine = startWithPortfolio()
    await gatherTexts(engine, 'one')
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    const written = readFileSync(join(root, 'portfolio.sqlite'))
    const there = openElsewhere(root)
    await there.ask('listEvidence', {})
    there.close()
    expect(readFileSync(join(root, 'portfolio.sqlite')).equals(written)).toBe(false)
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', files: 0, besides: null })
    expect(readFileSync(join(root, 'portfolio.sqlite')).equals(written)).toBe(true)
  })

  it('is left as it is while another program has the copy open, or left its journal there', async () => {
    const engine = startWithPortfolio()
    const stick = await chooseStick(engine)
    await copyNow(engine)
    const there = openElsewhere(join(stick, 'Bridge.fivefold'))
    await write(engine, 'now')
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 2.fivefold', besides: 'Bridge.fivefold' })
    expect(await there.ask('verify', {})).toEqual([])
  })

  it('is never touched where it is no copy of ours: another portfolio, another folder, a file, the copy of another school', async () => {
    const stick = temporaryFolder()
    const other = startTestEngine()
    other.create(join(stick, 'Bridge.fivefold'), bridgeSchool)
    other.close()
    mkdirSync(join(stick, 'Bridge 2.fivefold'))
    writeFileSync(join(stick, 'Bridge 2.fivefold', 'mine.txt'), 'mine')
    writeFileSync(join(stick, 'Bridge 3.fivefold'), 'a file')
    const school = startWithPortfolio()
    const elsewhere = await chooseStick(school)
    await copyNow(school)
    cpSync(join(elsewhere, 'Bridge.fivefold'), join(stick, 'Bridge 4.fivefold'), { recursive: true })
    const before = treeOf(stick)

    const engine = startWithPortfolio()
    await chooseStick(engine, stick)
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 5.fivefold', besides: null })
    expect(treeOf(stick)).toMatchObject(before)
    // A folder that is empty is as good as none.
    mkdirSync(join(elsewhere, 'Bridge 2.fivefold'))
    await chooseStick(engine, elsewhere)
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 2.fivefold' })
  })

  it('is written by one portfolio alone, though another with the same id is on this computer', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'first')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    engine.close()
    const second = join(temporaryFolder(), 'Bridge.fivefold')
    cpSync(engine.root, second, { recursive: true })
    engine.open(second)
    expect(await engine.ask('extraCopy', {})).toBeNull()
    await write(engine, 'second')
    await chooseStick(engine, stick)
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge 2.fivefold' })
    // The copy itself is one more; it makes none of itself.
    engine.open(join(stick, 'Bridge.fivefold'))
    expect(await engine.ask('extraCopy', {})).toBeNull()
    expect(await answerOf(engine)).toBe('first')
    // A portfolio that was moved keeps its copy.
    engine.close()
    const moved = join(temporaryFolder(), 'Elsewhere.fivefold')
    renameSync(engine.root, moved)
    engine.open(moved)
    expect(await engine.ask('extraCopy', {})).toMatchObject({ folder: stick, name: 'Bridge.fivefold' })
  })

  it('may not be a portfolio, and it is said when it is on the same disk', async () => {
    const engine = startWithPortfolio()
    const choose = (place: string) => engine.ask('chooseExtraCopy', { place: engine.grant(place) })
    for (const place of [engine.root, join(engine.root, 'files'), join(engine.root, 'cache')]) {
      await expect(choose(place)).rejects.toMatchObject({ code: 'copy.inPortfolio' })
    }
    await expect(choose(join(temporaryFolder(), 'gone'))).rejects.toMatchObject({ code: 'copy.notThere' })
    await expect(copyNow(engine)).rejects.toMatchObject({ code: 'copy.none' })
    expect(await choose(temporaryFolder())).toMatchObject({ isOnSameDisk: true, isThere: true, madeAt: '' })
    if (existsSync('/dev/shm'))
      expect(await choose(temporaryFolder('/dev/shm'))).toMatchObject({ isOnSameDisk: false })
    await engine.ask('forgoExtraCopy', {})
    expect(await engine.ask('extraCopy', {})).toBeNull()
  })
})

describe('a copying that was cut off while the database was put in place', () => {
  it('is gone on with, though it was cut off there twice', async () => {
    const engine = startWithPortfolio()
    const stick = await chooseStick(engine)
    await write(engine, 'one')
    await copyNow(engine)
    const root = join(stick, 'Bridge.fivefold')
    const database = readFileSync(join(root, 'portfolio.sqlite'))
    for (const text of ['two', 'three']) {
      await write(engine, text)
      // As it lies there when the power goes before the rename: the marker knows of both, the old one is still there.
      const before = JSON.parse(readFileSync(join(root, 'extra-copy.json'), 'utf8')) as {
        databases: unknown[]
      }
      expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', besides: null })
      const after = JSON.parse(readFileSync(join(root, 'extra-copy.json'), 'utf8')) as typeof before
      expect(after.databases).toHaveLength(1)
      const both = { ...after, databases: [before.databases[0], after.databases[0]] }
      writeFileSync(join(root, 'extra-copy.json'), JSON.stringify(both))
      writeFileSync(join(root, 'portfolio.sqlite'), database)
    }
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', besides: null })
    expect(await answerOf(openElsewhere(root))).toBe('three')
  })
})

describe('a stick', () => {
  it('that is not there, or goes half-way, is told of; the copy of before is whole, and the next time goes on', async () => {
    const engine = startWithPortfolio()
    await gatherTexts(engine, 'one')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    await gatherTexts(engine, 'x'.repeat(3_000_000), 'y'.repeat(3_000_000), 'z'.repeat(3_000_000))
    renameSync(stick, `${stick}-away`)
    await expect(copyNow(engine)).rejects.toMatchObject({ code: 'copy.notThere', words: { folder: stick } })
    expect(await engine.ask('extraCopy', {})).toMatchObject({ isThere: false, isUpToDate: false })
    renameSync(`${stick}-away`, stick)

    const making = engine.methods.makeExtraCopy(
      {},
      {
        signal: new AbortController().signal,
        progress: ({ done }) => {
          if (done === 1 && existsSync(stick)) renameSync(stick, `${stick}-away`)
        },
      },
    )
    await expect(making).rejects.toMatchObject({ code: 'copy.notThere' })
    const away = openElsewhere(join(`${stick}-away`, 'Bridge.fivefold'))
    expect(await away.ask('verify', {})).toEqual([])
    expect(await away.ask('listEvidence', {})).toHaveLength(1)
    away.close()
    rmSync(stick, { recursive: true, force: true })
    renameSync(`${stick}-away`, stick)
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold', leftOut: [] })
    expect(await openElsewhere(join(stick, 'Bridge.fivefold')).ask('verify', {})).toEqual([])
    expect(engine.bugs).toEqual([])
  })

  it('that may not be written is told of', async () => {
    const engine = startWithPortfolio()
    const stick = await chooseStick(engine)
    await copyNow(engine)
    await gatherTexts(engine, 'more')
    // Root may write everywhere, but no folder into a file.
    writeFileSync(join(stick, 'Bridge.fivefold/files'), '')
    await expect(copyNow(engine)).rejects.toMatchObject({
      code: 'copy.notWritable',
      words: { folder: stick },
    })
  })

  it('keeps its copy of before when the copying is cancelled, and nothing half-done is seen', async () => {
    const engine = startWithPortfolio()
    await gatherTexts(engine, 'one')
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    await copyNow(engine)
    await gatherTexts(engine, 'two', 'three')
    const controller = new AbortController()
    const making = engine.methods.makeExtraCopy(
      {},
      { signal: controller.signal, progress: ({ done }) => done === 1 && controller.abort() },
    )
    await expect(making).rejects.toMatchObject({ code: 'cancelled' })
    const there = openElsewhere(root)
    expect(await there.ask('listEvidence', {})).toHaveLength(1)
    there.close()
    expect(await copyNow(engine)).toMatchObject({ name: 'Bridge.fivefold' })
    expect(await openElsewhere(root).ask('listEvidence', {})).toHaveLength(2)
  })

  it('never keeps what is forgotten while it is being copied', async () => {
    const engine = startWithPortfolio()
    const { hashes } = await gatherTexts(engine, 'x'.repeat(4_000_000), 'y'.repeat(4_000_000))
    const root = join(await chooseStick(engine), 'Bridge.fivefold')
    const forgetting: Promise<unknown>[] = []
    const copying = engine.methods.makeExtraCopy(
      {},
      {
        signal: new AbortController().signal,
        progress: () => {
          if (forgetting.length === 0)
            forgetting.push(engine.ask('forgetFiles', { files: hashes.slice(0, 1) }))
        },
      },
    )
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' })
    await Promise.all(forgetting)
    await copyNow(engine)
    expect(listFiles(join(root, 'files')).map(({ name }) => name)).toEqual(hashes.slice(1))
  })
})
