import type { BookSource } from '../domain/book'
import { missionAnchor } from './anchors'
import type { Chapter } from './blocks'
import { composeOpening } from './compose-opening'
import { composeQuotation } from './compose-quotation'
import { asWritten, type Composing } from './composing'
import type { Element } from './elements'
import { colors } from './theme'

/** Whether the school took in the introduction of the Mission. */
export function hasMission({ introduction }: BookSource): boolean {
  return introduction.trim() !== ''
}

/** The official introduction of the Mission, as a quotation. */
export function composeMission({ introduction }: BookSource, composing: Composing, sect: Element): Chapter {
  const { wording } = composing
  const title = wording.say('book.mission')
  const look = {
    wording,
    parent: sect,
    color: colors.dots,
    before: 24,
    source: '',
    words: asWritten(composing),
  }
  return {
    section: null,
    title,
    blocks: [
      ...composeOpening(title, missionAnchor, composing, sect),
      ...composeQuotation({ heading: '', text: introduction }, title, look),
    ],
  }
}
