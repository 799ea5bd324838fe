import type { BookEvidence, BookSource } from '../domain/book'
import { evidenceAnchor, listAnchor } from './anchors'
import type { Chapter, TableRow } from './blocks'
import { composeOpening } from './compose-opening'
import { asWritten, type Composing } from './composing'
import { addElement, type Element } from './elements'
import { colors, hues, type Ink } from './theme'

/** All evidence of the book in its order. */
export function printedEvidence({ sections }: BookSource): { piece: BookEvidence; color: Ink }[] {
  return sections.flatMap(({ id, strands, evidence }) =>
    [...strands.flatMap((strand) => strand.evidence), ...evidence].map((piece) => ({
      piece,
      color: hues[id],
    })),
  )
}

/** The list of evidence: number, title, when, and the page on which each stands. */
export function composeList(source: BookSource, composing: Composing, sect: Element): Chapter {
  const { say, shortPeriod } = composing.wording
  const title = say('book.list')
  const opening = composeOpening(title, listAnchor, composing, sect)
  const table = addElement(sect, 'Table')
  const headElement = addElement(table, 'TR')
  const heads = [say('book.list.number'), say('book.list.title'), say('book.list.when'), say('book.map.page')]
  const rows = printedEvidence(source).map(({ piece, color }): TableRow => {
    const element = addElement(table, 'TR')
    const anchor = evidenceAnchor(piece.number)
    const cells = [
      [{ text: piece.number, color }],
      [{ text: piece.title.trim() || say('book.untitled'), target: { anchor } }],
      [{ text: shortPeriod(piece.date, piece.dateUntil) }],
      [{ text: '', pageOf: anchor, target: { anchor } }],
    ]
    return {
      element,
      cells: cells.map((spans, index) => ({
        element: addElement(element, 'TD', index === 1 ? asWritten(composing) : {}),
        spans,
      })),
    }
  })
  return {
    section: null,
    title,
    isWide: true,
    blocks: [
      ...opening,
      {
        kind: 'table',
        before: 18,
        indent: 0,
        isDense: true,
        color: colors.ink,
        head: {
          element: headElement,
          cells: heads.map((text) => ({ element: addElement(headElement, 'TH'), spans: [{ text }] })),
        },
        rows,
      },
    ],
  }
}
