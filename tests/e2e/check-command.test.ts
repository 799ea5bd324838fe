import { describe, expect, it } from 'vitest'
import type { CheckOutcome } from '../../electron/domain/check-all'
import { missionSections } from '../../electron/domain/mission'
import { fivefold } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { drawPicture } from '../support/pictures'

const answer =
  'Every autumn our pupils show their projects to the teachers, and in June the council of pupils says what came of them.'

describe('the command line checks', () => {
  it('what stands in the way, with its place, and says so by its exit code', async () => {
    const dir = newPortfolio('en')
    const photo = await drawPicture('IMG_1.jpg', { width: 300, height: 200 })
    fivefold(['add', dir, '--to', 'students.2', '--title', 'Open day', '--date', '2026-05-14', photo])
    const { code, out, err } = fivefold(['check', dir], { env: { ...process.env, LC_ALL: 'en_GB.UTF-8' } })
    expect(code).toBe(1)
    expect(err).toBe('34 things must be seen to before handing in.\n')
    expect(out).toContain('Before handing in: 34\n Claims without an answer: 29\n  0.1 An eSafety policy')
    expect(out).toContain(' Photos too small for print: 1\n  P3-01 Open day · IMG_1.jpg\n')
    const json = fivefold(['check', dir, '--json'])
    expect(json.code).toBe(1)
    const { counts, groups } = JSON.parse(json.out) as CheckOutcome
    expect(counts.blocks).toBe(34)
    expect(groups[0]).toMatchObject({ rule: 'answer.empty', count: 29 })
    expect(groups[0]?.findings).toHaveLength(29)
  })

  it('a portfolio in which nothing stands in the way, though much could be better', () => {
    const dir = newPortfolio('en')
    for (const { id, strands } of missionSections('en')) {
      for (const strand of strands) {
        expect(fivefold(['answer', dir, strand.id, '--text', answer])).toMatchObject({ code: 0 })
      }
      if (id === 'esafety') continue
      const row = 'A radio; build it; the club; June 2028; on air every week'
      expect(fivefold(['plan', dir, id, '--row', row])).toMatchObject({ code: 0 })
    }
    const { code, err, out } = fivefold(['check', dir, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { counts } = JSON.parse(out) as CheckOutcome
    expect(counts.blocks).toBe(0)
    expect(counts.should).toBeGreaterThan(0)
  })
})
