import type { BookSection } from '../domain/book'
import type { Language } from '../domain/portfolio'
import { contentsAnchor, planAnchor, sectionAnchor, strandAnchor } from './anchors'
import type { Block, Chapter } from './blocks'
import { addElement, type Element } from './elements'
import { hasPlan } from './compose-plan'
import { colors, hues, styles } from './theme'
import { inLanguage, type Composing } from './composing'

/** What the contents name: a section, or a part that belongs to none. */
export type Entry =
  { section: BookSection } | { title: string; anchor: string; number?: string; isMinor?: true }

/**
 * The contents: sections, their strands and plans, and the other parts, with the pages on which they stand. All of a usual
 * portfolio fits on one page; the plan of the cycle before is left to the bookmarks.
 */
export function composeContents(entries: readonly Entry[], composing: Composing, sect: Element): Chapter {
  const { say } = composing.wording
  const title = say('book.contents')
  const heading: Block = {
    kind: 'text',
    before: 0,
    indent: 0,
    style: styles.chapter,
    spans: [{ text: title }],
    element: addElement(sect, 'H1'),
    keepWithNext: true,
    anchor: { name: contentsAnchor, bookmark: { title, level: 0 } },
  }
  const toc = addElement(sect, 'TOC')

  /** A part that belongs to no section. */
  const partRow = ({
    title: text,
    anchor: to,
    number = '',
    isMinor,
  }: Exclude<Entry, { section: BookSection }>): Block => ({
    kind: 'contents',
    before: isMinor ? 0 : 7,
    indent: 0,
    label: { text: number, color: colors.soft },
    text,
    to,
    style: isMinor ? styles.contentsStrand : styles.contentsChapter,
    element: addElement(addElement(toc, 'TOCI'), 'Reference'),
  })

  const sectionRows = (section: BookSection): Block[] => {
    const item = addElement(toc, 'TOCI')
    const color = hues[section.id]
    const chapter: Block = {
      kind: 'contents',
      before: 7,
      indent: 0,
      label: { text: String(section.number), color },
      text: section.title,
      to: sectionAnchor(section.id),
      style: styles.contentsChapter,
      element: addElement(item, 'Reference', inLanguage(composing, section.titleIn)),
      keepWithNext: true,
    }
    const nested = addElement(item, 'TOC')
    const row = (number: string, text: string, to: string, own?: Language): Block => ({
      kind: 'contents',
      before: 0,
      indent: 0,
      label: { text: number, color },
      text,
      to,
      style: styles.contentsStrand,
      element: addElement(addElement(nested, 'TOCI'), 'Reference', inLanguage(composing, own)),
    })
    return [
      chapter,
      ...section.strands.map(({ number, title: text, titleIn }) =>
        row(number, text, strandAnchor(number), titleIn),
      ),
      ...(hasPlan(section) ? [row('', say('book.plan'), planAnchor(section.id))] : []),
    ]
  }

  const [first, ...others] = entries.flatMap((entry) =>
    'section' in entry ? sectionRows(entry.section) : [partRow(entry)],
  )
  return {
    section: null,
    title,
    blocks: keepEndTogether([heading, ...(first ? [{ ...first, before: 20 }] : []), ...others]),
  }
}

/** A page of contents with a single row on it looks like a mistake: the last rows go over together. */
function keepEndTogether(blocks: Block[]): Block[] {
  const from = blocks.length - 4
  return blocks.map((block, index) =>
    index >= from && index < blocks.length - 1 && block.kind === 'contents'
      ? { ...block, keepWithNext: true }
      : block,
  )
}
