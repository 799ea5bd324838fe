import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { originalPath, picturePath, portfolioFolder } from '../../electron/engine/folders'
import { textFile } from '../support/archives'
import { copyOf, mergeInto } from '../support/copies'
import { bridgeSchool, startTestEngine, type TestEngine } from '../support/engine'
import { place } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

type Portfolio = TestEngine & { root: string }

/** A new portfolio, so deep in a folder of its own that no path of these tests leads out of that, whatever goes wrong. */
function startDeep(): Portfolio {
  const engine = startTestEngine()
  const above = join(temporaryFolder(), '1', '2', '3', '4', '5', '6')
  mkdirSync(above, { recursive: true })
  const root = join(above, 'Bridge.fivefold')
  engine.create(root, bridgeSchool)
  return { ...engine, root }
}

/** Writes into the closed database what the app never would. */
function write({ root, close }: Portfolio, sql: string): void {
  close()
  const db = new Database(join(root, 'portfolio.sqlite'))
  db.pragma('foreign_keys = OFF')
  db.exec(sql)
  db.close()
}

/** A folder with a file in it beside the portfolio, which is nobody else's business. */
function neighbour({ root }: Portfolio): string {
  const folder = join(dirname(root), 'Theirs')
  mkdirSync(folder)
  writeFileSync(join(folder, 'letter.txt'), 'A letter.')
  return folder
}

const sent = (id: string) => `INSERT INTO contribution (id, invitation_id, sender, note, sent_at, received_at)
  VALUES ('${id}', '', 'x', '', '', '')`

/** Asks for the removal of what is no id, also past the border that lets only ids through. */
async function removes(engine: TestEngine, id: string): Promise<void> {
  const call = { signal: new AbortController().signal, progress: () => undefined }
  await expect(engine.ask('removeContribution', { id })).rejects.toMatchObject({ code: 'input.invalid' })
  await expect(engine.methods.removeContribution({ id }, call)).rejects.toMatchObject({
    code: 'contribution.gone',
  })
}

describe('a portfolio that somebody made to do harm', () => {
  it.each(['../../Theirs', '../..', '..', '.', ''])(
    'removes no folder by what colleagues sent: %j',
    async (id) => {
      const engine = startDeep()
      const theirs = neighbour(engine)
      write(engine, sent(id))
      engine.open(engine.root)
      expect(await engine.ask('listContributions', {})).toEqual([])
      await removes(engine, id)
      expect(readdirSync(theirs)).toEqual(['letter.txt'])
      expect(existsSync(join(engine.root, 'portfolio.sqlite'))).toBe(true)
    },
  )

  it('removes none after a repair, either', async () => {
    const engine = startDeep()
    const theirs = neighbour(engine)
    write(engine, sent('../../Theirs'))
    await engine.ask('repairPortfolio', { grant: engine.grant(engine.root) })
    expect(await engine.ask('listContributions', {})).toEqual([])
    await removes(engine, '../../Theirs')
    expect(readdirSync(theirs)).toEqual(['letter.txt'])
  })

  it.each(['', '..', '../..'])('has nothing to forget but files: %j', async (hash) => {
    const engine = startDeep()
    const theirs = neighbour(engine)
    await engine.ask('addEvidence', { place, files: [{ path: textFile('a.txt', 'a') }] })
    write(engine, `INSERT INTO forgotten_file (file_hash, bytes, forgotten_at) VALUES ('${hash}', 1, '')`)
    engine.open(engine.root)
    expect(readdirSync(theirs)).toEqual(['letter.txt'])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('has no file and no picture outside of its folder', () => {
    const folder = portfolioFolder('/school/Bridge.fivefold')
    const hash = 'a'.repeat(64)
    const damaged = expect.objectContaining({ code: 'portfolio.damaged' }) as Error
    for (const each of ['', '.', '..', '../..', '../../x'])
      expect(() => originalPath(folder, each), each).toThrow(damaged)
    const view = { edit: '../../../../x', redaction: '' }
    expect(() => picturePath(folder, hash, 'print', view)).toThrow(damaged)
    expect(() => picturePath(folder, '../../../x', 'print', { redaction: '' })).toThrow(damaged)
    expect(originalPath(folder, hash)).toBe(join(folder.files, 'aa', hash))
  })

  it.each([
    ['an edit', "UPDATE attachment SET edit = '../../../../x'"],
    [
      'what is covered',
      "INSERT INTO redaction (file_hash, regions, updated_at, updated_by) SELECT hash, '../x', '', '' FROM file",
    ],
    ['a file', "UPDATE file SET hash = '../../../x'; UPDATE attachment SET file_hash = '../../../x'"],
    ['what colleagues sent', sent('../../Theirs')],
    [
      'what was handed in',
      "INSERT INTO submission (id, name, handed_in_on, files, contents, made_at, made_by) VALUES ('../../Theirs', '', '', '[]', '', '', '')",
    ],
  ])('brings no path into another copy, as %s', async (_what, sql) => {
    const here = startDeep()
    await here.ask('addEvidence', { place, files: [{ path: textFile('a.txt', 'a') }] })
    const there = await copyOf(here, 'Maria')
    write(there, sql)
    there.open(there.root)
    await expect(mergeInto(here, there)).rejects.toMatchObject({ code: 'portfolio.damaged' })
    expect(await here.ask('listChanges', {})).toHaveLength(1)
    expect(await here.ask('verify', {})).toEqual([])
  })
})
