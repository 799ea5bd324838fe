import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../electron/engine/database'
import { portfolioFolder } from '../../electron/engine/folders'
import { migrations } from '../../electron/engine/migrations'
import { bridgeSchool, startTestEngine, startWithPortfolio } from '../support/engine'
import { holdOpen } from '../support/holder'
import { temporaryFolder } from '../support/temporary'

describe('a new portfolio', () => {
  it('has eSafety and the five principles with their strands', async () => {
    const engine = startWithPortfolio()
    const { sections, portfolio } = await engine.ask('portfolio', {})
    expect(sections.map(({ id, strands }) => [id, strands.length])).toEqual([
      ['esafety', 4],
      ['leadership', 5],
      ['collaboration', 5],
      ['students', 5],
      ['example', 4],
      ['inclusion', 6],
    ])
    expect(sections[3]?.strands[1]).toMatchObject({ id: 'students.2', number: '3.2' })
    expect(portfolio).toMatchObject(bridgeSchool)
  })

  it('is not made within a file, which stays as it is', async () => {
    const engine = startTestEngine()
    const place = join(temporaryFolder(), 'plan.pdf')
    writeFileSync(place, 'a plan')
    const making = engine.ask('addPortfolio', { facts: bridgeSchool, place: engine.grant(place) })
    await expect(making).rejects.toMatchObject({ code: 'portfolio.notWritable' })
    expect(statSync(place).size).toBe(6)
  })

  it.each(['CON', 'a/b\\c:*?"<>|', '🙂'.repeat(150), 'x'.repeat(300), '...', 'Училище „Мост“'])(
    'gets a folder that every system can hold: %s',
    async (school) => {
      const documents = temporaryFolder()
      const engine = startTestEngine({ documents })
      await engine.ask('addPortfolio', { facts: { ...bridgeSchool, school }, place: null })
      const [name = ''] = readdirSync(documents)
      expect(name).toMatch(/\.fivefold$/)
      expect(Buffer.byteLength(name)).toBeLessThan(255)
      expect(name).not.toMatch(/^(con|nul|aux|prn)\.|[\\/:*?"<>|]/i)
      expect((await engine.ask('portfolio', {})).portfolio.school).toBe(school)
    },
  )

  it('never lands on an old one: the second of a name gets a number', async () => {
    const engine = startTestEngine({ documents: temporaryFolder() })
    await engine.ask('addPortfolio', { facts: bridgeSchool, place: null })
    const { folder } = await engine.ask('findPlaceForPortfolio', { school: bridgeSchool.school, place: null })
    expect(folder).toMatch(/ 2\.fivefold$/)
    expect(() => engine.create(join(folder, '..'), bridgeSchool)).toThrow(
      expect.objectContaining({ code: 'portfolio.exists' }),
    )
  })

  it('is refused without a name, and nothing is left behind', () => {
    const engine = startTestEngine()
    const root = join(temporaryFolder(), 'x.fivefold')
    expect(() => engine.create(root, { ...bridgeSchool, school: '' })).toThrow(
      expect.objectContaining({ code: 'school.missing' }),
    )
    expect(existsSync(root)).toBe(false)
  })
})

describe('opening', () => {
  it('brings the last one back, and the list of recent ones', async () => {
    const userFolder = temporaryFolder()
    const engine = startWithPortfolio({ userFolder })
    engine.close()
    const restarted = startTestEngine({ userFolder })
    expect(await restarted.ask('openLastPortfolio', {})).toMatchObject({ school: bridgeSchool.school })
    expect(await restarted.ask('listRecentPortfolios', {})).toMatchObject([
      { isThere: true, folder: engine.root },
    ])
    await restarted.ask('closePortfolio', {})
    expect(await restarted.ask('openLastPortfolio', {})).toBeNull()
    renameSync(engine.root, `${engine.root}.elsewhere`)
    expect(await restarted.ask('listRecentPortfolios', {})).toMatchObject([{ isThere: false }])
  })

  it('leaves one file at rest', () => {
    const engine = startWithPortfolio()
    engine.close()
    expect(readdirSync(engine.root).filter((name) => name.startsWith('portfolio'))).toEqual([
      'portfolio.sqlite',
    ])
  })

  it('is durable: every commit reaches the disk', () => {
    const engine = startWithPortfolio()
    engine.close()
    const db = openDatabase(portfolioFolder(engine.root), { clock: () => new Date(), author: () => '' })
    onTestFinished(() => void db.close())
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  })

  const spoilers: Record<string, { spoil: (root: string) => void; code: string }> = {
    'an empty folder': {
      spoil: (root) => {
        renameSync(join(root, 'portfolio.sqlite'), join(root, 'x'))
      },
      code: 'portfolio.notOne',
    },
    'an empty database file': {
      spoil: (root) => {
        truncateSync(join(root, 'portfolio.sqlite'))
      },
      code: 'portfolio.damaged',
    },
    'a half-copied database': {
      spoil: (root) => {
        truncateSync(join(root, 'portfolio.sqlite'), 9000)
      },
      code: 'portfolio.damaged',
    },
    'a file that is no database': {
      spoil: (root) => {
        writeFileSync(join(root, 'portfolio.sqlite'), 'words '.repeat(900))
      },
      code: 'portfolio.damaged',
    },
    'a database of another program': {
      spoil: (root) => {
        const path = join(root, 'other.sqlite')
        const db = new Database(path)
        db.exec('CREATE TABLE t (a)')
        db.close()
        copyFileSync(path, join(root, 'portfolio.sqlite'))
      },
      code: 'portfolio.notOne',
    },
    'a portfolio of a newer app': {
      spoil: (root) => {
        const db = new Database(join(root, 'portfolio.sqlite'))
        db.pragma('user_version = 9999')
        db.close()
      },
      code: 'portfolio.newer',
    },
    'a portfolio that says nothing of its school': {
      spoil: (root) => {
        const db = new Database(join(root, 'portfolio.sqlite'))
        db.exec('DELETE FROM book; DELETE FROM application; DELETE FROM portfolio')
        db.close()
      },
      code: 'portfolio.damaged',
    },
    'a portfolio with spoilt pages': {
      spoil: (root) => {
        const db = new Database(join(root, 'portfolio.sqlite'))
        db.unsafeMode()
        db.pragma('writable_schema = ON')
        db.exec("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'evidence'")
        db.close()
      },
      code: 'portfolio.damaged',
    },
  }
  it.each(Object.entries(spoilers))(
    'refuses %s, says why, and keeps what is open',
    async (_name, { spoil, code }) => {
      const engine = startWithPortfolio()
      engine.close()
      spoil(engine.root)
      const size = statSync(engine.root).size
      const other = startWithPortfolio()
      expect(() => other.open(engine.root)).toThrow(expect.objectContaining({ code }))
      expect(statSync(engine.root).size).toBe(size)
      await other.ask('writeAnswer', { strand: 'students.1', text: 'still works' })
    },
  )

  it('refuses a folder that is gone, and a file', () => {
    const engine = startTestEngine()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), 'x')
    expect(() => engine.open(join(folder, 'gone'))).toThrow(
      expect.objectContaining({ code: 'portfolio.missing' }),
    )
    expect(() => engine.open(join(folder, 'file'))).toThrow(
      expect.objectContaining({ code: 'portfolio.notOne' }),
    )
  })

  it('refuses a portfolio that another process holds, and takes it once that is gone', async () => {
    const engine = startWithPortfolio()
    engine.close()
    const release = await holdOpen(engine.root)
    expect(() => engine.open(engine.root)).toThrow(expect.objectContaining({ code: 'portfolio.inUse' }))
    await release()
    expect(engine.open(engine.root)).toMatchObject({ school: bridgeSchool.school })
  })

  it('keeps a copy before a migration, and goes through all of them', () => {
    const folder = portfolioFolder(temporaryFolder())
    mkdirSync(folder.files)
    const engine = startWithPortfolio()
    engine.close()
    copyFileSync(join(engine.root, 'portfolio.sqlite'), folder.database)
    const newest = migrations.at(-1)?.version ?? 0
    const next = { version: newest + 1, sql: 'CREATE TABLE later (id TEXT PRIMARY KEY) STRICT' }
    const options = { clock: () => new Date(), author: () => '', migrations: [...migrations, next] }
    const db = openDatabase(folder, options)
    onTestFinished(() => void db.close())
    expect(db.pragma('user_version', { simple: true })).toBe(newest + 1)
    const [copy = ''] = readdirSync(folder.backups)
    const before = new Database(join(folder.backups, copy), { readonly: true })
    onTestFinished(() => void before.close())
    expect(before.pragma('user_version', { simple: true })).toBe(newest)
  })

  it('leaves the old schema whole when a migration fails', () => {
    const engine = startWithPortfolio()
    engine.close()
    const next = (migrations.at(-1)?.version ?? 0) + 1
    const broken = {
      version: next,
      sql: 'CREATE TABLE later (id TEXT) STRICT; INSERT INTO nowhere VALUES (1)',
    }
    const options = { clock: () => new Date(), author: () => '', migrations: [...migrations, broken] }
    expect(() => openDatabase(portfolioFolder(engine.root), options)).toThrow(/nowhere/)
    expect(startTestEngine().open(engine.root)).toMatchObject({ school: bridgeSchool.school })
  })
})
