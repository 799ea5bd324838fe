import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { pack } from '../support/archives'
import { contentOf, copyOf, dump, mergeInto, stateOf, type Copy } from '../support/copies'
import { bridgeSchool, startTestEngine, startWithPortfolio } from '../support/engine'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.1' } as const

function textFile(name: string, text: string): { path: string } {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return { path }
}

async function addFile({ ask }: Copy, name: string, text: string): Promise<{ id: string; hash: string }> {
  const { ids } = await ask('addEvidence', { place, files: [textFile(name, text)] })
  const [attachment] = (await ask('evidence', { id: ids[0] ?? '' })).attachments
  if (attachment?.role !== 'document') throw new Error('no file came in')
  return { id: ids[0] ?? '', hash: attachment.file.hash }
}

async function answerOf({ ask }: Copy, strand: string): Promise<string> {
  const { strands } = await ask('section', { section: 'students' })
  return strands.find((each) => each.strand === strand)?.answer ?? ''
}

describe('two copies of a portfolio', () => {
  it('come together: what each wrote is in both, whichever comes to which', async () => {
    const here = startWithPortfolio()
    await here.ask('writeAnswer', { strand: 'students.1', text: 'At the beginning' })
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.2', text: 'Ours' })
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Better' })
    await maria.ask('addEvidence', { place, note: 'A walk' })
    const twin = await copyOf(here, 'Twin')
    const result = await mergeInto(here, maria)
    expect(result).toMatchObject({
      conflicts: [],
      contributors: [{ name: 'Maria' }],
      counts: [
        { kind: 'evidence', added: 1, changed: 0, removed: 0 },
        { kind: 'answer', added: 0, changed: 1, removed: 0 },
      ],
    })
    await mergeInto(maria, twin)
    expect(contentOf(here)).toEqual(contentOf(maria))
    expect(await here.ask('listEvidence', {})).toHaveLength(1)
  })

  it('that say the same already leave no step', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Better' })
    await mergeInto(here, maria)
    const before = dump(here)
    expect(await mergeInto(here, maria)).toMatchObject({ changes: 0, counts: [] })
    expect(dump(here)).toEqual(before)
  })

  it('are undone as if they had never come together, and done again', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Ours' })
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Theirs' })
    await maria.ask('addEvidence', { place: null, note: 'A walk' })
    const before = stateOf(here)
    await mergeInto(here, maria)
    const after = stateOf(here)
    expect(await here.ask('undo', {})).toMatchObject({ kind: 'merge', words: { name: 'Maria' } })
    expect(stateOf(here)).toEqual(before)
    await here.ask('redo', {})
    expect(stateOf(here)).toEqual(after)
  })

  it('were changed by a preview in nothing, neither here nor there', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await addFile(maria, 'walk.txt', 'We walked')
    const [before, there] = [dump(here), dump(maria)]
    maria.close()
    const preview = await here.ask('previewMerge', { files: [{ path: maria.root }] })
    maria.open(maria.root)
    expect(preview).toMatchObject({ files: 1, bytes: 9, missing: [], changes: 3 })
    expect(dump(here)).toEqual(before)
    expect(dump(maria)).toEqual(there)
    expect(readdirSync(join(here.root, 'cache')).filter((name) => name.startsWith('merge'))).toEqual([])
  })

  it('bring their files along, checked, and looked at as all that comes in', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    const { hash } = await addFile(maria, 'walk.txt', 'We walked')
    await mergeInto(here, maria)
    expect(existsSync(originalPath(portfolioFolder(here.root), hash))).toBe(true)
    expect(await here.ask('verify', {})).toEqual([])
    const [piece] = await here.ask('listEvidence', {})
    expect(piece?.attachments).toMatchObject([{ name: 'walk.txt', file: { picture: 'waiting', bytes: 9 } }])
  })

  it('name a file that is spoilt there', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    const { hash } = await addFile(maria, 'walk.txt', 'We walked')
    writeFileSync(originalPath(portfolioFolder(maria.root), hash), 'Another')
    expect(await mergeInto(here, maria)).toMatchObject({ files: 0, missing: ['walk.txt'] })
    expect(await here.ask('verify', {})).toMatchObject([{ code: 'file.missing', what: hash }])
  })
})

describe('a text that both have written', () => {
  async function both(): Promise<[Copy, Copy]> {
    const here = startWithPortfolio()
    await here.ask('writeAnswer', { strand: 'students.1', text: 'At the beginning' })
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Ours' })
    maria.wait(60_000)
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'Theirs' })
    return [here, maria]
  }
  const id = 'answer:students.1:text'

  it('is asked about, with names; the last one stands unless another is chosen, and the other is a version', async () => {
    const [here, maria] = await both()
    const { conflicts } = await mergeInto(here, maria)
    expect(conflicts).toMatchObject([
      {
        id,
        field: 'answer.text',
        number: '3.1',
        yours: { text: 'Ours', by: 'test' },
        theirs: { text: 'Theirs', by: 'Maria' },
        preset: 'theirs',
        chosen: 'theirs',
      },
    ])
    expect(await answerOf(here, 'students.1')).toBe('Theirs')
    const versions = await here.ask('listVersions', { strand: 'students.1', edition: 'first' })
    expect(versions.map(({ madeBy }) => madeBy)).toContain('test')
  })

  it.each([
    ['yours', 'Ours'],
    ['theirs', 'Theirs'],
    ['both', 'Ours\n\nTheirs'],
  ] as const)(
    'stands as %s where that was chosen, in both copies, and is not asked about again',
    async (choice, text) => {
      const [here, maria] = await both()
      await mergeInto(here, maria, { [id]: choice })
      expect(await answerOf(here, 'students.1')).toBe(text)
      expect(await mergeInto(here, maria)).toMatchObject({ changes: 0, conflicts: [] })
      expect(await mergeInto(maria, here)).toMatchObject({ conflicts: [] })
      expect(await answerOf(maria, 'students.1')).toBe(text)
      expect(contentOf(maria)).toEqual(contentOf(here))
    },
  )

  it('is not asked about when one of them had read the other', async () => {
    const [here, maria] = await both()
    await mergeInto(here, maria)
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Together' })
    expect(await mergeInto(maria, here)).toMatchObject({ conflicts: [] })
    expect(await answerOf(maria, 'students.1')).toBe('Together')
  })

  it('is not lost where the other took it away', async () => {
    const [here, maria] = await both()
    await maria.ask('writeAnswer', { strand: 'students.1', text: '' })
    expect(await mergeInto(here, maria)).toMatchObject({ conflicts: [] })
    expect(await answerOf(here, 'students.1')).toBe('Ours')
  })
})

describe('what one has deleted', () => {
  it('goes from the other, too', async () => {
    const here = startWithPortfolio()
    const { id } = await here.ask('addPlanRow', { section: 'students', goal: 'A garden' })
    const maria = await copyOf(here, 'Maria')
    await maria.ask('removePlanRow', { id })
    await mergeInto(here, maria)
    expect((await here.ask('section', { section: 'students' })).plan).toEqual([])
  })

  it('stays with the one who went on working on it, with all that belongs to it', async () => {
    const here = startWithPortfolio()
    const { id } = await addFile(here, 'walk.txt', 'We walked')
    await here.ask('removeEvidence', { ids: [id] })
    const maria = await copyOf(here, 'Maria')
    await maria.ask('emptyTrash', {})
    await here.ask('restoreEvidence', { ids: [id] })
    await mergeInto(maria, here)
    expect(await maria.ask('listEvidence', {})).toMatchObject([{ id, attachments: [{ name: 'walk.txt' }] }])
  })

  it('does not come back with a copy that knew it', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await maria.ask('addPerson', { name: 'Petya' })
    await mergeInto(here, maria)
    const [person] = await here.ask('listPeople', {})
    await here.ask('removePerson', { id: person?.id ?? '' })
    expect(await mergeInto(here, maria)).toMatchObject({ changes: 0 })
    expect(await here.ask('listPeople', {})).toEqual([])
    await mergeInto(maria, here)
    expect(await maria.ask('listPeople', {})).toEqual([])
  })

  it('comes back when the deletion is undone', async () => {
    const here = startWithPortfolio()
    const { id } = await here.ask('addPlanRow', { section: 'students', goal: 'A garden' })
    const maria = await copyOf(here, 'Maria')
    await maria.ask('removePlanRow', { id })
    await mergeInto(here, maria)
    await maria.ask('undo', {})
    await mergeInto(here, maria)
    expect((await here.ask('section', { section: 'students' })).plan).toMatchObject([{ goal: 'A garden' }])
  })
})

describe('the same thing, added in both', () => {
  it('is there once: a tag, a place, a person in a piece', async () => {
    const here = startWithPortfolio()
    const { ids } = await here.ask('addEvidence', { place: null, note: 'A walk' })
    const maria = await copyOf(here, 'Maria')
    for (const copy of [here, maria]) {
      await copy.ask('changeEvidence', { ids, tie: { to: 'tags', value: 'A' } })
      await copy.ask('placeEvidence', { id: ids[0] ?? '', place })
    }
    await mergeInto(here, maria)
    expect(await here.ask('evidence', { id: ids[0] ?? '' })).toMatchObject({ tags: ['A'], places: [place] })
  })

  it('keeps an order that is the same in both: claims that both added have numbers of their own', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    await here.ask('addStrand', { section: 'students', title: 'Ours' })
    await maria.ask('addStrand', { section: 'students', title: 'Theirs' })
    await mergeInto(here, maria)
    await mergeInto(maria, here)
    const titles = async ({ ask }: Copy) =>
      (await ask('portfolio', {})).sections
        .flatMap(({ strands }) => strands)
        .filter(({ isOwn }) => isOwn)
        .map(({ number, title }) => [number, title])
    const [ours, theirs] = [await titles(here), await titles(maria)]
    expect(ours).toEqual(theirs)
    expect(new Set(ours.map(([number]) => number)).size).toBe(2)
  })
})

describe('privacy goes before time', () => {
  it('a withdrawal holds against what the other said later, not knowing of it', async () => {
    const here = startWithPortfolio()
    const { hash } = await addFile(here, 'class.txt', 'Class 5B')
    await here.ask('writeConsent', { files: [hash], people: 'none', state: 'held' })
    const maria = await copyOf(here, 'Maria')
    await here.ask('withdraw', { file: hash })
    maria.wait(3_600_000)
    await maria.ask('writeConsent', { files: [hash], people: 'none', state: 'missing' })
    await mergeInto(here, maria)
    await mergeInto(maria, here)
    for (const copy of [here, maria]) {
      const [piece] = await copy.ask('listEvidence', {})
      expect(piece?.attachments).toMatchObject([{ file: { status: 'withdrawn' } }])
    }
    // Whoever knows of it may say otherwise.
    await maria.ask('writeConsent', { files: [hash], state: 'held' })
    await mergeInto(here, maria)
    const [piece] = await here.ask('listEvidence', {})
    expect(piece?.attachments).toMatchObject([{ file: { consent: { state: 'held' } } }])
  })

  it('a withdrawal for a group holds for its pictures in both copies, whoever brings it', async () => {
    const here = startWithPortfolio()
    const { hash } = await addFile(here, 'class.txt', 'Class 5B')
    await here.ask('addSubject', { kind: 'group', name: '5 B', files: [hash] })
    await here.ask('writeConsent', { files: [hash], people: 'recognisable', state: 'held' })
    const [subject] = await here.ask('listSubjects', {})
    await here.ask('writeSubject', { id: subject?.id ?? '', state: 'held' })
    const maria = await copyOf(here, 'Maria')
    await maria.ask('withdraw', { subject: subject?.id ?? '' })
    here.wait(3_600_000)
    await here.ask('writeSubject', { id: subject?.id ?? '', state: 'missing' })
    await mergeInto(here, maria)
    await mergeInto(maria, here)
    for (const copy of [here, maria]) {
      expect(await copy.ask('listSubjects', {})).toMatchObject([{ state: 'withdrawn' }])
      const [piece] = await copy.ask('listEvidence', {})
      expect(piece?.attachments).toMatchObject([{ file: { status: 'withdrawn' } }])
    }
  })

  it('faces that each covered in the same photo are covered in both, and it is not enough until both say so', async () => {
    const here = startWithPortfolio()
    const photo = await drawPicture('IMG_1.png', { width: 64, height: 48 })
    const { ids } = await here.ask('addEvidence', { place, files: [{ path: photo }] })
    const coveredIn = async ({ ask }: Copy) => {
      const [attachment] = (await ask('evidence', { id: ids[0] ?? '' })).attachments
      if (attachment?.role !== 'photo') throw new Error('no photo came in')
      const { redaction, isRedactionEnough } = attachment.file.consent
      return { file: attachment.file.hash, redaction, isRedactionEnough }
    }
    const { file } = await coveredIn(here)
    const maria = await copyOf(here, 'Maria')
    const [left, right] = ['bp_1000_2000_500_700', 'bc_6000_2000_500_700']
    await here.ask('writeRedaction', { file, regions: left, isEnough: true })
    maria.wait(60_000)
    await maria.ask('writeRedaction', { file, regions: right, isEnough: false })
    expect(await mergeInto(here, maria)).toMatchObject({ conflicts: [] })
    await mergeInto(maria, here)
    const united = { file, redaction: [right, left].sort().join(';'), isRedactionEnough: false }
    expect(await coveredIn(here)).toEqual(united)
    expect(await coveredIn(maria)).toEqual(united)
    await here.ask('undo', {})
    expect(await coveredIn(here)).toMatchObject({ redaction: left, isRedactionEnough: true })
  })

  it('a file that was forgotten here does not come back', async () => {
    const here = startWithPortfolio()
    const { id, hash } = await addFile(here, 'class.txt', 'Class 5B')
    const maria = await copyOf(here, 'Maria')
    await here.ask('forgetFiles', { files: [hash] })
    const [attachment] = (await maria.ask('evidence', { id })).attachments
    await maria.ask('writeAttachment', { id: attachment?.id ?? '', caption: 'Fensterplatz' })
    await maria.ask('changeEvidence', { ids: [id], tie: { to: 'tags', value: 'Fensterplatz' } })
    await mergeInto(here, maria)
    expect(await here.ask('listEvidence', {})).toEqual([])
    expect(existsSync(originalPath(portfolioFolder(here.root), hash))).toBe(false)
    expect(JSON.stringify(contentOf(here))).not.toMatch(/Fensterplatz/)
  })

  it('a file that is forgotten here is named in no step of a merge, done or undone', async () => {
    const here = startWithPortfolio()
    const { hash } = await addFile(here, 'Fensterplatz.txt', 'Class 5B')
    const maria = await copyOf(here, 'Maria')
    await pack(maria)
    await mergeInto(here, maria)
    expect(JSON.stringify(dump(here).export_file)).toMatch(/Fensterplatz/)
    await here.ask('undo', {})
    expect(JSON.stringify(dump(here).change_step)).toMatch(/Fensterplatz/)
    await here.ask('forgetFiles', { files: [hash] })
    expect(JSON.stringify(dump(here))).not.toMatch(/Fensterplatz/)
  })

  it('a file that was forgotten there leaves its evidence here, and is named', async () => {
    const here = startWithPortfolio()
    const { hash } = await addFile(here, 'class.txt', 'Class 5B')
    const maria = await copyOf(here, 'Maria')
    await maria.ask('forgetFiles', { files: [hash] })
    expect(await mergeInto(here, maria)).toMatchObject({ forgotten: [{ file: hash, name: 'class.txt' }] })
    expect(await here.ask('listEvidence', {})).toEqual([])
    await here.ask('forgetFiles', { files: [hash] })
    expect(contentOf(here)).toMatchObject({ evidence: [], attachment: [] })
  })
})

describe('another copy is refused', () => {
  it.each([
    ['another portfolio', (root: string) => startTestEngine().create(root, bridgeSchool), 'merge.notOurs'],
    ['an empty folder', (root: string) => mkdirSync(root), 'portfolio.notOne'],
    ['a folder that is gone', () => undefined, 'portfolio.missing'],
  ] as const)('when it is %s', async (_name, make, code) => {
    const here = startWithPortfolio()
    const root = join(temporaryFolder(), 'Other.fivefold')
    make(root)
    const before = dump(here)
    await expect(here.ask('merge', { files: [{ path: root }] })).rejects.toMatchObject({ code })
    expect(dump(here)).toEqual(before)
  })

  it('when it is the one that is open, damaged, or of a newer app', async () => {
    const here = startWithPortfolio()
    await expect(here.ask('merge', { files: [{ path: here.root }] })).rejects.toMatchObject({
      code: 'merge.same',
    })
    const maria = await copyOf(here, 'Maria')
    maria.close()
    const db = new Database(join(maria.root, 'portfolio.sqlite'))
    db.pragma('user_version = 9999')
    db.close()
    const files = [{ path: maria.root }]
    await expect(here.ask('merge', { files })).rejects.toMatchObject({ code: 'portfolio.newer' })
    truncateSync(join(maria.root, 'portfolio.sqlite'), 9000)
    await expect(here.ask('merge', { files })).rejects.toMatchObject({ code: 'portfolio.damaged' })
  })
})

describe('which copy a folder is', () => {
  const idsOf = (copy: Copy) => JSON.stringify(dump(copy).this_copy)

  it('is told by where it lies: a copied folder is another one, the same folder stays the same', async () => {
    const here = startWithPortfolio()
    const before = idsOf(here)
    expect(idsOf(here)).toBe(before)
    const maria = await copyOf(here, 'Maria')
    expect(idsOf(maria)).not.toBe(before)
  })

  it('does not matter for what was restored from a backup: what is newer elsewhere comes back', async () => {
    const here = startWithPortfolio()
    const backup = join(temporaryFolder(), 'backup')
    here.close()
    cpSync(here.root, backup, { recursive: true })
    here.open(here.root)
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Written after the backup' })
    const maria = await copyOf(here, 'Maria')
    here.close()
    rmSync(here.root, { recursive: true })
    cpSync(backup, here.root, { recursive: true })
    here.open(here.root)
    await mergeInto(here, maria)
    expect(await answerOf(here, 'students.1')).toBe('Written after the backup')
  })

  it('is right although the clock was set back', async () => {
    const here = startWithPortfolio()
    await here.ask('writeAnswer', { strand: 'students.1', text: 'First' })
    here.wait(-86_400_000)
    const maria = await copyOf(here, 'Maria')
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Second' })
    await mergeInto(maria, here)
    expect(await answerOf(maria, 'students.1')).toBe('Second')
  })
})

describe('a portfolio from before copies came together', () => {
  it('comes together with what was done in either since', async () => {
    const here = startWithPortfolio()
    const { id } = await here.ask('addPlanRow', { section: 'students', goal: 'A garden' })
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Old' })
    here.close()
    const db = new Database(join(here.root, 'portfolio.sqlite'))
    db.exec(`DROP TABLE this_copy; DROP TABLE known_copy; DROP TABLE stamp; DROP TABLE gone_row;
      DROP TABLE invitation; DROP TABLE invited; DROP TABLE contribution; DROP TABLE suggestion;
      ALTER TABLE evidence DROP COLUMN created_by`)
    db.pragma('user_version = 7')
    db.close()
    const root = join(temporaryFolder(), 'Old.fivefold')
    cpSync(here.root, root, { recursive: true })
    here.open(here.root)
    const maria: Copy = { ...startTestEngine(), root }
    maria.open(root)
    await here.ask('removePlanRow', { id })
    maria.wait(1000)
    await maria.ask('writeAnswer', { strand: 'students.1', text: 'New' })
    expect(await mergeInto(here, maria)).toMatchObject({ conflicts: [] })
    expect(await answerOf(here, 'students.1')).toBe('New')
    expect((await here.ask('section', { section: 'students' })).plan).toEqual([])
    await mergeInto(maria, here)
    expect(contentOf(maria)).toEqual(contentOf(here))
  })
})

describe('who did what', () => {
  it('is told of each step, and of each piece of evidence, in every copy', async () => {
    const here = startWithPortfolio()
    const maria = await copyOf(here, 'Maria')
    const { ids } = await maria.ask('addEvidence', { place, note: 'A walk' })
    await mergeInto(here, maria)
    here.wait(60_000)
    await here.ask('writeEvidence', { id: ids[0] ?? '', title: 'A long walk' })
    expect(await here.ask('signature', { evidence: ids[0] ?? '' })).toMatchObject({
      addedBy: 'Maria',
      changedBy: 'test',
    })
    expect(await here.ask('listChanges', {})).toMatchObject([
      { name: { kind: 'writeEvidence' }, by: 'test' },
      { name: { kind: 'merge', words: { name: 'Maria', known: 'yes' } }, by: 'test' },
    ])
    expect(await maria.ask('listChanges', {})).toMatchObject([{ by: 'Maria' }])
  })
})
