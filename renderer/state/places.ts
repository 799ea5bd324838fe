import type { Place, Section, Strand } from '../../electron/domain/section'

/** The strand of a place; null for a place under a section alone, or when there is no such strand. */
export function strandOf(sections: readonly Section[], { section, strand }: Place): Strand | null {
  return sectionOf(sections, section)?.strands.find(({ id }) => id === strand) ?? null
}

export function sectionOf(sections: readonly Section[], id: Place['section']): Section | null {
  return sections.find((section) => section.id === id) ?? null
}

/** What a place is called where there is little room: `3.2`, or the section's short title. */
export function shortPlace(sections: readonly Section[], place: Place): string {
  return strandOf(sections, place)?.number ?? sectionOf(sections, place.section)?.shortTitle ?? place.section
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.section === other.section && one.strand === other.strand
}
