import type { Evidence } from '../../electron/domain/evidence'
import type { SectionId } from '../../electron/domain/section'

/** All, one section, or what is placed nowhere. */
export type SectionFilter = 'all' | 'nowhere' | SectionId

/**
 * Text as it is compared: without case and marks, so that `ogrenci` finds `Öğrenci`. Turkish dotted and dotless i
 * count as one letter, since nobody types both ways at will.
 */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')
}

/** The pieces in which every word occurs (title, what it shows, note, file names, addresses) and that stand in the section. */
export function filterEvidence(
  all: readonly Evidence[],
  { words, section }: { words: string; section: SectionFilter },
): Evidence[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  return all.filter((evidence) => {
    if (!standsIn(evidence, section)) return false
    if (wanted.length === 0) return true
    const text = folded(textOf(evidence))
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
