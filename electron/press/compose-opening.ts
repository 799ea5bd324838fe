import type { Block } from './blocks'
import { addElement, type Element } from './elements'
import { colors, styles } from './theme'

/** How a part opens that belongs to no section: a mark and the title. @param name of its anchor */
export function composeOpening(title: string, name: string, sect: Element): Block[] {
  return [
    {
      kind: 'rule',
      before: 0,
      indent: 0,
      color: colors.ink,
      thickness: 3,
      length: 44,
      anchor: { name, bookmark: { title, level: 0 } },
    },
    {
      kind: 'text',
      before: 18,
      indent: 0,
      style: styles.chapter,
      spans: [{ text: title }],
      element: addElement(sect, 'H1'),
      keepWithNext: true,
    },
  ]
}
