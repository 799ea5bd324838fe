import { createWording } from '../domain/wording'
import type { PrintedGroup, PrintedList } from '../domain/printed-list'
import { listAnchor } from './anchors'
import type { Block, Book, FormBlock, RowPicture, TableBlock } from './blocks'
import { composeOpening } from './compose-opening'
import { composeTable, textCell } from './compose-table'
import { composeText } from './compose-text'
import { addElement, documentElement, type Element } from './elements'
import { readJpegSize } from './photo-files'
import { colors, styles, themes, type TextStyle } from './theme'

/** Above a line for a signature, in pt. */
const signingRoom = 48

/** Turns a list into a book of one chapter without a cover, in the quiet look that any printer can do. */
export function composePrintedList({ title, lines, introduction, groups, ...list }: PrintedList): Book {
  const root = documentElement()
  const sect = addElement(root, 'Sect')
  const opening = composeOpening(title, listAnchor, { theme: themes.plain }, sect)
  const under: Block[] =
    lines.length === 0
      ? []
      : [
          {
            kind: 'text',
            before: 4,
            indent: 0,
            style: styles.claim,
            spans: [{ text: lines.join('\n') }],
            element: addElement(sect, 'P'),
          },
        ]
  const before =
    introduction.trim() === ''
      ? []
      : composeText(introduction, { indent: 0, style: styles.body, parent: sect, before: 16 })
  return {
    language: list.language,
    theme: 'plain',
    title,
    author: lines[0] ?? '',
    cover: null,
    chapters: [
      {
        section: null,
        title,
        isWide: true,
        blocks: [
          ...opening,
          ...under,
          ...before,
          ...groups.flatMap((group) => composeGroup(group, addElement(sect, 'Sect'))),
          ...signatures(list, sect),
        ],
      },
    ],
    gaps: [],
    root,
  }
}

function composeGroup({ heading, note, columns, rows }: PrintedGroup, sect: Element): Block[] {
  const table: TableBlock = composeTable(
    columns.map((head) => ({ head, isText: true })),
    rows.map(({ cells }) => cells.map(textCell)),
    { parent: sect, color: colors.ink, before: 10, leaveOut: true },
  )
  const withPictures = {
    ...table,
    rows: table.rows.map((row, index) => ({ ...row, picture: pictureOf(rows[index]?.picture ?? null) })),
  }
  return [
    ...text(heading, 'H2', { style: styles.strand, before: 24 }),
    ...text(note, 'P', { style: styles.caption, before: 2 }),
    ...(rows.length === 0 ? [] : [withPictures]),
  ]

  function text(
    words: string,
    tag: 'H2' | 'P',
    { style, before: above }: { style: TextStyle; before: number },
  ): Block[] {
    if (words.trim() === '') return []
    const element = addElement(sect, tag)
    return [
      {
        kind: 'text',
        before: above,
        indent: 0,
        style,
        spans: [{ text: words }],
        element,
        keepWithNext: true,
      },
    ]
  }
}

function pictureOf(path: string | null): RowPicture | null {
  const size = path === null ? null : readJpegSize(path)
  return path === null || size === null ? null : { path, ...size }
}

/** A line for the name that is signed and one for the day, each. */
function signatures(
  { language, signatures: who }: Pick<PrintedList, 'language' | 'signatures'>,
  sect: Element,
) {
  const { say } = createWording(language)
  const field = (label: string, share: number) => ({
    element: addElement(sect, 'P'),
    label,
    value: '',
    share,
  })
  const form: FormBlock = {
    kind: 'form',
    before: 24,
    indent: 0,
    rows: who.map((label) => ({
      room: signingRoom,
      fields: [field(label, 0.62), field(say('book.declaration.date'), 0.32)],
    })),
    stamp: null,
  }
  return who.length === 0 ? [] : [form]
}
