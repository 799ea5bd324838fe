import type { BookSource } from '../domain/book'
import { planAnchor, sectionAnchor, strandAnchor } from './anchors'
import type { Block, Chapter } from './blocks'
import { addElement, type Element } from './elements'
import { hasPlan } from './compose-plan'
import { hues, styles } from './theme'
import type { Wording } from './wording'

/** The contents: sections, their strands and plans, with the pages on which they stand. */
export function composeContents(source: BookSource, { say }: Wording, sect: Element): Chapter {
  const title = say('book.contents')
  const contents = { element: null as Element | null }
  const heading: Block = {
    kind: 'text',
    before: 0,
    indent: 0,
    style: styles.chapter,
    spans: [{ text: title }],
    element: addElement(sect, 'H1'),
    keepWithNext: true,
    anchor: { name: 'contents', bookmark: { title, level: 0 } },
  }
  contents.element = addElement(sect, 'TOC')
  const toc = contents.element
  const rows = source.sections.flatMap((section, index): Block[] => {
    const item = addElement(toc, 'TOCI')
    const color = hues[section.id]
    const chapter: Block = {
      kind: 'contents',
      before: index === 0 ? 20 : 9.5,
      indent: 0,
      label: { text: String(section.number), color },
      text: section.title,
      to: sectionAnchor(section.id),
      style: styles.contentsChapter,
      element: addElement(item, 'Reference'),
      keepWithNext: true,
    }
    const nested = addElement(item, 'TOC')
    const row = (number: string, text: string, to: string): Block => ({
      kind: 'contents',
      before: 0,
      indent: 0,
      label: { text: number, color },
      text,
      to,
      style: styles.contentsStrand,
      element: addElement(addElement(nested, 'TOCI'), 'Reference'),
    })
    return [
      chapter,
      ...section.strands.map(({ number, title: text }) => row(number, text, strandAnchor(number))),
      ...(hasPlan(section) ? [row('', say('book.plan'), planAnchor(section.id))] : []),
    ]
  })
  return { section: null, title, blocks: [heading, ...rows] }
}
