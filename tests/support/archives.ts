import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import Database from 'better-sqlite3'
import type { PackedArchive } from '../../electron/domain/archive'
import { writePdf } from './documents'
import { bridgeSchool, startTestEngine, type TestEngine } from './engine'
import { drawPicture } from './pictures'
import { place } from './submissions'
import { temporaryFolder } from './temporary'

/** A name as long as a system takes one, in letters of three alphabets. */
const longName = `${'Ğüneşli şöyle ığdır Ъгъл щъркел ж'.repeat(9).slice(0, 120)}.txt`

/** A text file of this test, by name. */
export function textFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

/** A portfolio with a row in every table: all that an archive has to carry. */
export async function fullPortfolio(): Promise<TestEngine & { root: string; photo: string }> {
  const engine = startTestEngine({ userFolder: temporaryFolder() })
  const old = join(temporaryFolder(), 'Old.fivefold')
  engine.create(old, bridgeSchool)
  await engine.ask('writeAnswer', { strand: 'students.2', text: 'Какво писахме тогава.' })
  await engine.ask('addPlanRow', { section: 'students', goal: 'Стар план' })
  const root = join(temporaryFolder(), 'Bridge.fivefold')
  engine.create(root, { ...bridgeSchool, secondLanguage: 'en' }, old)
  const photos = [1, 2, 3].map((seed) => drawPicture(`İĞÜ ${seed}.jpg`, { width: 640, height: 480, seed }))
  const files = [
    ...(await Promise.all(photos)),
    await writePdf(['Програма на деня'], 'Програма.pdf'),
    textFile(longName, 'Ъгъл'),
  ]
  const { ids } = await engine.ask('addEvidence', {
    place,
    title: `Ден на отворените врати ${'ğ'.repeat(270)}`,
    files: files.map((path) => ({ path })),
    links: ['https://school.example/den'],
  })
  const [evidence = ''] = ids
  const { attachments } = await engine.ask('evidence', { id: evidence })
  const hashes = attachments.flatMap((each) => (each.role === 'link' ? [] : [each.file.hash]))
  const [photo = '', covered = '', gone = ''] = hashes
  const link = attachments.find(({ role }) => role === 'link')?.id ?? ''
  await engine.ask('keepCopy', { attachment: link, files: [{ path: textFile('копие.txt', 'копие') }] })
  await engine.ask('keepLogo', {
    files: [{ path: await drawPicture('лого.png', { width: 90, height: 90 }) }],
  })
  await engine.ask('writeAttachment', { id: attachments[1]?.id ?? '', edit: '1_0_0_0_10000_10000' })
  await engine.ask('writeRedaction', { file: covered, regions: 'bp_1000_2000_500_700', isEnough: true })
  await engine.ask('addSubject', { kind: 'group', name: '5. А', files: [photo] })
  await engine.ask('writeConsent', { files: [photo], people: 'recognisable', state: 'withdrawn' })
  await engine.ask('addPerson', { name: 'Мария Иванова', role: 'директор' })
  const [person] = await engine.ask('listPeople', {})
  await engine.ask('addProject', { title: 'Köprüler' })
  const [project] = await engine.ask('listProjects', {})
  const tie = (to: 'people' | 'projects', value = '') =>
    engine.ask('changeEvidence', { ids: [evidence], tie: { to, value } })
  await tie('people', person?.id)
  await tie('projects', project?.id)
  await engine.ask('changeEvidence', { ids: [evidence], tie: { to: 'tags', value: 'иновация' } })
  await engine.ask('writeAnswer', { strand: 'students.2', text: `Питат **и нас**: "'; DROP TABLE x; --'"` })
  await engine.ask('writeSecondAnswer', { strand: 'students.2', text: 'They ask us, too.' })
  await engine.ask('keepVersion', { strand: 'students.2', edition: 'first', name: 'първа' })
  await engine.ask('addPlanRow', { section: 'students', goal: 'Посланици' })
  await engine.ask('addComment', { target: { strand: 'students.2' }, text: 'Добре!' })
  await engine.ask('setAside', { findings: ['plan.missing:students'] })
  await engine.ask('addEvidence', { place: null, title: 'В кошчето', note: 'n' })
  await engine.ask('exportAnswers', { out: engine.grant(join(temporaryFolder(), 'a.txt')), only: null })
  const pdf = engine.grant(await writePdf(['Изпратеното'], 'Изпратено.pdf'))
  await engine.ask('addSubmission', { handedInOn: '2027-03-03', pdf, name: 'Подадено' })
  await engine.ask('writeInvitation', {
    out: engine.grant(join(temporaryFolder(), 'Мария.fivefold.zip')),
    ...{ colleague: 'Мария', message: '', deadline: '' },
    sections: [{ section: 'students', prompt: 'Снимки' }],
  })
  await engine.ask('forgetFiles', { files: [gone] })
  return { ...engine, root, photo }
}

/** Packs the open portfolio; gives the path and what was said of it. */
export async function pack(
  engine: TestEngine,
  out = join(temporaryFolder(), 'Мост.fivefold.zip'),
): Promise<{ path: string; packed: PackedArchive }> {
  const packed = await engine.ask('exportArchive', { out: engine.grant(out) })
  return { path: out, packed }
}

/** Every row of every table of a database at rest, and which tables have none. */
export function rowsOf(path: string): { rows: Record<string, unknown[]>; empty: string[] } {
  const db = new Database(path, { readonly: true })
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all()
    const rows = Object.fromEntries(
      tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
    )
    return { rows, empty: tables.filter((table) => rows[table]?.length === 0) }
  } finally {
    db.close()
  }
}

/** What lies below a folder: relative paths with the SHA-256 of the files. */
export function treeOf(root: string): Record<string, string> {
  if (!existsSync(root)) return {}
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [
        relative(root, path).split(sep).join('/'),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
  )
}
