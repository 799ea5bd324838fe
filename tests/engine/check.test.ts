import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkGrades, type CheckRule } from '../../electron/domain/check'
import type { CheckOutcome } from '../../electron/domain/check-all'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { drawNight, drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { pdfText } from '../support/command-line'

const place = { section: 'students', strand: 'students.1' } as const

const rules = ({ groups }: CheckOutcome): CheckRule[] => groups.map(({ rule }) => rule)

async function group(engine: TestEngine, rule: CheckRule) {
  const { groups } = await engine.ask('check', {})
  return groups.find((each) => each.rule === rule)
}

describe('the check of a new portfolio', () => {
  it('says what the form asks for first, and counts it by grade and by part', async () => {
    const engine = startWithPortfolio()
    const outcome = await engine.ask('check', {})
    const strands = (await engine.ask('portfolio', {})).sections.flatMap((section) => section.strands)
    expect(rules(outcome)).toEqual([
      'answer.empty',
      'plan.missing',
      'strand.bare',
      'rule.unknown',
      'declaration.signatory',
      'declaration.day',
    ])
    expect(outcome.counts).toEqual({ blocks: strands.length + 5, should: strands.length + 4, could: 1 })
    const students = outcome.bySection.find(({ section }) => section === 'students')
    expect(students?.counts).toEqual({ blocks: 6, should: 5, could: 0 })
    for (const grade of checkGrades) {
      const sum = outcome.groups
        .filter((each) => each.grade === grade)
        .reduce((all, { count }) => all + count, 0)
      expect(sum).toBe(outcome.counts[grade])
    }
  })

  it('counts all findings of a kind, and names as many as are asked for', async () => {
    const engine = startWithPortfolio()
    const few = await engine.ask('check', { most: 3 })
    const all = await engine.ask('check', { most: null })
    const empty = ({ groups }: CheckOutcome) => groups.find(({ rule }) => rule === 'answer.empty')
    expect(empty(few)?.findings).toHaveLength(3)
    expect(empty(few)?.count).toBe(empty(all)?.findings.length)
  })

  it('leaves out what the school’s form does not ask', async () => {
    const engine = startWithPortfolio()
    const before = (await engine.ask('check', {})).counts.blocks
    await engine.ask('hideStrand', { strand: 'students.1' })
    expect((await engine.ask('check', {})).counts.blocks).toBe(before - 1)
  })
})

describe('what is left as it is', () => {
  it('is a step to undo, is listed apart, and counts no more', async () => {
    const engine = startWithPortfolio()
    const key = 'answer.empty:students.1'
    const { counts } = await engine.ask('check', {})
    await engine.ask('setAside', { findings: [key, 'plan.missing:students'] })
    const after = await engine.ask('check', {})
    expect(after.counts.blocks).toBe(counts.blocks - 2)
    expect(after.setAside.map((finding) => finding.key)).toEqual([key, 'plan.missing:students'])
    expect((await engine.ask('portfolio', {})).history.undo).toEqual({
      kind: 'setAside',
      words: { count: 2 },
    })
    expect(engine.events.at(-1)).toEqual({ kind: 'changed', nouns: ['check', 'history'] })
    await engine.ask('takeUp', { finding: key })
    expect((await engine.ask('check', {})).setAside).toHaveLength(1)
    await engine.ask('undo', {})
    await engine.ask('undo', {})
    expect((await engine.ask('check', {})).counts).toEqual(counts)
    await engine.ask('redo', {})
    expect((await engine.ask('check', {})).setAside).toHaveLength(2)
  })

  it('is known again as long as it is so', async () => {
    const engine = startWithPortfolio()
    await engine.ask('setAside', { findings: ['answer.empty:students.1'] })
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'We do.' })
    expect((await engine.ask('check', {})).setAside).toEqual([])
    await engine.ask('writeAnswer', { strand: 'students.1', text: '' })
    expect((await engine.ask('check', {})).setAside).toHaveLength(1)
  })
})

describe('who sees to what', () => {
  it('is a person of the list, a step to undo, and goes with the person', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addPerson', { name: 'Мария Иванова' })
    await engine.ask('writeResponsible', { section: 'students', person: id })
    const responsible = async () =>
      (await engine.ask('portfolio', {})).sections.find((section) => section.id === 'students')?.responsible
    expect(await responsible()).toBe(id)
    await engine.ask('undo', {})
    expect(await responsible()).toBe(null)
    await engine.ask('redo', {})
    await engine.ask('removePerson', { id })
    expect(await responsible()).toBe(null)
    await engine.ask('undo', {})
    expect(await responsible()).toBe(id)
    await expect(engine.ask('writeResponsible', { section: 'students', person: 'x' })).rejects.toMatchObject({
      code: 'person.gone',
    })
  })

  it('parts the findings: each has their own, and what is nobody’s is nobody’s', async () => {
    const engine = startWithPortfolio()
    const { id } = await engine.ask('addPerson', { name: 'Мария Иванова' })
    await engine.ask('writeResponsible', { section: 'students', person: id })
    const all = await engine.ask('check', { most: null })
    const hers = await engine.ask('check', { whose: { person: id }, most: null })
    const nobodys = await engine.ask('check', { whose: 'nobody', most: null })
    expect(hers.counts).toEqual(all.bySection.find(({ section }) => section === 'students')?.counts)
    for (const grade of checkGrades)
      expect(hers.counts[grade] + nobodys.counts[grade]).toBe(all.counts[grade])
    expect(rules(nobodys)).toContain('rule.unknown')
    expect(rules(hers)).not.toContain('rule.unknown')
  })
})

describe('files', () => {
  it('are found dark, small, alike and gone', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const dark = await drawNight('Dark.png', { width: 1600, height: 1200 })
    const small = await drawPicture('Small.png', { width: 300, height: 200, seed: 4 })
    const { ids } = await engine.ask('addEvidence', {
      place,
      title: 'Day',
      files: [{ path: dark }, { path: small }],
    })
    await engine.finishPictures({})
    expect((await group(engine, 'photo.dark'))?.findings).toMatchObject([{ where: { file: 'Dark.png' } }])
    expect((await group(engine, 'photo.small'))?.findings).toMatchObject([{ where: { file: 'Small.png' } }])
    expect(await group(engine, 'file.missing')).toBeUndefined()

    const [piece] = await engine.ask('listEvidence', {})
    const file = piece?.attachments.find((each) => each.role === 'photo' && each.name === 'Small.png')
    const hash = file?.role === 'photo' ? file.file.hash : ''
    rmSync(join(engine.root, 'files', hash.slice(0, 2), hash))
    engine.wait(31_000)
    expect((await group(engine, 'file.missing'))?.findings).toMatchObject([
      { grade: 'blocks', where: { file: 'Small.png' }, place: { evidence: ids[0] } },
    ])
  })

  it('that hold pupils without consent stand in the way where nothing else is left', async () => {
    const engine = startWithPortfolio()
    const photo = await drawPicture('Class.png', { width: 1600, height: 1200, seed: 2 })
    await engine.ask('addEvidence', { place, title: 'Class', files: [{ path: photo }] })
    expect(rules(await engine.ask('check', {}))).toContain('consent.unsaid')
    const [piece] = await engine.ask('listEvidence', {})
    const files = (piece?.attachments ?? []).flatMap((each) => (each.role === 'photo' ? each.file.hash : []))
    await engine.ask('writeConsent', { files, people: 'recognisable', state: 'missing' })
    expect((await group(engine, 'consent.bare'))?.findings).toMatchObject([
      { grade: 'blocks', where: { title: 'Class' }, place: { field: 'people' } },
    ])
    await engine.ask('writeEvidence', { id: piece?.id ?? '', note: 'The log of the club.' })
    expect((await group(engine, 'consent.heldBack'))?.findings).toMatchObject([{ grade: 'should' }])
    await engine.ask('writeConsent', { files, state: 'held', scope: 'label' })
    const left = rules(await engine.ask('check', {})).filter((rule) => rule.startsWith('consent'))
    expect(left).toEqual([])
  })
})

describe('the to-do list', () => {
  async function shared() {
    const engine = startWithPortfolio({ startWorker: workersHere, systemLanguages: ['nl'] })
    const { id } = await engine.ask('addPerson', { name: 'Мария Иванова' })
    await engine.ask('writeResponsible', { section: 'students', person: id })
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'TODO' })
    return { engine, person: id }
  }

  it('is a PDF in the app’s language, by person, with boxes to tick', async () => {
    const { engine } = await shared()
    const path = join(temporaryFolder(), 'lijst.pdf')
    const saved = await engine.ask('exportTodo', { out: engine.grant(path) })
    expect(saved).toMatchObject({ name: 'lijst.pdf' })
    const text = pdfText(path)
    for (const words of [
      'Wat er nog te doen is',
      'Мария Иванова',
      'Nog niemand',
      '☐',
      'Stellingen zonder antwoord',
      '‘TODO’',
    ])
      expect(text).toContain(words)
  })

  it('is one person’s alone, and a text for a mail', async () => {
    const { engine, person } = await shared()
    const { text } = await engine.ask('todoText', { whose: { person } })
    expect(text).toContain('Мария Иванова')
    expect(text).not.toContain('Nog niemand')
    expect(text).toContain('[ ] Stellingen zonder antwoord')
    expect((await engine.ask('todoText', {})).text).toContain('Nog niemand')
  })

  it('names a dozen places of a kind, and says how many more there are', async () => {
    const engine = startWithPortfolio()
    for (let index = 0; index < 15; index += 1) {
      await engine.ask('addEvidence', { place, title: `Piece ${index}`, note: 'x' })
    }
    const { text } = await engine.ask('todoText', {})
    expect(text).toContain('Piece 11')
    expect(text).not.toContain('Piece 12')
    expect(text).toContain('and 3 more')
  })
})
