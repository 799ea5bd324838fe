import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import type { AnswerStanding } from '../../electron/domain/two-languages'
import { readZipParts } from '../../electron/media/zip-parts'
import { bridgeSchool, startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { temporaryFolder } from '../support/temporary'

const strand = 'students.2'
const first = 'Всеки септември учениците избират посланици.'
const second = 'Every September the pupils elect ambassadors.'

async function inTwo(
  options: Parameters<typeof startWithPortfolio>[0] = {},
): Promise<TestEngine & { root: string }> {
  const engine = startWithPortfolio(options)
  await engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: 'en' })
  return engine
}

async function standingOf(engine: TestEngine): Promise<AnswerStanding | undefined> {
  const { standings } = await engine.ask('portfolio', {})
  return standings.find((each) => each.strand === strand)?.standing
}

async function secondOf(engine: TestEngine) {
  const { strands } = await engine.ask('section', { section: 'students' })
  return strands.find((each) => each.strand === strand)?.second
}

describe('the second language', () => {
  it('is chosen and left with a change that can be undone; what was written stays', async () => {
    const engine = await inTwo()
    expect((await engine.ask('portfolio', {})).portfolio.secondLanguage).toBe('en')
    await engine.ask('writeSecondAnswer', { strand, text: second })
    await engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: null })
    expect((await engine.ask('portfolio', {})).standings).toEqual([])
    expect(await secondOf(engine)).toMatchObject({ text: second })
    await engine.ask('undo', {})
    expect((await engine.ask('portfolio', {})).portfolio.secondLanguage).toBe('en')
  })

  it('stays where it is not said', async () => {
    const engine = await inTwo()
    await engine.ask('writePortfolio', { ...bridgeSchool, school: 'Мост' })
    expect((await engine.ask('portfolio', {})).portfolio).toMatchObject({
      school: 'Мост',
      secondLanguage: 'en',
    })
  })

  it('is never the first one', async () => {
    const engine = await inTwo()
    const refused = { code: 'language.same' }
    await expect(
      engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: 'bg' }),
    ).rejects.toMatchObject(refused)
    await expect(engine.ask('writePortfolio', { ...bridgeSchool, language: 'en' })).rejects.toMatchObject(
      refused,
    )
    const root = join(temporaryFolder(), 'Same.fivefold')
    expect(() => engine.create(root, { ...bridgeSchool, secondLanguage: 'bg' })).toThrow('language.same')
    expect((await engine.ask('portfolio', {})).portfolio).toMatchObject({
      language: 'bg',
      secondLanguage: 'en',
    })
  })

  it.each<[string, { language?: Language; secondLanguage?: Language | null }, Language | null]>([
    ['comes along into a new cycle', {}, 'en'],
    ['does not when another is said', { secondLanguage: 'tr' }, 'tr'],
    ['does not when none is wanted', { secondLanguage: null }, null],
    ['does not when it has become the first', { language: 'en' }, null],
  ])('%s', async (_what, said, expected) => {
    const engine = await inTwo()
    const cycle = { from: 2029, to: 2030 }
    const root = join(temporaryFolder(), 'Next.fivefold')
    const renewed = engine.create(root, { ...bridgeSchool, cycle, ...said }, engine.root)
    expect(renewed.secondLanguage).toBe(expected)
  })
})

describe('an answer in the second language', () => {
  it('is behind when the first has changed since both said the same, until an undo or an agreement', async () => {
    const engine = await inTwo()
    await engine.ask('writeAnswer', { strand, text: first })
    expect(await standingOf(engine)).toBe('missing')
    await engine.ask('writeSecondAnswer', { strand, text: second })
    expect(await standingOf(engine)).toBe('new')
    await engine.ask('agreeAnswers', { strand })
    expect(await standingOf(engine)).toBe('same')
    expect(await secondOf(engine)).toEqual({ text: second, agreedFirst: first, agreedSecond: second })

    await engine.ask('writeAnswer', { strand, text: `${first} И родителите.` })
    expect(await standingOf(engine)).toBe('secondBehind')
    await engine.ask('undo', {})
    expect(await standingOf(engine)).toBe('same')
    await engine.ask('writeSecondAnswer', { strand, text: `${second} Parents, too.` })
    expect(await standingOf(engine)).toBe('firstBehind')
    await engine.ask('writeAnswer', { strand, text: `${first} И родителите.` })
    expect(await standingOf(engine)).toBe('unsure')
    await engine.ask('agreeAnswers', { strand })
    expect(await standingOf(engine)).toBe('same')
  })

  it('is undone step by step, typing merged, and by name', async () => {
    const engine = await inTwo()
    await engine.ask('writeAnswer', { strand, text: first })
    for (const text of ['Every', 'Every September', second]) {
      await engine.ask('writeSecondAnswer', { strand, text })
      engine.wait(1000)
    }
    await engine.ask('agreeAnswers', { strand })
    expect(await engine.ask('undo', {})).toEqual({ kind: 'agreeAnswers', words: { place: '3.2' } })
    expect(await standingOf(engine)).toBe('new')
    expect(await engine.ask('undo', {})).toEqual({ kind: 'writeSecondAnswer', words: { place: '3.2' } })
    expect(await secondOf(engine)).toBeNull()
    await engine.ask('redo', {})
    await engine.ask('redo', {})
    expect(await standingOf(engine)).toBe('same')
  })

  it('that is not there says nothing the same: agreeing is no step', async () => {
    const engine = await inTwo()
    await engine.ask('writeAnswer', { strand, text: first })
    const before = await engine.ask('listChanges', {})
    await engine.ask('agreeAnswers', { strand })
    await engine.ask('writeSecondAnswer', { strand, text: '' })
    expect(await engine.ask('listChanges', {})).toEqual(before)
  })

  it('belongs to a strand that there is', async () => {
    const engine = await inTwo()
    const gone = { code: 'place.unknown' }
    await expect(engine.ask('writeSecondAnswer', { strand: 'students.99', text: 'x' })).rejects.toMatchObject(
      gone,
    )
    await expect(engine.ask('agreeAnswers', { strand: 'students.99' })).rejects.toMatchObject(gone)
  })

  it('is found, also where it stands alone, and only while there is a second language', async () => {
    const engine = await inTwo()
    const found = async (question: string) =>
      (await engine.ask('search', { question, limit: 5 })).map(({ kind, id }) => `${kind}:${id}`)
    await engine.ask('writeSecondAnswer', { strand, text: second })
    expect(await found('ambassadors')).toEqual([`answer:${strand}`])
    await engine.ask('undo', {})
    expect(await found('ambassadors')).toEqual([])
    await engine.ask('redo', {})
    await engine.ask('writeAnswer', { strand, text: first })
    expect(await found('посланици september')).toEqual([`answer:${strand}`])
    await engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: null })
    expect(await found('ambassadors')).toEqual([])
    await engine.ask('undo', {})
    expect(await found('ambassadors')).toEqual([`answer:${strand}`])
  })
})

describe('what leaves the portfolio', () => {
  const alone = 'students.1'
  const onlyFirst = 'Само на български.'

  async function written(options?: Parameters<typeof startWithPortfolio>[0]): Promise<TestEngine> {
    const engine = await inTwo(options)
    await engine.ask('writeAnswer', { strand, text: first })
    await engine.ask('writeSecondAnswer', { strand, text: second })
    await engine.ask('writeAnswer', { strand: alone, text: onlyFirst })
    await engine.ask('addPlanRow', { section: 'students', goal: 'Посланик във всеки клас' })
    return engine
  }

  async function textIn(engine: TestEngine, edition?: 'first' | 'second' | 'both'): Promise<string> {
    const out = join(temporaryFolder(), 'answers.txt')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: 'students', edition })
    return readFileSync(out, 'utf8')
  }

  it('is plain text in the first language, the second, or both', async () => {
    const engine = await written()
    const [one, two, both] = [
      await textIn(engine),
      await textIn(engine, 'second'),
      await textIn(engine, 'both'),
    ]
    expect(one).toContain(`\n\n${first}\n\n`)
    expect(one).not.toContain(second)
    expect(two).toContain('Students as agents of change')
    expect(two).toContain(`\n\n${second}\n\n`)
    expect(two).not.toContain(first)
    expect(two).toContain(`[Български]\n${onlyFirst}`)
    expect(both).toContain(`\n\n${first}\n\n[English]\n${second}\n\n`)
  })

  it('is as the book is chosen to be, where nothing else is asked for', async () => {
    const engine = await written()
    await engine.ask('writeBookOptions', { edition: 'both' })
    expect(await textIn(engine)).toContain(`[English]\n${second}`)
    await engine.ask('undo', {})
    expect(await textIn(engine)).not.toContain(second)
    await engine.ask('redo', {})
    await engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: null })
    expect(await textIn(engine)).not.toContain(second)
  })

  it('is a DOCX whose runs name their language', async () => {
    const engine = await written()
    const out = join(temporaryFolder(), 'answers.docx')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: 'students', edition: 'both' })
    const parts = await readZipParts(out, (name) => name === 'word/document.xml')
    const body = parts.get('word/document.xml')?.toString() ?? ''
    expect(body).toContain(first)
    expect(body).toMatch(new RegExp(`<w:lang w:val="en"/></w:rPr><w:t[^>]*>${second}`))
    expect(body).not.toMatch(new RegExp(`<w:lang [^>]*></w:rPr><w:t[^>]*>${first}`))
  })

  it('is a book in either language or both, with what is missing named', async () => {
    const engine = await written({ startWorker: workersHere })
    const printed = async (edition: 'first' | 'second' | 'both') => {
      const out = join(temporaryFolder(), 'book.pdf')
      const { gaps } = await engine.ask('exportPortfolio', {
        out: engine.grant(out),
        draft: false,
        only: null,
        edition,
      })
      const text = execFileSync('pdftotext', ['-raw', out, '-']).toString().replace(/\s+/g, ' ')
      return { text, gaps }
    }
    const missing = [{ kind: 'answerMissing', section: 'students', number: '3.1', name: 'English' }]
    const one = await printed('first')
    expect(one.gaps).toEqual([])
    expect(one.text).toContain(first)
    expect(one.text).not.toContain(second)
    const two = await printed('second')
    expect(two.gaps).toEqual(missing)
    expect(two.text).toContain(second)
    expect(two.text).toContain(onlyFirst)
    expect(two.text).not.toContain(first)
    expect(two.text).toContain('Students as agents of change')
    const both = await printed('both')
    expect(both.gaps).toEqual(missing)
    expect(both.text).toContain(`${first} English ${second}`)
  })

  it('is looked at in the edition that was chosen', async () => {
    const engine = await written({ startWorker: workersHere })
    await engine.ask('writeBookOptions', { edition: 'both' })
    const { gaps } = await engine.ask('previewBook', { draft: false, only: null })
    expect(gaps).toMatchObject([{ kind: 'answerMissing', number: '3.1' }])
  })
})
