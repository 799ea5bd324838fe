import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fivefold, fivefoldJson } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

describe('merge on the command line', () => {
  it('says what would come in, brings it in, names what both have written, and is undone', () => {
    const dir = newPortfolio()
    const maria = join(temporaryFolder(), 'Maria.fivefold')
    cpSync(dir, maria, { recursive: true })
    expect(fivefold(['answer', dir, 'students.1', '--text', 'Ours'])).toMatchObject({ code: 0 })
    expect(fivefold(['answer', maria, 'students.1', '--text', 'Theirs'])).toMatchObject({ code: 0 })
    expect(fivefold(['add', maria, '--to', 'students.2', '--title', 'A walk'])).toMatchObject({ code: 0 })

    const would = fivefold(['merge', dir, maria, '--dry-run'])
    expect(would).toMatchObject({ code: 0, err: '' })
    expect(would.out).toMatch(/^Would come in: 3 changes\n- Evidence: 1 new\n- Answers: 1 changed\n/)
    expect(fivefold(['list', dir]).out).not.toContain('A walk')

    const { changes, conflicts } = fivefoldJson(['merge', dir, maria]) as {
      changes: number
      conflicts: { chosen: string }[]
    }
    expect(changes).toBe(3)
    expect(conflicts).toMatchObject([{ field: 'answer.text', number: '3.1', chosen: 'theirs' }])
    expect(fivefold(['list', dir]).out).toContain('A walk')
    expect(fivefold(['verify', dir])).toMatchObject({ code: 0 })
    expect(fivefold(['merge', dir, maria]).out).toBe(
      'Both copies say the same. There is nothing to bring in.\n',
    )
    expect(fivefold(['history', dir]).out).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d {2}\S+ {2}bring in the copy of \S+: 3 changes\n/,
    )
    expect(fivefold(['undo', dir])).toMatchObject({ code: 0 })
    expect(fivefold(['list', dir]).out).not.toContain('A walk')
  })

  it('refuses another portfolio with a sentence', () => {
    const { code, err } = fivefold(['merge', newPortfolio(), newPortfolio()])
    expect(code).toBe(1)
    expect(err).toMatch(/^That is another portfolio, of “СУ „Мост“”, and not a copy of this one\./)
  })
})
