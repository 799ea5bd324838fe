import { describe, expect, it } from 'vitest'
import { FactsForm } from '../../renderer/state/facts-form.svelte'
import { guessFacts } from '../../renderer/state/guess-facts'

const today = new Date('2026-11-23T08:00:00Z')

describe('the facts of a new portfolio', () => {
  it('are guessed from the languages of the computer', () => {
    expect(guessFacts(['bg-BG', 'en'], today)).toEqual({
      school: '',
      country: 'BG',
      language: 'bg',
      cycle: { from: 2027, to: 2028 },
    })
    expect(guessFacts(['et'], today)).toMatchObject({ country: 'EE', language: 'et' })
    expect(guessFacts(['sv-FI'], today)).toMatchObject({ country: 'FI', language: 'en' })
  })

  it('leave the country open where the language does not tell it', () => {
    expect(guessFacts(['en-US'], today)).toMatchObject({ country: '', language: 'en' })
    expect(guessFacts(['not a locale', ''], today)).toMatchObject({ country: '', language: 'en' })
  })

  it('are complained about only once they were sent', () => {
    const form = new FactsForm(guessFacts(['en'], today))
    expect(form.wrong('school')).toBeNull()
    expect(form.check(['school', 'country'])).toBe('school')
    expect(form.wrong('school')).toBe('facts.school.missing')
    form.school = '  Bridge School '
    expect(form.wrong('school')).toBeNull()
    expect(form.check(['school', 'country'])).toBe('country')
    form.country = 'NL'
    form.cycle = '2028-2027'
    expect(form.check(['cycle'])).toBe('cycle')
    expect(form.facts).toBeNull()
    form.cycle = '2027 – 2028'
    expect(form.facts).toEqual({
      school: 'Bridge School',
      country: 'NL',
      language: 'en',
      cycle: { from: 2027, to: 2028 },
    })
    form.school = 'x'.repeat(301)
    expect(form.check(['school'])).toBe('school')
    expect(form.wrong('school')).toBe('facts.school.long')
  })
})
