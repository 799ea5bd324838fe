import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
} from 'docx'
import type { Language } from '../../domain/portfolio'
import type { PrintedList } from '../../domain/printed-list'
import type { SampleDocument } from './content'

/** Between paragraphs, in twentieths of a pt. */
const spacing = { after: 160 }

/** A document of the sample as Word would keep it. */
export async function sampleWord({ title, text, table }: SampleDocument, school: string): Promise<Buffer> {
  const document = new Document({
    title,
    creator: school,
    lastModifiedBy: school,
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, spacing, children: [new TextRun(title)] }),
          ...text.map((words) => new Paragraph({ spacing, children: [new TextRun(words)] })),
          ...(table.length === 0 ? [] : [wordTable(table)]),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function wordTable([head = [], ...rows]: readonly string[][]): Table {
  const bold: IRunOptions = { bold: true }
  const rowOf = (cells: readonly string[], look: IRunOptions) =>
    new TableRow({
      tableHeader: look === bold,
      children: cells.map(
        (words) =>
          new TableCell({
            children: [new Paragraph({ children: [new TextRun({ text: words, ...look })] })],
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [rowOf(head, bold), ...rows.map((cells) => rowOf(cells, {}))],
  })
}

/** The same as the press prints lists. */
export function sampleList(
  { title, text, table, signatures }: SampleDocument,
  { school, language }: { school: string; language: Language },
): PrintedList {
  const [columns = [], ...rows] = table
  return {
    language,
    title,
    lines: [school],
    introduction: text.join('\n\n'),
    groups: [{ heading: '', note: '', columns, rows: rows.map((cells) => ({ cells, picture: null })) }],
    signatures,
  }
}

/** A table as spreadsheets read it: UTF-8 with a mark for Excel, cells in quotes (RFC 4180). */
export function sampleSheet({ table }: SampleDocument): Buffer {
  const lines = table.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}
