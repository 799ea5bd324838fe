import { describe, expect, it } from 'vitest'
import { createMessages, type MessageKey } from '../../electron/domain/messages'
import { languages, type Language } from '../../electron/domain/portfolio'

/** How each language counts projects: the forms that its readers use with these numbers. */
const projects: Record<Language, Record<number, string>> = {
  en: { 0: '0 projects', 1: '1 project', 2: '2 projects', 21: '21 projects' },
  tr: { 0: '0 proje', 1: '1 proje', 2: '2 proje', 21: '21 proje' },
  et: { 0: '0 projekti', 1: '1 projekt', 2: '2 projekti', 21: '21 projekti' },
  ro: {
    0: '0 proiecte',
    1: '1 proiect',
    2: '2 proiecte',
    19: '19 proiecte',
    20: '20 de proiecte',
    101: '101 proiecte',
    120: '120 de proiecte',
  },
  bg: { 0: '0 проекта', 1: '1 проект', 2: '2 проекта', 21: '21 проекта' },
  nl: { 0: '0 projecten', 1: '1 project', 2: '2 projecten', 21: '21 projecten' },
}

const thousands: Record<Language, string> = {
  en: '12,345',
  tr: '12.345',
  et: '12\u00a0345',
  ro: '12.345',
  bg: '12\u00a0345',
  nl: '12.345',
}

describe('counted things', () => {
  it.each(languages)('in %s have the form of their number', (language) => {
    const say = createMessages(language)
    for (const [count, expected] of Object.entries(projects[language])) {
      expect(say('projects.count', { count: Number(count) })).toBe(expected)
    }
    expect(say('projects.count', { count: 12_345 })).toContain(thousands[language])
  })

  it('in no language leave a form out or show a brace, whatever the number', () => {
    for (const language of languages) {
      const say = createMessages(language)
      for (const key of ['people.count', 'projects.countries.count', 'attachment.photos'] as MessageKey[]) {
        for (const count of [0, 1, 2, 3, 11, 20, 21, 100, 101, 1_000_000]) {
          const text = say(key, { count })
          expect(text).toMatch(/\d/)
          expect(text).not.toMatch(/[{}#]/)
        }
      }
    }
  })
})
