import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { pack, textFile, treeOf } from '../support/archives'
import { contentOf, copyOf, mergeInto, stateOf, type Copy } from '../support/copies'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { place } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

/** A portfolio and a colleague's copy of it, in which both have worked since. */
async function both(): Promise<[Copy, Copy]> {
  const here = startWithPortfolio()
  await here.ask('writeAnswer', { strand: 'students.1', text: 'At the beginning' })
  const maria = await copyOf(here, 'Maria')
  await here.ask('writeAnswer', { strand: 'students.1', text: 'Ours' })
  maria.wait(60_000)
  await maria.ask('writeAnswer', { strand: 'students.1', text: 'Theirs' })
  const files = [{ path: textFile('walk.txt', 'We walked') }]
  const { ids } = await maria.ask('addEvidence', { place, files })
  await maria.ask('changeEvidence', { ids, tie: { to: 'tags', value: 'A' } })
  return [here, maria]
}

/** Unpacks an archive and opens what is in it. */
async function unpacked(path: string): Promise<Copy> {
  const engine = startTestEngine()
  const { folder } = await engine.ask('unpackArchive', {
    files: [{ path }],
    place: engine.grant(temporaryFolder()),
  })
  return { ...engine, root: folder }
}

const filesOf = ({ root }: Copy) => treeOf(join(root, 'files'))

describe('an archive as the other copy', () => {
  it('brings the same as the folder that it was made of, and is looked at the same', async () => {
    const [here, maria] = await both()
    const twin = await copyOf(here, 'Twin')
    const { path } = await pack(maria)
    const archive = [{ path }]
    maria.close()
    const seen = await twin.ask('previewMerge', { files: [{ path: maria.root }] })
    maria.open(maria.root)
    const { files, bytes, conflicts, missing, counts } = await here.ask('previewMerge', { files: archive })
    expect({ files, bytes, conflicts, missing }).toEqual({
      ...{ files: seen.files, bytes: seen.bytes },
      ...{ conflicts: seen.conflicts, missing: [] },
    })
    // That it was packed is noted in the folder, after the archive was made.
    expect(counts).toEqual(seen.counts.filter(({ kind }) => kind !== 'record'))
    const choices = { 'answer:students.1:text': 'both' } as const
    await here.ask('merge', { files: archive, choices })
    await mergeInto(twin, maria, choices)
    const said = ({ export: _exports, export_file: _files, ...content }: ReturnType<typeof contentOf>) =>
      content
    expect(said(contentOf(here))).toEqual(said(contentOf(twin)))
    expect(filesOf(here)).toEqual(filesOf(twin))
    expect(await here.ask('verify', {})).toEqual([])
    expect(readdirSync(join(here.root, 'cache')).filter((name) => name.startsWith('merge'))).toEqual([])
    expect(await here.ask('previewMerge', { files: archive })).toMatchObject({ changes: 0 })
  })

  it('that is damaged changes nothing', async () => {
    const [here, maria] = await both()
    const { path } = await pack(maria)
    writeFileSync(path, 'no archive')
    const before = stateOf(here)
    await expect(here.ask('merge', { files: [{ path }] })).rejects.toMatchObject({
      code: 'archive.notOne',
    })
    expect(stateOf(here)).toEqual(before)
  })
})

describe('an archive of a portfolio in which copies came together', () => {
  it.each(['done', 'undone'] as const)('is taken where that is %s, and turned round in it', async (how) => {
    const [here, maria] = await both()
    const before = contentOf(here)
    await mergeInto(here, maria)
    const after = contentOf(here)
    if (how === 'undone') await here.ask('undo', {})
    const elsewhere = await unpacked((await pack(here)).path)
    await elsewhere.ask(how === 'done' ? 'undo' : 'redo', {})
    expect(contentOf(elsewhere)).toEqual(how === 'done' ? before : after)
    expect(await elsewhere.ask('verify', {})).toEqual([])
  })
})

describe('originals that are missing', () => {
  it('are found again in an archive of the portfolio, and nothing is left of the looking', async () => {
    const here = startWithPortfolio()
    const { ids } = await here.ask('addEvidence', {
      place,
      files: [{ path: textFile('walk.txt', 'We walked') }, { path: textFile('sea.txt', 'We swam') }],
    })
    const { attachments } = await here.ask('evidence', { id: ids[0] ?? '' })
    const hashes = attachments.flatMap((each) => (each.role === 'link' ? [] : [each.file.hash]))
    const { path } = await pack(here)
    const before = filesOf(here)
    const [gone = '', changed = ''] = hashes.map((hash) => originalPath(portfolioFolder(here.root), hash))
    rmSync(gone)
    rmSync(changed)
    writeFileSync(changed, 'Another')
    const found = await here.ask('findOriginals', { files: hashes, where: [here.grant(path)] })
    expect({ ...found, found: found.found.toSorted() }).toEqual({ found: hashes.toSorted(), missing: [] })
    expect(filesOf(here)).toEqual(before)
    expect(await here.ask('verify', {})).toEqual([])
    expect(readdirSync(join(here.root, 'cache')).filter((name) => name.includes('found'))).toEqual([])
  })

  it('are brought back from an archive of which another part is damaged, whatever the archive is called', async () => {
    const here = startWithPortfolio()
    const files = [{ path: textFile('walk.txt', 'We walked') }, { path: textFile('sea.txt', 'We swam') }]
    await here.ask('addEvidence', { place, files })
    const { path } = await pack(here)
    const bytes = readFileSync(path)
    bytes.write('We wolked', bytes.indexOf('We walked'))
    const renamed = join(temporaryFolder(), 'Мост (1).zip')
    writeFileSync(renamed, bytes)
    renameSync(join(here.root, 'files'), join(here.root, 'gone'))
    const lost = (await here.ask('verify', {})).map(({ what }) => what)
    expect(lost).toHaveLength(2)
    const found = await here.ask('findOriginals', { files: lost, where: [here.grant(renamed)] })
    expect(found).toMatchObject({ found: { length: 1 }, missing: { length: 1 } })
    expect(await here.ask('verify', {})).toMatchObject([{ code: 'file.missing', usedBy: ['walk.txt'] }])
    const none = textFile('other.zip', 'words')
    await expect(here.ask('findOriginals', { files: lost, where: [here.grant(none)] })).rejects.toMatchObject(
      { code: 'archive.notOne' },
    )
  })

  it('stay when the looking is cancelled after they were found, and that is told', async () => {
    const here = startWithPortfolio()
    const files = [{ path: textFile('walk.txt', 'We walked') }, { path: textFile('sea.txt', 'We swam') }]
    await here.ask('addEvidence', { place, files })
    const { path } = await pack(here)
    renameSync(join(here.root, 'files'), join(here.root, 'gone'))
    const lost = (await here.ask('verify', {})).map(({ what }) => what)
    const ending = new AbortController()
    const progress = () => {
      ending.abort()
    }
    const looking = { files: lost, where: [here.grant(path)] }
    const found = await here.methods.findOriginals(looking, { signal: ending.signal, progress })
    expect(found).toMatchObject({ found: { length: 1 }, missing: { length: 1 } })
    expect(await here.ask('verify', {})).toHaveLength(1)
    await expect(here.ask('findOriginals', looking, ending.signal)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
