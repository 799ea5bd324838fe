import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Suggestion } from '../../electron/domain/contribution'
import { textFile } from '../support/archives'
import { bridgeSchool, startTestEngine, type TestEngine } from '../support/engine'
import { run } from '../support/command-line'
import { workersHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

type Coordinator = TestEngine & { root: string }

/** The coordinator, who has a portfolio with secrets in it. */
async function coordinator(): Promise<Coordinator> {
  const engine = startTestEngine({ userFolder: temporaryFolder() })
  const root = join(temporaryFolder(), 'Bridge.fivefold')
  engine.create(root, bridgeSchool)
  await engine.ask('writeSettings', { author: 'Иванова' })
  await engine.ask('writeAnswer', { strand: 'students.1', text: 'Тайна на училището' })
  await engine.ask('addPerson', { name: 'Тайна Петрова' })
  await engine.ask('addEvidence', { place, title: 'Тайна', note: 'Тайна' })
  return { ...engine, root }
}

/** Asks Maria for two sections; gives the file. */
async function ask(engine: TestEngine): Promise<string> {
  const file = join(temporaryFolder(), 'Мария.fivefold.zip')
  await engine.ask('writeInvitation', {
    out: engine.grant(file),
    colleague: 'Мария',
    message: 'Моля те',
    deadline: '2026-12-15',
    sections: [
      { section: 'students', prompt: 'Снимки от деня на отворените врати' },
      { section: 'inclusion', prompt: '' },
    ],
  })
  return file
}

/** Maria's own app, in which the file was opened. */
async function colleague(file: string): Promise<TestEngine> {
  const engine = startTestEngine({ userFolder: temporaryFolder(), documents: temporaryFolder() })
  await engine.ask('writeSettings', { author: 'Мария' })
  await engine.ask('beginContribution', { files: [{ path: file }], place: null })
  return engine
}

async function sendBack(engine: TestEngine, note = ''): Promise<string> {
  const file = join(temporaryFolder(), 'Обратно.fivefold.zip')
  await engine.ask('sendBack', { out: engine.grant(file), note })
  return file
}

async function suggestions(engine: TestEngine): Promise<Suggestion[]> {
  const [received] = await engine.ask('listContributions', {})
  return received?.suggestions ?? []
}

/** The coordinator's tray with a photo, a text, an answer and a goal of Maria's. */
async function filled() {
  const engine = await coordinator()
  const maria = await colleague(await ask(engine))
  const photo = await drawPicture('IMG_1.jpg', { width: 400, height: 300, seed: 1 })
  const { ids } = await maria.ask('addEvidence', {
    place,
    title: 'Ден на отворените врати',
    shows: 'Учениците водят',
    files: [{ path: photo }],
    links: ['https://school.example/den'],
  })
  await maria.ask('changeEvidence', { ids, tie: { to: 'tags', value: 'открити врати' } })
  await maria.ask('writeAnswer', { strand: 'students.1', text: 'Нашите посланици **говорят**.' })
  await maria.ask('writeAnswer', { strand: 'students.2', text: 'Всяка есен.' })
  await maria.ask('addPlanRow', { section: 'inclusion', goal: 'Повече гласове' })
  const file = await sendBack(maria, 'Снимките от реката липсват')
  await engine.ask('receiveContribution', { files: [{ path: file }] })
  return { engine, maria, photo, piece: ids[0] ?? '' }
}

const idsOf = (all: readonly Suggestion[]) => all.map(({ id }) => id)

describe('an invitation', () => {
  it('holds the wording of what is asked for, and nothing else of the portfolio', async () => {
    const engine = await coordinator()
    const file = await ask(engine)
    const text = run('unzip', ['-p', file])
    expect(text).not.toContain('Тайна')
    const invitation = await engine.ask('peekInvitation', { files: [{ path: file }] })
    expect(invitation).toMatchObject({
      facts: { school: bridgeSchool.school, language: 'bg' },
      askedBy: 'Иванова',
      colleague: 'Мария',
      deadline: '2026-12-15',
    })
    expect(invitation.sections.map(({ id, prompt }) => [id, prompt])).toEqual([
      ['students', 'Снимки от деня на отворените врати'],
      ['inclusion', ''],
    ])
    const [sent] = await engine.ask('listInvitations', {})
    expect(sent).toMatchObject({ invitation: { colleague: 'Мария' }, contributions: [] })
    expect((await engine.ask('listChanges', {})).length).toBe(3)
  })

  it('is made from a sample, too', async () => {
    const engine = startTestEngine({ userFolder: temporaryFolder(), startWorker: workersHere })
    const root = join(temporaryFolder(), 'Sample.fivefold')
    await engine.createSample(root, 'en', {
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    engine.open(root)
    const file = await ask(engine)
    expect(await engine.ask('peekInvitation', { files: [{ path: file }] })).toMatchObject({
      colleague: 'Мария',
    })
  })

  it('begins a portfolio with only these sections, in which all can be done', async () => {
    const maria = await colleague(await ask(await coordinator()))
    const open = await maria.ask('portfolio', {})
    expect(open.sections.map(({ id, number }) => [id, number])).toEqual([
      ['students', 3],
      ['inclusion', 5],
    ])
    expect(open.invited).toMatchObject({ invitation: { askedBy: 'Иванова' }, sentAt: '' })
    expect(open.sections[0]?.strands.map(({ number }) => number)).toEqual(['3.1', '3.2', '3.3', '3.4', '3.5'])
    await maria.ask('section', { section: 'students' })
    await maria.ask('check', {})
    await maria.ask('listSummaries', {})
  })

  it('is refused when it is none, damaged, or of a newer app', async () => {
    const engine = await coordinator()
    const file = join(temporaryFolder(), 'x.fivefold.zip')
    writeFileSync(file, 'nothing')
    const peek = () => engine.ask('peekInvitation', { files: [{ path: file }] })
    await expect(peek()).rejects.toMatchObject({ code: 'invitation.notOne' })
    const good = await ask(engine)
    const folder = temporaryFolder()
    run('unzip', ['-q', good, '-d', folder])
    const change = async (from: string, to: string, code: string) => {
      const inside = join(folder, 'manifest.json')
      writeFileSync(inside, run('unzip', ['-p', good]).replace(from, to))
      const changed = join(temporaryFolder(), 'y.fivefold.zip')
      const stored =
        'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").write(sys.argv[2], "manifest.json")'
      run('python3', ['-c', stored, changed, inside])
      await expect(
        engine.ask('peekInvitation', { files: [{ path: changed }] }),
        `${from} → ${to}`,
      ).rejects.toMatchObject({ code })
    }
    await change('"version":1', '"version":2', 'invitation.newer')
    await change('"students.2"', '"../../etc"', 'invitation.notOne')
    await change('"students.2"', '"students.1"', 'invitation.notOne')
    await change('"id":"inclusion"', '"id":"students"', 'invitation.notOne')
    await change('"language":"bg"', '"language":"xx"', 'invitation.notOne')
  })
})

describe('what a colleague sends back', () => {
  it('waits in the tray with who and when, and changes nothing of the portfolio', async () => {
    const { engine } = await filled()
    const [received] = await engine.ask('listContributions', {})
    expect(received).toMatchObject({ sender: 'Мария', note: 'Снимките от реката липсват', isThere: true })
    expect(received?.sentAt).toMatch(/^2026-/)
    expect(received?.suggestions).toMatchObject([
      {
        kind: 'evidence',
        title: 'Ден на отворените врати',
        places: [place],
        tags: ['открити врати'],
        links: ['https://school.example/den'],
        files: [{ name: 'IMG_1.jpg', type: 'image/jpeg' }],
        decision: '',
        known: null,
      },
      { kind: 'answer', strand: 'students.1', here: 'Тайна на училището', decision: '' },
      { kind: 'answer', strand: 'students.2', text: 'Всяка есен.', here: '' },
      { kind: 'plan', section: 'inclusion', goal: 'Повече гласове' },
    ])
    const open = await engine.ask('portfolio', {})
    expect([open.evidenceCount, (await engine.ask('listChanges', {})).length]).toEqual([1, 3])
    const [sent] = await engine.ask('listInvitations', {})
    expect(sent?.contributions).toMatchObject([{ sender: 'Мария' }])
  })

  it('is taken as one change, which one undo takes back and a redo does again', async () => {
    const { engine } = await filled()
    const ids = idsOf(await suggestions(engine))
    const result = await engine.ask('takeSuggestions', { ids })
    expect(result).toEqual({ taken: 4, refused: [] })
    const taken = async () => ({
      evidence: (await engine.ask('listEvidence', {})).map(({ title, attachments, tags }) => [
        title,
        attachments.map(({ role }) => role),
        tags,
      ]),
      answers: (await engine.ask('section', { section: 'students' })).strands
        .map(({ answer }) => answer)
        .slice(0, 2),
      plan: (await engine.ask('section', { section: 'inclusion' })).plan.map(({ goal }) => goal),
      decisions: (await suggestions(engine)).map(({ decision }) => decision),
    })
    const whole = await taken()
    expect(whole).toEqual({
      evidence: [
        ['Тайна', [], []],
        ['Ден на отворените врати', ['photo', 'link'], ['открити врати']],
      ],
      answers: ['Тайна на училището\n\nНашите посланици **говорят**.', 'Всяка есен.'],
      plan: ['Повече гласове'],
      decisions: ['taken', 'taken', 'taken', 'taken'],
    })
    expect((await engine.ask('undo', {})).words).toEqual({ count: 4, name: 'Мария' })
    expect(await taken()).toMatchObject({ plan: [], decisions: ['', '', '', ''] })
    await engine.ask('redo', {})
    expect(await taken()).toEqual(whole)
    expect((await engine.ask('verify', {})).filter(({ code }) => code !== 'file.unused')).toEqual([])
  })

  it('may take the place of an answer, which is kept as a version', async () => {
    const { engine } = await filled()
    const [, answer] = await suggestions(engine)
    await engine.ask('takeSuggestions', { ids: [answer?.id ?? ''], answers: 'instead' })
    const [first] = (await engine.ask('section', { section: 'students' })).strands
    expect(first?.answer).toBe('Нашите посланици **говорят**.')
    const versions = await engine.ask('listVersions', { strand: 'students.1', edition: 'first' })
    expect(versions).toHaveLength(1)
  })

  it('is left, and can be taken after all', async () => {
    const { engine } = await filled()
    const [piece] = await suggestions(engine)
    await engine.ask('leaveSuggestions', { ids: [piece?.id ?? ''] })
    expect((await suggestions(engine))[0]?.decision).toBe('left')
    await engine.ask('takeSuggestions', { ids: [piece?.id ?? ''] })
    expect((await suggestions(engine))[0]?.decision).toBe('taken')
    expect((await engine.ask('portfolio', {})).evidenceCount).toBe(2)
  })

  it('folds what is here already: its piece is completed, and nothing of it is written over', async () => {
    const { engine, photo } = await filled()
    const { ids } = await engine.ask('addEvidence', { place: null, title: 'Моето', files: [{ path: photo }] })
    const [piece] = await suggestions(engine)
    expect(piece).toMatchObject({ known: { id: ids[0], title: 'Моето' } })
    await engine.ask('takeSuggestions', { ids: [piece?.id ?? ''] })
    const pieces = await engine.ask('listEvidence', {})
    expect(pieces.map(({ title }) => title).sort()).toEqual(['Моето', 'Тайна'])
    expect(pieces.find(({ title }) => title === 'Моето')).toMatchObject({
      shows: 'Учениците водят',
      places: [place],
      attachments: [{ role: 'photo' }, { role: 'link' }],
    })
  })

  it('is suggested again when the colleague has changed it and sends once more', async () => {
    const { engine, maria, piece } = await filled()
    await engine.ask('takeSuggestions', { ids: idsOf(await suggestions(engine)) })
    const more = await drawPicture('IMG_2.jpg', { width: 400, height: 300, seed: 2 })
    await maria.ask('attachFiles', { evidence: piece, files: [{ path: more }] })
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria) }] })
    const again = await suggestions(engine)
    expect(again.map(({ decision, isChanged }) => [decision, isChanged])).toEqual([
      ['taken', true],
      ['taken', false],
      ['taken', false],
      ['taken', false],
    ])
    await engine.ask('takeSuggestions', { ids: [again[0]?.id ?? ''] })
    const [, taken] = await engine.ask('listEvidence', {})
    expect(taken?.attachments.map(({ role }) => role)).toEqual(['photo', 'link', 'photo'])
    expect((await suggestions(engine)).some(({ isChanged }) => isChanged)).toBe(false)
    expect(readdirSync(join(engine.root, 'tray'))).toHaveLength(1)
  })

  it('brings along what was said of the people in it; a withdrawal is heard, and what either covered is covered', async () => {
    const { engine, maria, photo } = await filled()
    const [mine] = await maria.ask('listEvidence', {})
    const [first] = mine?.attachments ?? []
    const hash = first?.role === 'photo' ? first.file.hash : ''
    await maria.ask('writeConsent', { files: [hash], people: 'recognisable', state: 'withdrawn' })
    await maria.ask('addSubject', { kind: 'group', name: '5Б', files: [hash] })
    await maria.ask('writeRedaction', { file: hash, regions: 'bp_1000_2000_500_700', isEnough: false })
    await engine.ask('addEvidence', { place: null, title: 'Моето', files: [{ path: photo }] })
    await engine.ask('writeConsent', { files: [hash], people: 'recognisable', state: 'held' })
    await engine.ask('writeRedaction', { file: hash, regions: 'bp_5000_2000_500_700', isEnough: false })
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria) }] })
    const [piece] = await suggestions(engine)
    await engine.ask('takeSuggestions', { ids: [piece?.id ?? ''] })
    const pieces = await engine.ask('listEvidence', {})
    const taken = pieces.find(({ title }) => title === 'Моето')?.attachments[0]
    expect(taken?.role === 'photo' && taken.file.consent).toMatchObject({
      state: 'withdrawn',
      redaction: 'bp_1000_2000_500_700;bp_5000_2000_500_700',
    })
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ name: '5Б', files: 1 }])
  })

  it('brings back no file that was forgotten, and says so', async () => {
    const { engine, maria, photo } = await filled()
    const { ids } = await engine.ask('addEvidence', { place: null, title: 'Моето', files: [{ path: photo }] })
    const [mine] = (await engine.ask('evidence', { id: ids[0] ?? '' })).attachments
    const hash = mine?.role === 'photo' ? mine.file.hash : ''
    const [received] = await engine.ask('listContributions', {})
    await engine.ask('forgetFiles', { files: [hash] })
    const tray = join(engine.root, 'tray', received?.id ?? '')
    expect(readdirSync(join(tray, 'files'), { recursive: true, encoding: 'utf8' }).join()).not.toContain(hash)
    const after = await suggestions(engine)
    expect(after.find(({ kind }) => kind === 'evidence')).toMatchObject({ files: [] })
    // Maria has it still, and sends it again.
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria) }] })
    const [again] = await suggestions(engine)
    const result = await engine.ask('takeSuggestions', { ids: [again?.id ?? ''] })
    expect(result.refused).toEqual([{ name: 'IMG_1.jpg', reason: 'forgotten' }])
    expect(existsSync(join(engine.root, 'files', hash.slice(0, 2), hash))).toBe(false)
  })

  it('is refused when it was asked for by another portfolio, or by nobody', async () => {
    const { maria } = await filled()
    const other = await coordinator()
    const file = await sendBack(maria)
    await expect(other.ask('receiveContribution', { files: [{ path: file }] })).rejects.toMatchObject({
      code: 'contribution.other',
    })
    const whole = join(temporaryFolder(), 'a.fivefold.zip')
    await other.ask('exportArchive', { out: other.grant(whole) })
    await expect(other.ask('receiveContribution', { files: [{ path: whole }] })).rejects.toMatchObject({
      code: 'contribution.notOne',
    })
    expect(existsSync(join(other.root, 'tray'))).toBe(false)
    await expect(other.ask('sendBack', { out: other.grant(whole), note: '' })).rejects.toMatchObject({
      code: 'contribution.notOne',
    })
  })

  it('is shown beside one that is damaged, which can be removed', async () => {
    const { engine } = await filled()
    const other = await colleague(await ask(engine))
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(other) }] })
    const [spoilt, whole] = await engine.ask('listContributions', {})
    engine.close()
    writeFileSync(join(engine.root, 'tray', spoilt?.id ?? '', 'portfolio.sqlite'), 'x'.repeat(5000))
    engine.open(engine.root)
    const listed = await engine.ask('listContributions', {})
    expect(listed.map(({ id, isThere }) => [id, isThere])).toEqual([
      [spoilt?.id, false],
      [whole?.id, true],
    ])
    await engine.ask('removeContribution', { id: spoilt?.id ?? '' })
    expect(await engine.ask('listContributions', {})).toEqual([whole])
  })

  it('comes in without the answer to a claim that the school has taken out since, and says so', async () => {
    const engine = await coordinator()
    const { id } = await engine.ask('addStrand', { section: 'students', title: 'Наше твърдение' })
    const maria = await colleague(await ask(engine))
    await maria.ask('writeAnswer', { strand: id, text: 'Отговор' })
    await maria.ask('writeAnswer', { strand: 'students.2', text: 'Всяка есен.' })
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria) }] })
    await engine.ask('removeStrand', { strand: id })
    const result = await engine.ask('takeSuggestions', { ids: idsOf(await suggestions(engine)) })
    expect(result).toEqual({ taken: 1, refused: [{ name: 'Наше твърдение', reason: 'noPlace' }] })
  })

  it('names no folder outside of the tray, whatever its portfolio is called', async () => {
    const { engine, maria } = await filled()
    const { folder } = await maria.ask('portfolio', {})
    maria.close()
    const db = new Database(join(folder, 'portfolio.sqlite'))
    db.pragma('foreign_keys = OFF')
    db.exec(
      "UPDATE portfolio SET id = '../../x'; UPDATE application SET id = '../../x'; UPDATE book SET id = '../../x'",
    )
    db.close()
    maria.open(folder)
    const before = readdirSync(engine.root).sort()
    const file = await sendBack(maria)
    await expect(engine.ask('receiveContribution', { files: [{ path: file }] })).rejects.toMatchObject({
      code: 'contribution.notOne',
    })
    expect(readdirSync(engine.root).sort()).toEqual(before)
    expect(await suggestions(engine)).toHaveLength(4)
  })

  it('leaves nothing in the tray that nobody can see', async () => {
    const { engine } = await filled()
    mkdirSync(join(engine.root, 'tray', '.half', 'files'), { recursive: true })
    engine.close()
    engine.open(engine.root)
    expect(readdirSync(join(engine.root, 'tray'))).toHaveLength(1)
  })

  it('stays when a backup of before it came is gone back to, and can be taken then; also there and back', async () => {
    const engine = await coordinator()
    const { backup } = await engine.ask('makeBackup', {})
    const maria = await colleague(await ask(engine))
    await maria.ask('addEvidence', { place, title: 'Разходка', files: [{ path: textFile('a.txt', 'a') }] })
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria, 'първо') }] })
    await engine.ask('takeSuggestions', { ids: idsOf(await suggestions(engine)) })
    const before = await engine.ask('listInvitations', {})
    await engine.ask('restoreBackup', { backup: backup.name })
    expect(await engine.ask('listInvitations', {})).toEqual(before)
    const [received] = await engine.ask('listContributions', {})
    expect(received).toMatchObject({
      isThere: true,
      note: 'първо',
      suggestions: [{ decision: '', known: null }],
    })
    await engine.ask('takeSuggestions', { ids: idsOf(await suggestions(engine)) })
    expect(await engine.ask('verify', {})).toEqual([])

    const [newest] = (await engine.ask('listBackups', {})).backups
    await engine.ask('restoreBackup', { backup: newest?.name ?? '' })
    expect(await engine.ask('listContributions', {})).toMatchObject([
      { isThere: true, suggestions: [{ decision: 'taken', files: [{ name: 'a.txt' }] }] },
    ])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('is as it came last, and gone where it was removed, whatever backup is gone back to', async () => {
    const { engine, maria } = await filled()
    const { backup } = await engine.ask('makeBackup', {})
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria, 'сега') }] })
    await engine.ask('restoreBackup', { backup: backup.name })
    expect(await engine.ask('listContributions', {})).toMatchObject([{ note: 'сега', isThere: true }])
    const [received] = await engine.ask('listContributions', {})
    await engine.ask('removeContribution', { id: received?.id ?? '' })
    await engine.ask('restoreBackup', { backup: backup.name })
    expect(await engine.ask('listContributions', {})).toEqual([])
  })

  it('is known to have been sent by whoever sent it, after a backup of before was gone back to', async () => {
    const maria = await colleague(await ask(await coordinator()))
    const { backup } = await maria.ask('makeBackup', {})
    await sendBack(maria, 'Готово')
    const { invited } = await maria.ask('portfolio', {})
    await maria.ask('restoreBackup', { backup: backup.name })
    expect((await maria.ask('portfolio', {})).invited).toEqual(invited)
    expect(invited).toMatchObject({ sender: 'Мария', note: 'Готово' })
  })

  it('is found again where the damaged database that knew of it cannot be read', async () => {
    const engine = await coordinator()
    const { backup } = await engine.ask('makeBackup', {})
    const maria = await colleague(await ask(engine))
    await maria.ask('addEvidence', { place, title: 'Разходка', files: [{ path: textFile('a.txt', 'a') }] })
    await engine.ask('receiveContribution', { files: [{ path: await sendBack(maria, 'първо') }] })
    engine.close()
    writeFileSync(join(engine.root, 'portfolio.sqlite'), 'x'.repeat(9000))
    await engine.ask('restoreBackup', { of: { grant: engine.grant(engine.root) }, backup: backup.name })
    expect(await engine.ask('listContributions', {})).toMatchObject([
      { sender: 'Мария', note: 'първо', isThere: true, suggestions: [{ title: 'Разходка' }] },
    ])
  })

  it('goes for good when it is removed, and what was taken stays', async () => {
    const { engine } = await filled()
    const ids = idsOf(await suggestions(engine))
    await engine.ask('takeSuggestions', { ids })
    const [received] = await engine.ask('listContributions', {})
    await engine.ask('removeContribution', { id: received?.id ?? '' })
    expect(readdirSync(join(engine.root, 'tray'))).toEqual([])
    expect(await engine.ask('listContributions', {})).toEqual([])
    expect((await engine.ask('portfolio', {})).evidenceCount).toBe(2)
    await expect(engine.ask('takeSuggestions', { ids })).rejects.toMatchObject({ code: 'contribution.gone' })
  })
})
