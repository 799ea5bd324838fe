import { missionSections } from './mission'
import type { Language } from './portfolio'
import type { Section, Strand } from './section'

/** A section with the languages that its texts are in. */
export type SpokenSection = Omit<Section, 'strands'> & {
  titleIn: Language
  claimIn: Language
  strands: (Strand & { titleIn: Language })[]
}

/**
 * Sections as another language words them: titles, claims and questions that are still ours, word for word. What the school
 * wrote itself stays in its language.
 */
export function spokenSections(sections: readonly Section[], from: Language, to: Language): SpokenSection[] {
  const before = missionSections(from)
  const after = missionSections(to)
  return sections.map((section) => {
    const index = before.findIndex(({ id }) => id === section.id)
    const ours = before[index]
    const theirs = after[index]
    const title = told(section.title, ours?.title, theirs?.title)
    const claim = told(section.claim, ours?.claim, theirs?.claim)
    return {
      ...section,
      title: title.text,
      titleIn: title.language,
      shortTitle: told(section.shortTitle, ours?.shortTitle, theirs?.shortTitle).text,
      claim: claim.text,
      claimIn: claim.language,
      strands: section.strands.map((strand) => {
        const place = ours?.strands.findIndex(({ id }) => id === strand.id) ?? -1
        const worded = told(strand.title, ours?.strands[place]?.title, theirs?.strands[place]?.title)
        const question = told(
          strand.question,
          ours?.strands[place]?.question,
          theirs?.strands[place]?.question,
        )
        return { ...strand, title: worded.text, titleIn: worded.language, question: question.text }
      }),
    }
  })

  function told(
    text: string,
    ours: string | undefined,
    theirs: string | undefined,
  ): { text: string; language: Language } {
    const isOurs = text === ours && theirs !== undefined
    return isOurs ? { text: theirs, language: to } : { text, language: from }
  }
}
