import { criterionOf } from '../../../electron/domain/criteria'
import type { Subject } from '../../../electron/domain/consent'
import type { Section } from '../../../electron/domain/section'
import type { EvidenceFilter, PanelKey } from '../../state/evidence-filter'
import { formatPeriod } from '../../state/formats'
import { say } from '../../state/messages.svelte'
import type { NamesState } from '../../state/names.svelte'

/** A tag as it is read: a letter of the criteria with its words. */
export function nameOfTag(tag: string): string {
  const letter = criterionOf(tag)
  return letter ? say('criterion.tag', { letter, title: say(`criterion.${letter}`) }) : tag
}

/** What a condition that is set asks for, in a few words. */
export function wordsOfFilter(
  key: PanelKey,
  filter: EvidenceFilter,
  {
    names,
    sections,
    subjects,
  }: { names: NamesState; sections: readonly Section[]; subjects: readonly Subject[] },
): string {
  const { kind, level, window, named: mentioned } = filter
  switch (key) {
    case 'strand':
      return sections.flatMap(({ strands }) => strands).find(({ id }) => id === filter.strand)?.number ?? ''
    case 'kind':
      return named(say('kind.title'), kind === '' ? '' : say(`kind.${kind}`))
    case 'level':
      return named(say('level.title'), level === '' ? '' : say(`level.${level}`))
    case 'project':
      return names.project(filter.project)
    case 'person':
      return names.person(filter.person)
    case 'tag':
      return nameOfTag(filter.tag)
    case 'from':
      return say('filter.from.chip', { day: formatPeriod(filter.from, '') })
    case 'until':
      return say('filter.until.chip', { day: formatPeriod(filter.until, '') })
    case 'window':
      return window === '' ? '' : say(`filter.window.${window}.chip`)
    case 'named':
      return mentioned === '' ? '' : say(`filter.named.${mentioned}.chip`)
    case 'consent':
      return filter.consent === '' ? '' : say(`filter.consent.${filter.consent}.chip`)
    case 'subject':
      return subjects.find(({ id }) => id === filter.subject)?.name ?? ''
    case 'isUndated':
      return say('filter.undated')
    case 'hasProblem':
      return say('filter.problem')
  }
}

function named(what: string, value: string): string {
  return `${what}: ${value}`
}
