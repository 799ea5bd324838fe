import type { BookSection, BookSource } from '../domain/book'
import { evidenceAnchor, mapAnchor, sectionAnchor, strandAnchor } from './anchors'
import type { Chapter, Span, TableRow } from './blocks'
import { composeOpening } from './compose-opening'
import { inLanguage, type Composing } from './composing'
import { addElement, type Element } from './elements'
import { colors, hues } from './theme'

/**
 * The evidence map: every claim with the page of its answer and the numbers of the evidence for it, each with its page,
 * so that a reader sees at once what is shown where.
 */
export function composeMap({ sections }: BookSource, composing: Composing, sect: Element): Chapter {
  const { say } = composing.wording
  const title = say('book.map')
  const opening = composeOpening(title, mapAnchor, composing, sect)
  const table = addElement(sect, 'Table')
  const headElement = addElement(table, 'TR')
  const heads = [say('book.map.claim'), say('book.map.page'), say('book.map.evidence')]
  const head: TableRow = {
    element: headElement,
    cells: heads.map((text) => ({ element: addElement(headElement, 'TH'), spans: [{ text }] })),
  }
  return {
    section: null,
    title,
    isWide: true,
    blocks: [
      ...opening,
      {
        kind: 'table',
        before: 12,
        indent: 0,
        color: colors.ink,
        head,
        isDense: true,
        rows: sections.flatMap((section) => sectionRows(section, composing, table)),
      },
    ],
  }
}

function sectionRows(section: BookSection, composing: Composing, table: Element): TableRow[] {
  const { say } = composing.wording
  const color = hues[section.id]
  const group = addElement(table, 'TR')
  const target = { anchor: sectionAnchor(section.id) }
  const name: TableRow = {
    element: group,
    isGroup: true,
    cells: [
      {
        element: addElement(group, 'TH', inLanguage(composing, section.titleIn)),
        spans: [
          {
            text: section.number === 0 ? section.title : `${section.number}  ${section.title}`,
            color,
            target,
          },
        ],
      },
    ],
  }
  const rows = section.strands.map(({ number, title, titleIn, answer, evidence, alsoShownBy }) => {
    const anchor = strandAnchor(number)
    const numbers = [...evidence.map((piece) => piece.number), ...alsoShownBy]
    const isOpen = answer.trim() === '' && numbers.length === 0
    return row(
      [{ text: `${number}  ${title}` }],
      isOpen ? [] : [{ text: '', target: { anchor }, pageOf: anchor }],
      numbers,
      inLanguage(composing, titleIn),
    )
  })
  const further = [...section.evidence.map((piece) => piece.number), ...section.alsoShownBy]
  return [
    name,
    ...rows,
    ...(further.length === 0 ? [] : [row([{ text: say('book.furtherEvidence') }], [], further)]),
  ]

  function row(
    claim: Span[],
    page: Span[],
    numbers: readonly string[],
    facts: Pick<Element, 'language'> = {},
  ): TableRow {
    const element = addElement(table, 'TR')
    const cells = [claim, page, numbers.length === 0 ? [{ text: '–', color: colors.soft }] : shown(numbers)]
    return {
      element,
      cells: cells.map((spans, index) => ({
        element: addElement(element, 'TD', index === 0 ? facts : {}),
        spans,
      })),
    }
  }

  /** "P1-02 (12), P1-03 (14)": the page in brackets, as the head says. */
  function shown(numbers: readonly string[]): Span[] {
    return numbers.flatMap((number, index): Span[] => {
      const between: Span[] = index === 0 ? [] : [{ text: ',  ' }]
      if (!composing.printed.has(number)) return [...between, { text: number }]
      const anchor = evidenceAnchor(number)
      const target = { anchor }
      return [
        ...between,
        { text: `${number}\u00a0(`, color, target },
        { text: '', color, target, pageOf: anchor },
        { text: ')', color, target },
      ]
    })
  }
}
