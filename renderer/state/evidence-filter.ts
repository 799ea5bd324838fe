import type { Evidence } from '../../electron/domain/evidence'
import { fold } from '../../electron/domain/fold'
import type { SectionId } from '../../electron/domain/section'

/** All, one section, or what is placed nowhere. */
export type SectionFilter = 'all' | 'nowhere' | SectionId

/** The pieces in which every word occurs (title, what it shows, note, file names, addresses) and that stand in the section. */
export function filterEvidence(
  all: readonly Evidence[],
  { words, section }: { words: string; section: SectionFilter },
): Evidence[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  return all.filter((evidence) => {
    if (!standsIn(evidence, section)) return false
    if (wanted.length === 0) return true
    const text = fold(textOf(evidence))
    return wanted.every((word) => text.includes(word))
  })
}

/** How many pieces stand in each section; one that serves two sections counts in both. */
export function countBySection(all: readonly Evidence[]): Map<SectionFilter, number> {
  const counts = new Map<SectionFilter, number>([['all', all.length]])
  for (const { places } of all) {
    const sections = new Set<SectionFilter>(
      places.length === 0 ? ['nowhere'] : places.map(({ section }) => section),
    )
    for (const section of sections) counts.set(section, (counts.get(section) ?? 0) + 1)
  }
  return counts
}

function standsIn({ places }: Evidence, section: SectionFilter): boolean {
  if (section === 'all') return true
  return section === 'nowhere' ? places.length === 0 : places.some((place) => place.section === section)
}

function textOf({ number, title, shows, note, attachments }: Evidence): string {
  const names = attachments.map((each) => `${each.role === 'link' ? each.url : each.name} ${each.caption}`)
  return [number ?? '', title, shows, note, ...names].join('\n')
}
