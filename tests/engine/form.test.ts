import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missionSections } from '../../electron/domain/mission'
import { bridgeSchool, startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const section = async (engine: TestEngine, id = 'students') => {
  const { sections } = await engine.ask('portfolio', {})
  const found = sections.find((each) => each.id === id)
  if (!found) throw new Error('no such section')
  return found
}

describe('the form of a portfolio', () => {
  it('begins with the texts of its own language', async () => {
    const engine = startTestEngine()
    for (const language of ['en', 'tr', 'et', 'ro', 'bg', 'nl'] as const) {
      engine.create(join(temporaryFolder(), 'A.fivefold'), { ...bridgeSchool, language })
      const { title, strands } = await section(engine)
      const texts = missionSections(language).find(({ id }) => id === 'students')
      expect(title).toBe(texts?.title)
      expect(strands.map((strand) => strand.title)).toEqual(texts?.strands.map((strand) => strand.title))
    }
  })

  it('takes the texts of another language, but for what the school wrote itself', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeSection', { section: 'students', claim: 'Това е нашето.' })
    await engine.ask('writePortfolio', { ...bridgeSchool, language: 'nl' })
    const { title, claim, strands } = await section(engine)
    const dutch = missionSections('nl').find(({ id }) => id === 'students')
    expect([title, claim, strands[4]?.title]).toEqual([
      dutch?.title,
      'Това е нашето.',
      dutch?.strands[4]?.title,
    ])
    await engine.ask('undo', {})
    expect((await section(engine)).title).toBe(
      missionSections('bg').find(({ id }) => id === 'students')?.title,
    )
  })

  it('numbers strands as they stand, and leaves a hidden one out everywhere', async () => {
    const engine = startWithPortfolio()
    await engine.ask('addEvidence', { place: { section: 'students', strand: 'students.2' }, title: 'Poster' })
    await engine.ask('moveStrand', { strand: 'students.5', position: 0 })
    expect((await section(engine)).strands.map(({ id, number }) => `${number} ${id}`)).toEqual([
      '3.1 students.5',
      '3.2 students.1',
      '3.3 students.2',
      '3.4 students.3',
      '3.5 students.4',
    ])
    await engine.ask('hideStrand', { strand: 'students.2' })
    const { strands, hiddenStrands } = await section(engine)
    expect(strands.map(({ number }) => number)).toEqual(['3.1', '3.2', '3.3', '3.4'])
    expect(hiddenStrands.map(({ id }) => id)).toEqual(['students.2'])
    const { coverage } = await engine.ask('portfolio', {})
    expect(coverage.find((each) => each.section === 'students')?.strands).toHaveLength(4)
    expect(await engine.ask('listEvidence', {})).toMatchObject([
      { title: 'Poster', number: null, places: [] },
    ])
    await engine.ask('showStrand', { strand: 'students.2' })
    expect(await engine.ask('listEvidence', {})).toMatchObject([{ title: 'Poster', number: 'P3-01' }])
  })

  it('moves a strand among the shown ones, whatever is hidden between', async () => {
    const engine = startWithPortfolio()
    await engine.ask('hideStrand', { strand: 'students.2' })
    await engine.ask('moveStrand', { strand: 'students.5', position: 1 })
    expect((await section(engine)).strands.map(({ id }) => id)).toEqual([
      'students.1',
      'students.5',
      'students.3',
      'students.4',
    ])
    await engine.ask('moveStrand', { strand: 'students.1', position: 3 })
    expect((await section(engine)).strands.map(({ id }) => id).at(-1)).toBe('students.1')
  })

  it('lets go only of claims that the school added, and keeps their evidence in the section', async () => {
    const engine = startWithPortfolio()
    await expect(engine.ask('removeStrand', { strand: 'students.1' })).rejects.toMatchObject({
      code: 'strand.notOwn',
    })
    const { id } = await engine.ask('addStrand', { section: 'students', title: 'Pupils teach' })
    await engine.ask('addEvidence', { place: { section: 'students', strand: id }, title: 'Poster' })
    await engine.ask('removeStrand', { strand: id })
    const { unsorted } = await engine.ask('section', { section: 'students' })
    expect(unsorted).toMatchObject([{ title: 'Poster' }])
  })

  it('holds limits for answers and plans, none by default', async () => {
    const engine = startWithPortfolio()
    expect((await section(engine)).strands.every(({ limit }) => limit === null)).toBe(true)
    await engine.ask('writeStrand', { strand: 'students.1', limit: 1500 })
    await engine.ask('writeSection', { section: 'students', planLimit: 800 })
    expect(await section(engine)).toMatchObject({
      planLimit: 800,
      strands: [{ limit: 1500 }, {}, {}, {}, {}],
    })
    for (const limit of [0, -1, 1.5, 2_000_000]) {
      await expect(engine.ask('writeStrand', { strand: 'students.1', limit })).rejects.toMatchObject({
        code: 'input.invalid',
      })
    }
  })
})

describe('answers as plain text', () => {
  it('holds every answer and plan in the order and language of the form', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'Питат и нас.\n\nВсеки септември.' })
    await engine.ask('addPlanRow', { section: 'students', goal: 'Посланици', due: '2028' })
    const out = join(temporaryFolder(), 'answers.txt')
    const { bytes } = await engine.ask('exportAnswers', { out: engine.grant(out), only: null })
    const text = readFileSync(out, 'utf8')
    expect(Buffer.byteLength(text)).toBe(bytes)
    const places = [
      bridgeSchool.school,
      ...missionSections('bg').flatMap(({ title, strands }) => [title, ...strands.map((each) => each.title)]),
    ].map((words) => text.indexOf(words))
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true)
    expect(text).toContain('Питат и нас.\n\nВсеки септември.')
    expect(text).toContain('Посланици')
  })

  it('holds one section alone, and says when it cannot be written', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.2', text: 'Питат и нас.' })
    const out = join(temporaryFolder(), 'answers.txt')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: 'example' })
    expect(readFileSync(out, 'utf8')).not.toContain('Питат')
    const folder = engine.grant(temporaryFolder())
    await expect(engine.ask('exportAnswers', { out: folder, only: null })).rejects.toMatchObject({
      code: 'export.isFolder',
    })
    const nowhere = engine.grant(join(temporaryFolder(), 'gone', 'a.txt'))
    await expect(engine.ask('exportAnswers', { out: nowhere, only: null })).rejects.toMatchObject({
      code: 'export.noFolder',
    })
  })
})

describe('people and projects', () => {
  it("are sorted as the portfolio's language sorts", async () => {
    const engine = startTestEngine()
    engine.create(join(temporaryFolder(), 'A.fivefold'), { ...bridgeSchool, language: 'et' })
    for (const name of ['Õie', 'Zoja', 'Šura', 'Tiit', 'Ülle', 'Ants'])
      await engine.ask('addPerson', { name })
    expect((await engine.ask('listPeople', {})).map(({ name }) => name)).toEqual([
      'Ants',
      'Šura',
      'Zoja',
      'Tiit',
      'Õie',
      'Ülle',
    ])
  })

  it('the one who signs is forgotten with the person, and comes back with undo', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addPerson', { name: 'Мария Иванова', role: 'директор' })
    await engine.ask('writeApplication', { signatory: id })
    await engine.ask('removePerson', { id })
    expect((await engine.ask('portfolio', {})).application.signatory).toBeNull()
    await engine.ask('undo', {})
    expect((await engine.ask('portfolio', {})).application.signatory).toBe(id)
    await expect(engine.ask('writeApplication', { signatory: 'nobody' })).rejects.toMatchObject({
      code: 'person.gone',
    })
  })

  it('a country that takes no part, a day that does not exist, a label without a kind are refused', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addProject', { title: 'Rivers' })
    for (const wrong of [
      { countries: ['US'] },
      { startedOn: '2026-02-30' },
      { labels: [{ kind: 'gold', name: '', awardedOn: '' }] },
    ]) {
      await expect(engine.ask('writeProject', { id, ...wrong } as never)).rejects.toMatchObject({
        code: 'input.invalid',
      })
    }
    await expect(engine.ask('writeProject', { id: 'gone', title: 'x' })).rejects.toMatchObject({
      code: 'project.gone',
    })
  })

  it('what is typed is one step back, a choice is a step of its own', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addProject', { title: 'Rivers' })
    const nql = { kind: 'nql', name: '', awardedOn: '' } as const
    await engine.ask('writeProject', { id, title: 'Rivers o' })
    await engine.ask('writeProject', { id, title: 'Rivers of Europe' })
    await engine.ask('writeProject', { id, labels: [nql, { ...nql, kind: 'eql' }] })
    await engine.ask('writeProject', { id, labels: [nql] })
    await engine.ask('writeProject', { id, labels: [{ ...nql, awardedOn: '2026-03-01' }] })
    await engine.ask('writeProject', { id, type: 'national' })
    await engine.ask('writeProject', { id, type: 'other' })
    const project = async () => (await engine.ask('listProjects', {}))[0]
    const back = async () => {
      await engine.ask('undo', {})
      return project()
    }
    expect((await back())?.type).toBe('national')
    expect((await back())?.type).toBe('european')
    expect((await back())?.labels).toEqual([nql])
    expect((await back())?.labels).toHaveLength(2)
    expect((await back())?.labels).toEqual([])
    expect((await back())?.title).toBe('Rivers')
  })
})

describe('a new cycle from an older portfolio', () => {
  it('takes over structure, people, projects and plans, and neither evidence nor answers', async () => {
    const engine = startWithPortfolio()
    const { root } = engine
    const { id: person } = await engine.ask('addPerson', { name: 'Мария', role: 'директор' })
    await engine.ask('addProject', { title: 'Реки' })
    await engine.ask('writeApplication', { registeredOn: '2022', signatory: person, deadline: '2027-03-10' })
    await engine.ask('writeSection', { section: 'students', title: 'Нашите ученици' })
    await engine.ask('addStrand', { section: 'students', title: 'Наше твърдение' })
    await engine.ask('hideStrand', { strand: 'example.1' })
    await engine.ask('writeWording', { introduction: 'Увод', students: { heading: 'Глава', text: 'Думи' } })
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'Стар отговор' })
    await engine.ask('addEvidence', { place: { section: 'students', strand: 'students.1' }, title: 'Старо' })
    await engine.ask('addPlanRow', { section: 'students', goal: 'Посланици', who: 'Съветът' })
    const before = await engine.ask('portfolio', {})

    const grant = engine.grant(root)
    const { facts, handedInOn } = await engine.ask('peekPortfolio', { grant })
    expect(facts).toEqual({ ...bridgeSchool, secondLanguage: null })
    expect(handedInOn).toBeNull()
    const cycle = { from: 2029, to: 2030 }
    await engine.ask('addPortfolio', { facts: { ...facts, cycle }, place: null, renews: { grant } })

    const after = await engine.ask('portfolio', {})
    expect(after.portfolio.cycle).toEqual(cycle)
    expect(after.sections).toEqual(before.sections)
    expect(after.evidenceCount).toBe(0)
    expect(
      after.coverage.every(({ planRows, strands }) => planRows === 0 && !strands.some((s) => s.answered)),
    ).toBe(true)
    expect(after.application).toMatchObject({ registeredOn: '2022', signatory: person, deadline: '' })
    expect(await engine.ask('listPeople', {})).toMatchObject([{ name: 'Мария' }])
    expect(await engine.ask('listProjects', {})).toMatchObject([{ title: 'Реки' }])
    expect(await engine.ask('introduction', {})).toEqual({ text: 'Увод' })
    const { earlierPlan } = await engine.ask('section', { section: 'students' })
    expect(earlierPlan).toMatchObject({
      cycle: '2027–2028',
      rows: [{ goal: 'Посланици', who: 'Съветът', outcome: '' }],
    })
    await engine.ask('writeOutcome', { id: earlierPlan?.rows[0]?.id ?? '', text: 'Избрани 24' })
    expect((await engine.ask('section', { section: 'students' })).earlierPlan?.rows[0]?.outcome).toBe(
      'Избрани 24',
    )
    expect(after.history.undo).toBeNull()

    engine.open(root)
    expect((await engine.ask('portfolio', {})).evidenceCount).toBe(1)
  })

  it('speaks the language of the new one where the school wrote nothing of its own', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeSection', { section: 'students', claim: 'Наше' })
    const grant = engine.grant(engine.root)
    const facts = { ...bridgeSchool, language: 'en' as const, cycle: { from: 2029, to: 2030 } }
    await engine.ask('addPortfolio', { facts, place: null, renews: { grant } })
    expect(await section(engine)).toMatchObject({
      title: missionSections('en').find(({ id }) => id === 'students')?.title,
      claim: 'Наше',
    })
  })

  it('says why an older portfolio cannot be taken, and leaves nothing behind', async () => {
    const engine = startTestEngine()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.txt'), 'x')
    const grant = engine.grant(folder)
    await expect(engine.ask('peekPortfolio', { grant })).rejects.toMatchObject({ code: 'portfolio.notOne' })
    await expect(
      engine.ask('addPortfolio', { facts: bridgeSchool, place: null, renews: { grant } }),
    ).rejects.toMatchObject({ code: 'portfolio.notOne' })
    expect(await engine.ask('listRecentPortfolios', {})).toEqual([])
  })
})

describe("the app's language", () => {
  it("is the system's until one is chosen, and then the chosen one, over a restart", async () => {
    const userFolder = temporaryFolder()
    const engine = startTestEngine({ userFolder, systemLanguages: ['de-AT', 'bg-BG', 'en'] })
    expect(await engine.ask('settings', {})).toMatchObject({ language: 'bg', chosen: null })
    await engine.ask('writeSettings', { language: 'tr' })
    expect(engine.events).toEqual([{ kind: 'settings', language: 'tr' }])
    const again = startTestEngine({ userFolder, systemLanguages: ['nl'] })
    expect(await again.ask('settings', {})).toMatchObject({ language: 'tr', chosen: 'tr' })
    await again.ask('writeSettings', { language: null })
    expect(await again.ask('settings', {})).toMatchObject({ language: 'nl', chosen: null })
  })

  it('is one of the six: another code is refused, and one in the settings file is passed over', async () => {
    const userFolder = temporaryFolder()
    const engine = startTestEngine({ userFolder, systemLanguages: ['xx-YY'] })
    expect((await engine.ask('settings', {})).language).toBe('en')
    await expect(engine.ask('writeSettings', { language: 'de' as never })).rejects.toMatchObject({
      code: 'input.invalid',
    })
    const recent = { id: 'a', root: '/gone', school: 'Kept', cycle: '2027', openedAt: '2026-11-23T08:00:00Z' }
    writeFileSync(
      join(userFolder, 'settings.json'),
      JSON.stringify({ recent: [recent], last: null, language: 'klingon' }),
    )
    const again = startTestEngine({ userFolder, systemLanguages: ['et_EE.UTF-8'] })
    expect((await again.ask('settings', {})).language).toBe('et')
    expect(await again.ask('listRecentPortfolios', {})).toMatchObject([{ school: 'Kept' }])
  })
})

describe('tags', () => {
  it('are kept once, sorted, counted, and go with their evidence', async () => {
    const engine = startWithPortfolio()
    const {
      ids: [id],
    } = await engine.ask('addEvidence', {
      place: { section: 'students', strand: null },
      title: 'x',
    })
    const evidence = id ?? ''
    for (const tag of ['радио', 'B', 'B', ' A ']) {
      await engine.ask('changeEvidence', { ids: [evidence], tie: { to: 'tags', value: tag } })
    }
    expect((await engine.ask('evidence', { id: evidence })).tags).toEqual(['A', 'B', 'радио'])
    expect(await engine.ask('listTags', {})).toHaveLength(3)
    await engine.ask('changeEvidence', { ids: [evidence], untie: { from: 'tags', value: 'B' } })
    await engine.ask('removeEvidence', { ids: [evidence] })
    expect(await engine.ask('listTags', {})).toEqual([])
    await engine.ask('undo', {})
    expect((await engine.ask('evidence', { id: evidence })).tags).toEqual(['A', 'радио'])
  })
})
