import type { Block } from './blocks'
import type { Composing } from './composing'
import { addElement, type Element } from './elements'
import { colors, styles } from './theme'

/**
 * How a part opens that belongs to no section: a mark and the title.
 * @param name of its anchor
 * @param number before the title in the bookmark
 */
export function composeOpening(
  title: string,
  name: string,
  { theme }: Pick<Composing, 'theme'>,
  sect: Element,
  number = '',
): Block[] {
  const bookmark = number === '' ? title : `${number} ${title}`
  return [
    {
      kind: 'rule',
      before: 0,
      indent: 0,
      color: colors.ink,
      ...theme.mark,
      anchor: { name, bookmark: { title: bookmark, level: 0 } },
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
