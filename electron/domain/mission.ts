import bg from '../../resources/mission/bg.json'
import en from '../../resources/mission/en.json'
import et from '../../resources/mission/et.json'
import nl from '../../resources/mission/nl.json'
import ro from '../../resources/mission/ro.json'
import tr from '../../resources/mission/tr.json'
import type { Language } from './portfolio'
import type { SectionId } from './section'

/** One part of the Mission in our own words, as a new portfolio takes it over. */
export type MissionSection = {
  id: string
  title: string
  shortTitle: string
  claim: string
  /** Evidence that schools put forward for it. */
  prompts: string[]
  /** An answer as a school could give it. */
  example: string
  strands: { id: string; title: string; question: string }[]
}

const missions: Readonly<Record<Language, { sections: MissionSection[] }>> = { bg, en, et, nl, ro, tr }

/** The sections in the Mission's order. */
export function missionSections(language: Language): MissionSection[] {
  return missions[language].sections
}

/** One section. */
export function missionSection(language: Language, id: SectionId): MissionSection {
  const section = missions[language].sections.find((each) => each.id === id)
  if (!section) throw new Error(`the Mission has no section ${id}`)
  return section
}
