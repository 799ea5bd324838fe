/** A part of what a person wrote in a plain text field. */
export type TextPart = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] }

const bullet = /^\s*[-–•*]\s+(?=\S)/

/**
 * Reads plain text: a blank line ends a paragraph, a line break stays one, lines that begin with `- `, `– `,
 * `• ` or `* ` are a list.
 */
export function readPlainText(text: string): TextPart[] {
  const parts: TextPart[] = []
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n/)) {
    let lines: string[] = []
    const flush = () => {
      const whole = lines.join('\n').trim()
      if (whole !== '') parts.push({ kind: 'paragraph', text: whole })
      lines = []
    }
    for (const line of paragraph.split('\n')) {
      if (!bullet.test(line)) {
        lines.push(line.trimEnd())
        continue
      }
      const last = lines.some((each) => each.trim() !== '') ? undefined : parts.at(-1)
      flush()
      const item = line.replace(bullet, '').trim()
      if (last?.kind === 'list') last.items.push(item)
      else parts.push({ kind: 'list', items: [item] })
    }
    flush()
  }
  return parts
}
