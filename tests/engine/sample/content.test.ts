import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { criterionOf } from '../../../electron/domain/criteria'
import { missionSections } from '../../../electron/domain/mission'
import { languages } from '../../../electron/domain/portfolio'
import { readSample, sampleCycle } from '../../../electron/engine/sample/content'

const folder = join(import.meta.dirname, '../../../resources/sample')

describe('the words of the sample', () => {
  it.each(languages)(
    'in %s are whole: all that the structure names has its text, and no text is without a place',
    (language) => {
      const { structure, texts } = readSample(folder, language, 2027)
      const ids = (named: readonly { id: string }[]) => named.map(({ id }) => id).sort()
      const keys = (record: object) => Object.keys(record).sort()
      expect(keys(texts.people)).toEqual(ids(structure.people))
      expect(keys(texts.projects)).toEqual(ids(structure.projects))
      expect(keys(texts.subjects)).toEqual(ids(structure.subjects))
      expect(keys(texts.evidence)).toEqual(ids(structure.evidence))
      const documents = structure.evidence.flatMap((piece) => piece.documents)
      expect(keys(texts.documents)).toEqual(ids(documents))
      const linked = structure.evidence.filter(({ links }) => links.length > 0)
      expect(keys(texts.links)).toEqual(ids(linked))
      const tags = structure.evidence
        .flatMap((piece) => piece.tags)
        .filter((tag) => criterionOf(tag) === null)
      expect(keys(texts.tags)).toEqual([...new Set(tags)].sort())
      const pictures = new Set(
        structure.evidence.flatMap((piece) => piece.photos.map(({ picture }) => picture)),
      )
      expect(keys(texts.pictures)).toEqual([...pictures].sort())
      expect(texts.comments).toHaveLength(structure.comments.length)
    },
  )

  it.each(languages)('in %s answer the same strands, and cite evidence that is there', (language) => {
    const { structure, texts } = readSample(folder, language, 2027)
    const strands = missionSections(language).flatMap(({ strands }) => strands.map(({ id }) => id))
    const open = strands.filter((strand) => !(strand in texts.answers))
    expect(open).toEqual(['leadership.5', 'collaboration.5', 'example.4', 'inclusion.6'])
    const all = [...Object.values(texts.answers), ...Object.values(texts.second)].join('\n')
    const cited = [...all.matchAll(/\]\(evidence:(\w+)\)/g)].map(([, name = '']) => name)
    const placed = structure.evidence.filter(({ places }) => places.length > 0).map(({ id }) => id)
    for (const name of cited) expect(placed).toContain(name)
    // A citation is printed as "see 2.4": it cannot stand for a word of the sentence.
    expect(all.match(/(?<!\(|:\*? |, )\[[^\]]*\]\(evidence:/g)).toBeNull()
    expect(texts.secondLanguage).not.toBe(language)
  })

  it.each(languages)(
    'in %s say in the name of the school that it is a sample, and speak no other language by mistake',
    (language) => {
      const { texts } = readSample(folder, language, 2027)
      expect(texts.school).toMatch(/^\p{Lu}{5,} · /u)
      const { school, place, people, evidence } = texts
      const words = JSON.stringify([school, place, people, evidence])
      const hasCyrillic = /\p{Script=Cyrillic}/u.test(words)
      expect(hasCyrillic).toBe(language === 'bg')
      // Romanian with comma below; no cedilla.
      if (language === 'ro') expect(words).not.toMatch(/[şţŞŢ]/)
    },
  )

  it('move with the years, so that no evidence is ever too old', () => {
    const { structure, texts } = readSample(folder, 'en', 2031)
    expect(structure.deadline).toBe('2031-03-10')
    expect(structure.evidence.find(({ id }) => id === 'rules')?.date).toBe('2029-09-01')
    expect(texts.answers['esafety.1']).toContain('September 2029')
    expect(JSON.stringify([structure, texts])).not.toMatch(/\{\d{4}\}/)
    expect(sampleCycle('2026-11-30')).toEqual({ from: 2027, to: 2028 })
    expect(sampleCycle('2027-03-10')).toEqual({ from: 2027, to: 2028 })
    expect(sampleCycle('2027-03-11')).toEqual({ from: 2028, to: 2029 })
  })
})
