import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  flat,
  makeDeclaration,
  makeFacts,
  makeSection,
  makeWhole,
  print,
  readBookmarks,
  readPages,
  readSections,
  readStructure,
} from './fixtures'

const earlierPlan = 'What we planned for 2025–2026'
const parts = ['Our school', 'The Mission of eTwinning Schools', 'Declaration']

/** How often a whole line says this. */
function count(lines: readonly string[], line: string): number {
  return lines.filter((each) => each === line).length
}

describe('the parts around the chapters', () => {
  it('stand once in the contents, the bookmarks and the structure', async () => {
    const { path, pages: total } = await print(makeWhole())
    const pages = readPages(path)
    const contents = (pages[1] ?? '').split('\n').map((line) => line.replace(/ ?\d+$/, ''))
    const bookmarks = readBookmarks(path)
    const titles = readSections(path)
    for (const part of parts) {
      expect(count(contents, part)).toBe(1)
      expect(count(bookmarks, part)).toBe(1)
      expect(count(titles, part)).toBe(1)
    }
    // It belongs to its chapter, and the contents stay on one page.
    expect(count(contents, earlierPlan)).toBe(0)
    expect([count(bookmarks, earlierPlan), count(titles, earlierPlan)]).toEqual([1, 1])
    expect(pages).toHaveLength(total)
    expect(execFileSync('qpdf', ['--check', path]).toString()).toContain(
      'No syntax or stream encoding errors',
    )
  })

  it('come in order: the school, the Mission, the chapters, the declaration', async () => {
    const pages = readPages((await print(makeWhole())).path)
    const begins = (title: string) => pages.findIndex((page) => page.startsWith(`${title}\n`))
    expect(begins('Our school')).toBe(2)
    expect(begins('The Mission of eTwinning Schools')).toBe(3)
    expect(pages[4]).toMatch(/^Principle 3\n/)
    expect(begins('Declaration')).toBe(pages.length - 1)
  })

  it('are left out when there is nothing in them', async () => {
    const empty = { registeredOn: '', activeTeachers: null, people: [{ name: ' ', role: '' }], projects: [] }
    const section = makeSection({
      earlierPlan: { cycle: '2025–2026', rows: [] },
      wording: { heading: 'H', text: '' },
    })
    const source = makeWhole({ introduction: ' \n', facts: empty, declaration: null, sections: [section] })
    const { path, pages } = await print(source)
    expect(pages).toBe(3)
    const text = readPages(path).join('\n')
    for (const part of parts) expect(text).not.toContain(part)
    expect(readStructure(path)).not.toContain('BlockQuote')
  })
})

describe('the school', () => {
  it('is told with its people and projects', async () => {
    const text = flat(readPages((await print(makeWhole())).path)[2] ?? '')
    expect(text).toContain('In eTwinning since September 2019 Active teachers 14')
    expect(text).toContain('Tiina Õunapuu Coordinator')
    expect(text).toContain('National Quality Label,')
    expect(text).toContain('River Prize')
  })

  it('has the head of a long table on every page', async () => {
    const people = Array.from({ length: 90 }, (_, index) => ({ name: `Person ${index}`, role: 'Teacher' }))
    const pages = readPages((await print(makeWhole({ facts: makeFacts({ people }) }))).path)
    const named = pages.filter((page) => page.includes('Person '))
    expect(named.length).toBeGreaterThan(2)
    for (const page of named) expect(page).toContain('Name Role')
    const whole = named.join('\n')
    for (const { name } of people) expect(count(whole.split('\n'), `${name} Teacher`)).toBe(1)
  })
})

describe('the official words of a principle', () => {
  it('open the chapter as a quotation with its source', async () => {
    const { path } = await print(makeWhole())
    const page = readPages(path)[4] ?? ''
    expect(page).toContain('The official heading\n“The official words.”\nMission of eTwinning Schools\n')
    expect(readStructure(path)).toMatch(/H1 .*\n +P .*\n +BlockQuote\n +P .*\n +P .*\n +P .*\n +Sect "3.1/)
  })

  it('repeat no title and no quotation marks', async () => {
    const wording = { heading: ' students drive change', text: '„Already quoted“' }
    const { path } = await print(makeWhole({ language: 'et', sections: [makeSection({ wording })] }))
    const page = readPages(path)[4] ?? ''
    expect(page).not.toContain('students drive change')
    expect(page).toContain('\n„Already quoted“\n')
  })
})

describe('the plan of the cycle before', () => {
  it('stands before the new one, with what came of it', async () => {
    const page = readPages((await print(makeWhole())).path)[4] ?? ''
    expect(page).toContain(
      'What we planned for 2025–2026\nGoal What we set out to do What came of it\nTwo projects Meetings Both were awarded\n',
    )
    expect(page.indexOf('What we planned')).toBeLessThan(page.indexOf('Our plan for'))
  })

  it('has no column in which nothing is written', async () => {
    const rows = [
      { id: '1', goal: 'Goal one', action: '', who: 'A', due: '', indicator: '', outcome: 'Done' },
    ]
    const section = makeSection({ earlierPlan: { cycle: '2025–2026', rows } })
    const page = readPages((await print(makeWhole({ sections: [section] }))).path)[4] ?? ''
    expect(page).toContain('Goal What came of it\nGoal one Done\n')
  })
})

describe('the criteria of evidence', () => {
  it.each([
    [['A', 'C'], '4 September 2026 · Criteria A, C'],
    [['B'], '4 September 2026 · Criterion B'],
    [[], '4 September 2026'],
  ])('%s stand at the end of the line with the date', async (criteria, line) => {
    const whole = makeWhole()
    const [section] = whole.sections
    const strands = section!.strands.map((strand) => ({
      ...strand,
      evidence: strand.evidence.map((piece) => ({ ...piece, date: '2026-09-04', criteria })),
    }))
    const { path } = await print({ ...whole, sections: [{ ...section!, strands }] })
    const lines = (readPages(path)[4] ?? '').split('\n').map(flat)
    expect(count(lines, line)).toBe(1)
  })
})

describe('the declaration', () => {
  it('is a page of its own with what is known filled in, and lines for the rest', async () => {
    const page = readPages((await print(makeWhole())).path).at(-1) ?? ''
    expect(page).toContain('declares on honour')
    expect(flat(page)).toContain(
      'Name Tiina Õunapuu Position Principal Place Tartu Date 20 February 2027 Signature',
    )
    expect(page).toContain('Stamp of the school')
  })

  it('says what the school wants it to say, and has no place for a stamp that is not asked for', async () => {
    const declaration = makeDeclaration({
      text: 'I confirm.\n\n- all of it',
      stamp: false,
      name: '',
      date: '',
    })
    const page = readPages((await print(makeWhole({ declaration }))).path).at(-1) ?? ''
    expect(page).toContain('I confirm.\n• all of it\n')
    expect(page).not.toContain('declares on honour')
    expect(page).not.toContain('Stamp')
    expect(flat(page)).toContain('Name Position Principal')
  })
})
