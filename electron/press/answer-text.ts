import type { Element, TextBlock } from './blocks'
import { bodyIndent, styles } from './theme'

const bullet = /^\s*[-•–*]\s+/

/**
 * Plain text to paragraphs: a blank line ends one, a line break stays a line break, and lines that begin with a dash
 * or a bullet are a list.
 */
export function paragraphs(answer: string, parent: Element): TextBlock[] {
  const blocks: TextBlock[] = []
  for (const part of answer.split(/\n\s*\n/)) {
    let open: string[] = []
    let list: Element | null = null
    const close = () => {
      if (open.join('').trim() !== '') blocks.push(paragraph(open.join('\n'), parent, blocks.length === 0))
      open = []
    }
    for (const line of part.split('\n')) {
      if (bullet.test(line)) {
        close()
        list ??= { tag: 'L', parent }
        blocks.push(item(line.replace(bullet, ''), list))
      } else {
        list = null
        open.push(line)
      }
    }
    close()
  }
  return blocks
}

function paragraph(text: string, parent: Element, isFirst: boolean): TextBlock {
  return {
    kind: 'text',
    spans: [{ text }],
    style: styles.body,
    element: { tag: 'P', parent },
    before: isFirst ? 5 : 7,
    indent: bodyIndent,
  }
}

function item(text: string, list: Element): TextBlock {
  const element: Element = { tag: 'LI', parent: list }
  return {
    kind: 'text',
    spans: [{ text }],
    style: styles.body,
    element: { tag: 'LBody', parent: element },
    before: 3,
    indent: bodyIndent + 12,
    label: { text: '•', style: styles.body, indent: bodyIndent, element: { tag: 'Lbl', parent: element } },
  }
}
