import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { afterOpening, longestTime, quietTime } from '../../electron/engine/backups'
import { backupNow } from '../../electron/engine/backup'
import { createChecker } from '../../electron/engine/checker'
import { openDatabase } from '../../electron/engine/database'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { migrations } from '../../electron/engine/migrations'
import { checkingHere } from '../support/checker'
import { writePdf } from '../support/documents'
import { bridgeSchool, startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { isHeld } from '../support/holder'
import { mediaThatDies } from '../support/media-worker'
import { temporaryFolder } from '../support/temporary'

const backupsOf = (root: string) => readdirSync(join(root, 'backups')).filter((name) => /^\d{4}_/.test(name))

async function write(engine: TestEngine, text: string): Promise<void> {
  await engine.ask('writeAnswer', { strand: 'students.1', text })
}

async function answerOf(engine: TestEngine): Promise<string | undefined> {
  const { strands } = await engine.ask('section', { section: 'students' })
  return strands[0]?.answer
}

function textFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

async function gather(engine: TestEngine, path: string): Promise<{ id: string; hash: string }> {
  const place = { section: 'students', strand: 'students.2' } as const
  const { ids } = await engine.ask('addEvidence', { place, files: [{ grant: engine.grant(path) }] })
  const id = ids[0] ?? ''
  const [attachment] = (await engine.ask('evidence', { id })).attachments
  return { id, hash: attachment && attachment.role !== 'link' ? attachment.file.hash : '' }
}

describe('a backup', () => {
  it('is a whole portfolio of its own, and the list tells what was in it', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'Питат и нас.')
    const { backup, isNew } = await engine.ask('makeBackup', {})
    expect(isNew).toBe(true)
    expect(backup).toMatchObject({ number: 1, reason: 'hand', pieces: 0, answers: 1 })
    expect(await engine.ask('listBackups', {})).toEqual({ backups: [backup], failure: null })
    expect(readdirSync(join(engine.root, 'backups'))).toEqual([backup.name])

    const other = portfolioFolder(join(temporaryFolder(), 'Copy.fivefold'))
    mkdirSync(other.root)
    copyFileSync(join(engine.root, 'backups', backup.name), other.database)
    const opened = startTestEngine()
    opened.open(other.root)
    expect(await answerOf(opened)).toBe('Питат и нас.')
  })

  it('is made only when something differs from the newest, also after the portfolio was closed', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'one')
    await engine.ask('makeBackup', {})
    expect(await engine.ask('makeBackup', {})).toMatchObject({ isNew: false, backup: { number: 1 } })
    engine.close()
    engine.open(engine.root)
    expect(await engine.ask('makeBackup', {})).toMatchObject({ isNew: false, backup: { number: 1 } })
    await write(engine, 'two')
    expect(await engine.ask('makeBackup', {})).toMatchObject({ isNew: true, backup: { number: 2 } })
    expect(backupsOf(engine.root)).toHaveLength(2)
  })

  it('holds what was written while it was made, or nothing of it', async () => {
    const engine = startWithPortfolio()
    for (let index = 0; index < 40; index += 1) {
      await engine.ask('addPerson', { name: `Person ${index}`, role: 'x'.repeat(250) })
    }
    const making = engine.ask('makeBackup', {})
    await write(engine, 'meanwhile')
    const { backup } = await making
    const copy = new Database(join(engine.root, 'backups', backup.name), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.pragma('foreign_key_check')).toEqual([])
    copy.close()
  })

  it('that was cut off is gone at the next opening, and closing in the middle harms nothing', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'one')
    const making = engine.ask('makeBackup', {})
    engine.close()
    await expect(making).rejects.toMatchObject({ code: 'portfolio.none' })
    mkdirSync(join(engine.root, 'backups'), { recursive: true })
    writeFileSync(join(engine.root, 'backups', 'incoming-x.sqlite'), 'half')
    engine.open(engine.root)
    expect(readdirSync(join(engine.root, 'backups'))).toEqual([])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('is kept before a migration, under the same name as the others, and no other process gets in meanwhile', () => {
    const engine = startWithPortfolio()
    engine.close()
    const next = {
      version: (migrations.at(-1)?.version ?? 0) + 1,
      sql: 'CREATE TABLE later (id TEXT) STRICT',
    }
    const options = { clock: () => new Date(), author: () => '', migrations: [...migrations, next] }
    const db = openDatabase(portfolioFolder(engine.root), options)
    expect(backupsOf(engine.root)).toEqual([expect.stringMatching(/^0001_.*_migration_0_0\.sqlite$/)])
    expect(isHeld(engine.root)).toBe(true)
    db.close()
    expect(isHeld(engine.root)).toBe(false)
  })

  it('is the portfolio at one moment, whatever is written while it is made', async () => {
    const engine = startWithPortfolio()
    const confirmed: string[] = []
    const writeNext = async () => {
      const text = `${'дума '.repeat(100)}${confirmed.length}`
      await write(engine, text)
      confirmed.push(text)
    }
    await writeNext()
    for (let round = 0; round < 3; round += 1) {
      const before = confirmed.length - 1
      const now = { isMaking: true }
      const making = engine.ask('makeBackup', {}).finally(() => (now.isMaking = false))
      while (now.isMaking) {
        await writeNext()
        await setImmediate()
      }
      const { backup } = await making
      const copy = new Database(join(engine.root, 'backups', backup.name), { readonly: true })
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
      const kept = copy.prepare("SELECT text FROM answer WHERE strand_id = 'students.1'").pluck().get()
      copy.close()
      expect(confirmed.slice(before)).toContain(kept)
    }
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('can be made by whoever is about to replace much: before a merge', async () => {
    const engine = startWithPortfolio()
    engine.close()
    const folder = portfolioFolder(engine.root)
    const db = openDatabase(folder, { clock: () => new Date(), author: () => '' })
    const checker = createChecker(checkingHere(mediaThatDies))
    expect(await backupNow({ folder, db }, { reason: 'merge', checker })).toMatchObject({
      isNew: true,
      backup: { reason: 'merge' },
    })
    db.close()
  })
})

describe('backups by themselves', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Lets the timers go on, and then what they began. */
  async function after(ms: number, root: string, count: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.waitUntil(() => backupsOf(root).length >= count, { timeout: 10_000, interval: 5 })
  }

  it('are made at opening, when it is quiet after a change, and in the midst of long work', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const first = startWithPortfolio()
    await write(first, 'one')
    first.close()
    const engine = startTestEngine({ backsUp: true })
    engine.open(first.root)
    await after(afterOpening, first.root, 1)
    await write(engine, 'two')
    await vi.advanceTimersByTimeAsync(quietTime - 1000)
    expect(backupsOf(first.root)).toHaveLength(1)
    await after(1000, first.root, 2)

    for (let worked = 0; worked < longestTime; worked += quietTime / 2) {
      await write(engine, `word ${worked}`)
      await vi.advanceTimersByTimeAsync(quietTime / 2)
    }
    await after(0, first.root, 3)
    expect(backupsOf(first.root).map((name) => name.split('_')[3])).toEqual(['opening', 'change', 'change'])
    expect(engine.bugs).toEqual([])
  })

  it('are not made when nothing was changed, and of a portfolio that was just made', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const engine = startWithPortfolio({ backsUp: true })
    await vi.advanceTimersByTimeAsync(longestTime)
    expect(backupsOf(engine.root)).toEqual([])
  })

  it('that cannot be made are told of once and in the list, until one can', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const engine = startWithPortfolio({ backsUp: true })
    rmSync(join(engine.root, 'backups'), { recursive: true })
    writeFileSync(join(engine.root, 'backups'), 'a file in the way')
    await write(engine, 'one')
    await vi.advanceTimersByTimeAsync(quietTime)
    await vi.waitUntil(() =>
      engine.events.some((event) => event.kind === 'changed' && event.nouns.includes('backup')),
    )
    const told = () => engine.events.flatMap((event) => (event.kind === 'backups' ? event.failure?.code : []))
    expect(told()).toHaveLength(1)
    await write(engine, 'two')
    await vi.advanceTimersByTimeAsync(quietTime)
    await vi.waitUntil(
      () =>
        engine.events.filter((event) => event.kind === 'changed' && event.nouns.includes('backup')).length >
        1,
    )
    expect(told()).toHaveLength(1)
    rmSync(join(engine.root, 'backups'))
    const { failure } = await engine.ask('listBackups', {})
    expect(failure?.code).toBe(told()[0])
    await engine.ask('makeBackup', {})
    expect((await engine.ask('listBackups', {})).failure).toBeNull()
    expect(told()).toEqual([failure?.code, undefined])
  })

  it('that the portfolio is out of reach is told where it is written, not as a backup that failed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const engine = startWithPortfolio({ backsUp: true })
    await write(engine, 'one')
    renameSync(engine.root, `${engine.root}-gone`)
    await vi.advanceTimersByTimeAsync(quietTime)
    await vi.waitUntil(() =>
      engine.events.some((event) => event.kind === 'changed' && event.nouns.includes('backup')),
    )
    renameSync(`${engine.root}-gone`, engine.root)
    expect(engine.events.filter(({ kind }) => kind === 'backups')).toEqual([])
    expect((await engine.ask('listBackups', {})).failure?.code).toBe('portfolio.missing')
  })
})

describe('going back', () => {
  it('brings the state of then with its history, and what was now is the newest backup', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'then')
    const { backup } = await engine.ask('makeBackup', {})
    engine.wait(120_000)
    await write(engine, 'now')
    const restored = await engine.ask('restoreBackup', { backup: backup.name })
    expect(restored).toMatchObject({
      backup: { number: 1 },
      missing: [],
      portfolio: { school: bridgeSchool.school },
    })
    expect(await answerOf(engine)).toBe('then')
    expect(await engine.ask('listChanges', {})).toHaveLength(1)
    await engine.ask('undo', {})
    expect(await answerOf(engine)).toBe('')

    const { backups } = await engine.ask('listBackups', {})
    expect(backups[0]).toMatchObject({ number: 2, reason: 'restore', answers: 1 })
    await engine.ask('restoreBackup', { backup: '2' })
    expect(await answerOf(engine)).toBe('now')
    expect(await engine.ask('verify', {})).toEqual([])
    expect(readdirSync(join(engine.root, 'backups')).every((name) => /^\d{4}_/.test(name))).toBe(true)
  })

  it('finds every original that a kept backup refers to, long after the trash was emptied', async () => {
    const engine = startWithPortfolio()
    const { id, hash } = await gather(engine, textFile('letter.txt', 'A letter.'))
    const path = originalPath(portfolioFolder(engine.root), hash)
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('removeEvidence', { ids: [id] })
    await engine.ask('emptyTrash', {})
    forgetHistory(engine)
    expect(existsSync(path)).toBe(true)
    expect(await engine.ask('verify', {})).toEqual([])
    expect(await engine.ask('restoreBackup', { backup: backup.name })).toMatchObject({ missing: [] })
    expect(await engine.ask('verify', {})).toEqual([])
    expect(await engine.ask('listEvidence', {})).toHaveLength(1)
    expect(readFileSync(path, 'utf8')).toBe('A letter.')
  })

  it('lets originals go once the last backup that refers to them is gone', async () => {
    const engine = startWithPortfolio()
    const { id, hash } = await gather(engine, textFile('letter.txt', 'A letter.'))
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('removeEvidence', { ids: [id] })
    await engine.ask('emptyTrash', {})
    rmSync(join(engine.root, 'backups', backup.name))
    forgetHistory(engine)
    expect(existsSync(originalPath(portfolioFolder(engine.root), hash))).toBe(false)
  })

  it('is refused for a backup that is damaged, which says the next older one that is whole', async () => {
    const engine = startWithPortfolio()
    for (const text of ['one', 'two', 'three']) {
      await write(engine, text)
      await engine.ask('makeBackup', {})
    }
    const [newest, middle] = (await engine.ask('listBackups', {})).backups
    for (const each of [newest, middle]) truncateSync(join(engine.root, 'backups', each?.name ?? ''), 9000)
    const before = readFileSync(join(engine.root, 'portfolio.sqlite'))
    await expect(engine.ask('restoreBackup', { backup: newest?.name ?? '' })).rejects.toMatchObject({
      code: 'backup.unsound',
      words: { older: 'some', day: expect.any(Number) as number },
    })
    await expect(engine.ask('restoreBackup', { backup: '../portfolio.sqlite' })).rejects.toMatchObject({
      code: 'backup.gone',
    })
    expect(readFileSync(join(engine.root, 'portfolio.sqlite')).equals(before)).toBe(true)
    expect(await answerOf(engine)).toBe('three')
  })

  it('works for a portfolio that is damaged: the damaged file is kept, untouched', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'then')
    const { backup } = await engine.ask('makeBackup', {})
    engine.close()
    const path = join(engine.root, 'portfolio.sqlite')
    truncateSync(path, 9000)
    const damaged = readFileSync(path)
    expect(() => engine.open(engine.root)).toThrow(expect.objectContaining({ code: 'portfolio.damaged' }))
    const of = { grant: engine.grant(engine.root) }
    expect((await engine.ask('listBackups', { of })).backups).toMatchObject([{ name: backup.name }])
    await engine.ask('restoreBackup', { of, backup: backup.name })
    expect(await answerOf(engine)).toBe('then')
    const [kept = ''] = readdirSync(join(engine.root, 'backups')).filter((name) =>
      name.startsWith('damaged-'),
    )
    expect(readFileSync(join(engine.root, 'backups', kept)).equals(damaged)).toBe(true)
  })

  it('brings no record back of something handed in that was removed since', async () => {
    const engine = startWithPortfolio()
    const pdf = engine.grant(await writePdf(['Sent'], 'Sent.pdf'))
    const { id } = await engine.ask('addSubmission', { handedInOn: '2027-03-03', pdf, name: '' })
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('removeSubmission', { id })
    await engine.ask('restoreBackup', { backup: backup.name })
    expect(await engine.ask('listSubmissions', {})).toEqual([])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('takes back no withdrawn consent, and knows what left the app since', async () => {
    const engine = startWithPortfolio()
    const { hash } = await gather(engine, textFile('letter.txt', 'A letter.'))
    await engine.ask('writeConsent', { files: [hash], people: 'recognisable', state: 'held' })
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('withdraw', { file: hash })
    await engine.ask('exportAnswers', {
      out: engine.grant(join(temporaryFolder(), 'answers.txt')),
      only: null,
    })
    await engine.ask('restoreBackup', { backup: backup.name })
    const [piece] = await engine.ask('listEvidence', {})
    expect(JSON.stringify(piece)).toContain('"withdrawn"')
    expect(await engine.ask('listExports', {})).toHaveLength(1)
    await engine.ask('undo', {})
    await engine.ask('redo', {})
  })
})

describe('what is forgotten', () => {
  it('is gone from every backup, and going back to one does not bring it back', async () => {
    const engine = startWithPortfolio()
    const { hash } = await gather(engine, textFile('secret-7f3.txt', 'A secret-7f3.'))
    await write(engine, 'then')
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('forgetFiles', { files: [hash] })
    const bytes = readFileSync(join(engine.root, 'backups', backup.name))
    expect(bytes.includes('secret-7f3')).toBe(false)
    await engine.ask('restoreBackup', { backup: backup.name })
    expect(await answerOf(engine)).toBe('then')
    expect(await engine.ask('listEvidence', {})).toEqual([])
    expect(existsSync(originalPath(portfolioFolder(engine.root), hash))).toBe(false)
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('also when only a backup still knew of the pictures of a pupil', async () => {
    const engine = startWithPortfolio()
    const { id, hash } = await gather(engine, textFile('secret-7f3.txt', 'A secret-7f3.'))
    const { id: subject } = await engine.ask('addSubject', { kind: 'person', name: 'Maria', files: [hash] })
    await engine.ask('makeBackup', {})
    await engine.ask('removeEvidence', { ids: [id] })
    await engine.ask('emptyTrash', {})
    forgetHistory(engine)
    const { files } = await engine.ask('listUses', { subject })
    expect(files).toEqual([hash])
    await engine.ask('forgetFiles', { files, subject })
    expect(existsSync(originalPath(portfolioFolder(engine.root), hash))).toBe(false)
    for (const name of backupsOf(engine.root)) {
      expect(readFileSync(join(engine.root, 'backups', name)).includes('secret-7f3')).toBe(false)
    }
  })
})

/** Cuts the history off, as five hundred later steps do, and opens the portfolio again, which sweeps. */
function forgetHistory(engine: TestEngine & { root: string }): void {
  engine.close()
  const db = new Database(join(engine.root, 'portfolio.sqlite'))
  db.exec('DELETE FROM change_step; DELETE FROM change')
  db.close()
  engine.open(engine.root)
}
