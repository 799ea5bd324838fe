import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpackArchive } from '../../electron/engine/archive-unpack'
import { fullPortfolio, pack, textFile, treeOf } from '../support/archives'
import { writeDocx } from '../support/documents'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { entriesOf, rawZip, truthful, withSql, type RawEntry } from '../support/raw-zip'
import { place } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => (made ??= make())
}

const call = { signal: new AbortController().signal, progress: () => undefined }

type SmallArchive = { whole: Buffer; entries: RawEntry[]; original: RawEntry }

/** A small archive: the manifest, the database, two originals. Made once; what is made of it is its copy. */
const smallArchive = once(async (): Promise<SmallArchive> => {
  const engine = startWithPortfolio()
  const files = ['a', 'b'].map((name) => ({ path: textFile(`${name}.txt`, `текст ${name}`) }))
  await engine.ask('addEvidence', { place, files })
  await engine.ask('writeAnswer', { strand: 'students.1', text: 'едно' })
  await engine.ask('undo', {})
  const { path } = await pack(engine)
  engine.close()
  const entries = await entriesOf(path)
  const original = entries.find(({ name }) => name.startsWith('files/'))
  if (!original) throw new Error('no original')
  return { whole: readFileSync(path), entries, original }
})

/** Unpacks these bytes; nothing may be left beside the archive, whatever comes of it. */
async function refusal(bytes: Buffer): Promise<string> {
  const sandbox = temporaryFolder()
  const path = join(sandbox, 'in.fivefold.zip')
  writeFileSync(path, bytes)
  const deep = join(sandbox, 'one')
  mkdirSync(deep)
  const before = treeOf(sandbox)
  const code = await unpackArchive(path, join(deep, 'x.fivefold'), call).then(
    () => 'unpacked',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
  if (code !== 'unpacked') expect(treeOf(sandbox)).toEqual(before)
  if (code !== 'unpacked') expect(readdirSync(deep)).toEqual([])
  return code
}

/** The entries with one more, of which the manifest knows too. */
const withMore = (entries: readonly RawEntry[], more: Partial<RawEntry> & { name: string }): RawEntry[] =>
  truthful([...entries, { data: Buffer.from('evil'), ...more }])

describe('an archive is refused, and nothing of it is left,', () => {
  it('unless it is whole: the builder of these tests makes one that is taken', async () => {
    const { entries } = await smallArchive()
    expect(await refusal(rawZip(truthful(entries)))).toBe('unpacked')
    expect(await refusal(rawZip(withSql(truthful(entries), 'SELECT 1')))).toBe('unpacked')
  })

  it.each([
    ['../evil', 'archive.unsafe'],
    ['files/../../evil', 'archive.unsafe'],
    ['/tmp/evil', 'archive.unsafe'],
    ['C:/evil', 'archive.unsafe'],
    ['C:evil', 'archive.unsafe'],
    ['..\\evil', 'archive.unsafe'],
    ['files\\aa\\evil', 'archive.unsafe'],
    ['\\\\server\\share\\evil', 'archive.unsafe'],
    ['files/aa/evil\u0000.txt', 'archive.unsafe'],
    ['files/', 'archive.unsafe'],
    ['', 'archive.unsafe'],
    ['files/aa/evil', 'archive.unsafe'],
    ['FILES/AA/EVIL', 'archive.unsafe'],
    ['Portfolio.sqlite', 'archive.unsafe'],
    ['portfolio.sqlite-wal', 'archive.unsafe'],
    ['portfolio.sqlite-journal', 'archive.unsafe'],
    ['portfolio.sqlite ', 'archive.unsafe'],
    ['cache/thumbnail/x.jpg', 'archive.unsafe'],
    ['backups/x.sqlite', 'archive.unsafe'],
    ['submissions/x/portfolio.pdf', 'archive.unsafe'],
    ['submissions/00000000-0000-0000-0000-000000000000/evil.exe', 'archive.unsafe'],
    ['CON', 'archive.unsafe'],
    ['é', 'archive.unsafe'],
  ])('for a name that leads elsewhere: %j', async (name, code) => {
    const { entries } = await smallArchive()
    expect(await refusal(rawZip(withMore(entries, { name })))).toBe(code)
  })

  it('for a name that its own header says otherwise, or that is hidden in an extra field', async () => {
    const { entries, original } = await smallArchive()
    const others = entries.filter((entry) => entry !== original)
    const two = (entry: RawEntry) => rawZip([...truthful([...others, original]).slice(0, -1), entry])
    expect(await refusal(two({ ...original, name: '../evil', says: { name: original.name } }))).toBe(
      'archive.damaged',
    )
    const extra = Buffer.alloc(9 + 7)
    extra.writeUInt16LE(0x7075, 0)
    extra.writeUInt16LE(12, 2)
    expect(await refusal(two({ ...original, extra }))).toBe('archive.unsafe')
  })

  it.each([
    ['a symbolic link', 0o120777],
    ['a folder', 0o040755],
    ['a device', 0o020666],
    ['a pipe', 0o010666],
    ['a socket', 0o140666],
  ])('for %s', async (_what, mode) => {
    const { entries, original } = await smallArchive()
    const changed = entries.map((entry) =>
      entry === original ? { ...entry, mode, data: Buffer.from('/etc/passwd') } : entry,
    )
    expect(await refusal(rawZip(truthful(changed)))).toBe('archive.unsafe')
  })

  it('for a bomb: compressed, overlapping, nested in its own directory, or with more entries than anybody has', async () => {
    const { entries, original } = await smallArchive()
    const bomb = { ...original, method: 8 as const, data: Buffer.alloc(50_000_000) }
    const others = entries.filter((entry) => entry !== original)
    expect(await refusal(rawZip(truthful([...others, bomb])))).toBe('archive.changed')
    const name = (index: number) => {
      const hash = index.toString(16).padStart(64, '0')
      return `files/${hash.slice(0, 2)}/${hash}`
    }
    const [manifest, database] = entries
    const at = 30 + 'manifest.json'.length + (manifest?.data.length ?? 0)
    const overlapping = Array.from({ length: 200 }, (_, index) => ({
      name: name(index),
      data: Buffer.alloc(0),
      says: { bytes: database?.data.length ?? 0, offset: at },
    }))
    expect(await refusal(rawZip([...entries, ...overlapping]))).toBe('archive.damaged')
    const many = rawZip(entries)
    // The format's larger counts stand in a record of their own.
    const record = Buffer.alloc(56 + 20)
    record.writeUInt32LE(0x06064b50, 0)
    record.writeBigUInt64LE(50_000_000n, 32)
    record.writeBigUInt64LE(BigInt(many.readUInt32LE(many.length - 6)), 48)
    record.writeUInt32LE(0x07064b50, 56)
    record.writeBigUInt64LE(BigInt(many.length - 22), 56 + 8)
    const claims = Buffer.concat([many.subarray(0, -22), record, many.subarray(-22)])
    expect(await refusal(claims)).toBe('archive.tooMany')
    record.writeBigUInt64LE(2n ** 62n, 56 + 8)
    const far = Buffer.concat([many.subarray(0, -22), record, many.subarray(-22)])
    expect(await refusal(far)).toBe('archive.damaged')
  })

  it('for sizes that lie, in the directory or in the manifest', async () => {
    const { entries, original } = await smallArchive()
    const lying = (bytes: number) =>
      entries.map((entry) => (entry === original ? { ...entry, says: { bytes } } : entry))
    expect(await refusal(rawZip(lying(1)))).toBe('archive.damaged')
    expect(await refusal(rawZip(lying(2_000_000_000)))).toBe('archive.damaged')
    expect(
      await refusal(
        rawZip(
          truthful(entries, (manifest) => {
            for (const entry of manifest.entries) entry.bytes += 1
          }),
        ),
      ),
    ).toBe('archive.damaged')
  })

  it('for a name that is there twice, also in other letters', async () => {
    const { entries, original } = await smallArchive()
    expect(await refusal(rawZip([...entries, original]))).toBe('archive.changed')
    expect(await refusal(rawZip(withMore(entries, { name: original.name.toUpperCase() })))).toBe(
      'archive.unsafe',
    )
    expect(await refusal(rawZip(withMore(entries, { name: 'ﬁles/aa' })))).toBe('archive.unsafe')
  })

  it('for wrong hashes, and for contents that are not what the database tells', async () => {
    const { entries, original } = await smallArchive()
    const changed = entries.map((entry) =>
      entry === original ? { ...entry, data: Buffer.from(entry.data.map((byte) => byte ^ 1)) } : entry,
    )
    expect(await refusal(rawZip(changed))).toBe('archive.damaged')
    expect(await refusal(rawZip(truthful(changed)))).toBe('archive.changed')
  })

  it('for entries that the manifest does not know, and the other way round', async () => {
    const { entries, original } = await smallArchive()
    const others = entries.filter((entry) => entry !== original)
    const more = { name: `files/ab/ab${'0'.repeat(62)}`, data: Buffer.from('evil') }
    expect(await refusal(rawZip([...entries, more]))).toBe('archive.changed')
    expect(await refusal(rawZip(withMore(entries, more)))).toBe('archive.changed')
    expect(await refusal(rawZip(others))).toBe('archive.changed')
    expect(await refusal(rawZip(truthful(others)))).toBe('archive.changed')
    expect(await refusal(rawZip(truthful(entries.filter(({ name }) => name !== 'portfolio.sqlite'))))).toBe(
      'archive.damaged',
    )
  })

  it('politely when it is newer', async () => {
    const { entries } = await smallArchive()
    const newer = (change: Parameters<typeof truthful>[1]) => refusal(rawZip(truthful(entries, change)))
    expect(await newer((manifest) => (manifest.version = 2))).toBe('archive.newer')
    expect(await newer((manifest) => (manifest.schema = 9999))).toBe('archive.newer')
    const later = withSql(entries, 'PRAGMA user_version = 9999')
    expect(await refusal(rawZip(truthful(later)))).toBe('archive.newer')
    expect(await newer((manifest) => (manifest.version = 0))).toBe('archive.damaged')
  })

  it('when it is encrypted, truncated, or no archive at all', async () => {
    const { whole, entries } = await smallArchive()
    for (const flags of [0x801, 0x841, 0x2801]) {
      expect(await refusal(rawZip(entries.map((entry) => ({ ...entry, flags }))))).toBe('archive.locked')
    }
    expect(await refusal(whole.subarray(0, -1))).toBe('archive.damaged')
    expect(await refusal(whole.subarray(0, whole.length / 2))).toBe('archive.damaged')
    expect(await refusal(whole.subarray(0, 100))).toBe('archive.damaged')
    expect(await refusal(Buffer.alloc(0))).toBe('archive.notOne')
    expect(await refusal(Buffer.from('%PDF-1.4\n'))).toBe('archive.notOne')
    expect(await refusal(readFileSync(await writeDocx(['Мисия'])))).toBe('archive.notOne')
    expect(await refusal(rawZip([]))).toBe('archive.notOne')
    const strange = (text: string) => [{ name: 'manifest.json', data: Buffer.from(text) }]
    for (const text of ['', 'null', '[]', '{}', '{"format":"other","version":1}']) {
      expect(await refusal(rawZip(strange(text)))).toBe('archive.notOne')
    }
  })
})

describe('a database in an archive is refused', () => {
  const evil = '../../../evil'
  const step = (sql: string) =>
    `INSERT INTO change (id, kind, words, merge_key, made_at, made_by) VALUES (900, 'writeBook', '{}', '', '', '');
     INSERT INTO change_step (change_id, table_name, operation, row_key, inverse)
       VALUES (900, 'book', 'update', 'x', '${sql.replaceAll("'", "''")}')`

  it.each([
    ['with a trigger', 'CREATE TRIGGER evil AFTER INSERT ON answer BEGIN DELETE FROM evidence; END'],
    ['with a view', 'CREATE VIEW evil AS SELECT 1'],
    ['with a table of its own', 'CREATE TABLE evil (x)'],
    ['with an index of its own', 'CREATE INDEX evil ON answer (text)'],
    ['with a virtual table', 'CREATE VIRTUAL TABLE evil USING fts5(x)'],
    ['without one of our tables', 'DROP TABLE set_aside'],
    [
      'whose view reads something else',
      'DROP VIEW standing; CREATE VIEW standing AS SELECT id, evidence_id, section_id, strand_id, position FROM placement',
    ],
    ['whose column has another rule', 'ALTER TABLE answer ADD COLUMN evil TEXT DEFAULT (load_extension(1))'],
    [
      'whose schema was written by hand',
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'answer'",
    ],
    ['that is not a portfolio', 'PRAGMA application_id = 7'],
    ['of a version that never was', 'PRAGMA user_version = 0'],
    ['of an older version than its tables', 'PRAGMA user_version = 3'],
    [
      'with a file whose name is a path',
      `PRAGMA foreign_keys = OFF; INSERT INTO file (hash, bytes, type, picture, added_at) VALUES ('${evil}', 1, '', 'none', '')`,
    ],
    [
      'that has something to delete elsewhere',
      `INSERT INTO forgotten_file (file_hash, bytes, forgotten_at) VALUES ('${evil}', 1, '')`,
    ],
    [
      'that has its own files to delete',
      `INSERT INTO forgotten_file (file_hash, bytes, forgotten_at) VALUES ('', 1, '')`,
    ],
    ['whose photo is edited into a path', `UPDATE attachment SET edit = '${evil}'`],
    [
      'whose photo is covered by a path',
      `INSERT INTO redaction (file_hash, regions, updated_at, updated_by) SELECT hash, '${evil}', '', '' FROM file LIMIT 1`,
    ],
    [
      'with a submission that is a path',
      `INSERT INTO submission (id, name, handed_in_on, files, contents, made_at, made_by) VALUES ('${evil}', '', '', '[]', '', '', '')`,
    ],
    [
      'with a contribution that is a path',
      "INSERT INTO contribution (id, invitation_id, sender, note, sent_at, received_at) VALUES ('../..', '', '', '', '', '')",
    ],
    ['with SQL in its history that attaches a file', step("ATTACH DATABASE '/tmp/evil' AS evil")],
    ['with a statement behind another', step("DELETE FROM book WHERE id='x'; DROP TABLE answer")],
    ['with an expression in its history', step('UPDATE book SET title=load_extension(1) WHERE id=1')],
    ['with a select in its history', step("INSERT INTO book(id) VALUES((SELECT 'x'))")],
    ['with a table in its history that has none', step("DELETE FROM sqlite_schema WHERE name='x'")],
    ['with a comment in its history', step("DELETE FROM book WHERE id='x'--")],
    ['with a condition in its history', step("DELETE FROM stamp WHERE table_name='x' AND 1")],
    [
      'whose history brings back a submission that is a path',
      step(`INSERT INTO submission(id) VALUES('${evil}')`),
    ],
    ['with a column that is not there', step("UPDATE book SET evil='x' WHERE id='x'")],
    ['whose history brings back a path', step(`UPDATE attachment SET edit='${evil}' WHERE id='x'`)],
    [
      'whose history brings back a hash that is a path',
      step(`INSERT INTO consent(file_hash,people) VALUES('${evil}','')`),
    ],
  ])('%s', async (_what, sql) => {
    const { entries } = await smallArchive()
    expect(await refusal(rawZip(truthful(withSql(entries, sql))))).toBe('archive.unsafe')
  })

  it.each([
    ['of another portfolio', "PRAGMA foreign_keys = OFF; UPDATE portfolio SET id = 'x'", 'archive.damaged'],
    ['of another school', "UPDATE portfolio SET school = 'x'", 'archive.changed'],
    ['of no portfolio', 'PRAGMA foreign_keys = OFF; DELETE FROM portfolio', 'archive.damaged'],
    [
      'that refers to what is not there',
      "PRAGMA foreign_keys = OFF; UPDATE placement SET evidence_id = 'x'",
      'archive.damaged',
    ],
    ['that knows nothing of a file', 'UPDATE file SET bytes = bytes + 1', 'archive.changed'],
    ['that is open', 'PRAGMA journal_mode = WAL', 'archive.damaged'],
  ])('%s', async (_what, sql, code) => {
    const { entries } = await smallArchive()
    expect(await refusal(rawZip(truthful(withSql(entries, sql))))).toBe(code)
  })

  it('that is none, or is damaged', async () => {
    const { entries } = await smallArchive()
    const withDatabase = (make: (data: Buffer) => Buffer) =>
      rawZip(
        truthful(
          entries.map((entry) =>
            entry.name === 'portfolio.sqlite' ? { ...entry, data: make(entry.data) } : entry,
          ),
        ),
      )
    expect(await refusal(withDatabase(() => Buffer.alloc(0)))).toBe('archive.damaged')
    expect(await refusal(withDatabase(() => Buffer.from('no database')))).toBe('archive.damaged')
    expect(await refusal(withDatabase((data) => data.subarray(0, 20_000)))).toBe('archive.damaged')
    expect(await refusal(withDatabase((data) => Buffer.from(data).fill(0xaa, 8192, 40_000)))).toBe(
      'archive.damaged',
    )
  })
})

it('the whole history of a rich portfolio is taken, and works after it was unpacked', async () => {
  const engine = await fullPortfolio()
  const { path } = await pack(engine)
  engine.close()
  const root = join(temporaryFolder(), 'x.fivefold')
  await unpackArchive(path, root, call)
  const other = startTestEngine()
  other.open(root)
  const steps = await other.ask('listChanges', {})
  for (const _step of steps) await other.ask('undo', {})
  for (const _step of steps) await other.ask('redo', {})
  expect(await other.ask('verify', {})).toEqual([])
})

it('a link that lies in wait where an archive is unpacked is removed, not followed', async () => {
  const path = join(temporaryFolder(), 'in.fivefold.zip')
  writeFileSync(path, (await smallArchive()).whole)
  const folder = temporaryFolder()
  const elsewhere = join(temporaryFolder(), 'elsewhere')
  mkdirSync(elsewhere)
  let told = 0
  const ends = {
    ...call,
    progress: () => {
      told += 1
      if (told === 2) throw new Error('the power went')
    },
  }
  await expect(unpackArchive(path, join(folder, 'x.fivefold'), ends)).rejects.toThrow('the power went')
  const [staging = ''] = readdirSync(folder)
  rmSync(join(folder, staging, 'files'), { recursive: true })
  symlinkSync(elsewhere, join(folder, staging, 'files'))
  await unpackArchive(path, join(folder, 'x.fivefold'), call)
  expect(readdirSync(elsewhere)).toEqual([])
})
