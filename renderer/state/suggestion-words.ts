import type { Suggestion } from '../../electron/domain/contribution'
import type { Section } from '../../electron/domain/section'
import { say } from './messages.svelte'
import { sectionOf, strandOf } from './places'

/** What a suggestion is called: a piece by its title, an answer by its claim, a row of a plan by its goal. */
export function nameOfSuggestion(sections: readonly Section[], suggestion: Suggestion): string {
  if (suggestion.kind === 'evidence') return suggestion.title || say('evidence.untitled')
  if (suggestion.kind === 'plan')
    return suggestion.goal || (sectionOf(sections, suggestion.section)?.shortTitle ?? '')
  const strand = strandOf(sections, suggestion)
  return strand ? `${strand.number} ${strand.title}` : ''
}
