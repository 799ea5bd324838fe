import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import { paperOf, type PaperSize } from '../domain/book-options'
import { languageName } from '../domain/language'
import { createMessages } from '../domain/messages'
import { planColumns } from '../domain/plan'
import type { Language } from '../domain/portfolio'
import { readRichText, type RichBlock, type RichInline } from '../domain/rich-text'
import type { ToldAnswer } from '../domain/two-languages'
import type { FormAnswers } from './form-answers'

/** What stands in the document, and in a cell of a table. */
type Child = Paragraph | Table

/** Lengths in a DOCX are twentieths of a pt. */
const twips = 20

/** In pt. */
const margin = 64
const indent = 18
/** Lists within lists as deep as rich text has them, and one more for certainty. */
const listLevels = [0, 1, 2, 3, 4, 5]

/** The answers and plans as a DOCX (ECMA-376), with Word's own headings, lists and tables, to work on together. */
export async function answersWord(
  { school, cycle, language, planLanguage, sections, nameCitation }: FormAnswers,
  paper: PaperSize,
): Promise<Buffer> {
  const say = createMessages(language)
  const lists: string[] = []
  const { width, height } = paperOf(paper, 'portrait')
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(school)] }),
    new Paragraph({ children: [new TextRun(`${say('book.title')}, ${cycle}`)] }),
    ...sections.flatMap(sectionBlocks),
  ]
  const ordered = lists.map((start) => ({
    reference: start,
    levels: listLevels.map((level) => ({
      level,
      format: LevelFormat.DECIMAL,
      text: `%${level + 1}.`,
      start: level === 0 ? Number(start.split('-')[1]) : 1,
      alignment: AlignmentType.START,
      style: { paragraph: { indent: levelIndent(level) } },
    })),
  }))
  const bullets = {
    reference: 'bullets',
    levels: listLevels.map((level) => ({
      level,
      format: LevelFormat.BULLET,
      text: '•',
      alignment: AlignmentType.START,
      style: { paragraph: { indent: levelIndent(level) } },
    })),
  }
  const document = new Document({
    title: `${school}, ${say('book.title')}, ${cycle}`,
    creator: school,
    lastModifiedBy: school,
    styles: {
      default: {
        document: {
          run: { size: 22, language: { value: language } },
          paragraph: { spacing: { after: 6 * twips, line: 276 } },
        },
      },
    },
    numbering: { config: [bullets, ...ordered] },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(width * twips), height: Math.round(height * twips) },
            margin: {
              top: margin * twips,
              right: margin * twips,
              bottom: margin * twips,
              left: margin * twips,
            },
          },
        },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)

  function sectionBlocks({ number, title, strands, plan }: FormAnswers['sections'][number]): Child[] {
    const heading = number === 0 ? title : `${say('book.principle', { number })}: ${title}`
    return [
      new Paragraph({
        heading: HeadingLevel.HEADING_1,
        pageBreakBefore: true,
        children: [new TextRun(heading)],
      }),
      ...strands.flatMap((strand) => [
        new Paragraph({
          heading: HeadingLevel.HEADING_2,
          children: [new TextRun(`${strand.number} ${strand.title}`)],
        }),
        ...answerBlocks(strand.answer),
      ]),
      new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(say('book.plan'))] }),
      ...(plan.length === 0 ? filled([]) : [planTable(plan)]),
    ]
  }

  /** A text that is not in the language of the whole stands under the name of its own. */
  function answerBlocks({ main, other }: ToldAnswer): Child[] {
    return [main, ...(other ? [other] : [])].flatMap((told) => {
      if (told.language === language || told.text.trim() === '')
        return filled(blocks(readRichText(told.text), {}))
      const look: IRunOptions = { bold: true, color: '666666', ...spoken(told.language) }
      const name = new TextRun({ ...look, text: languageName(told.language) })
      return [
        new Paragraph({ children: [name], keepNext: true }),
        ...filled(blocks(readRichText(told.text), { language: told.language })),
      ]
    })
  }

  function planTable(plan: FormAnswers['sections'][number]['plan']): Table {
    const look: IRunOptions = { bold: true }
    const head = planColumns.map((column) => [
      new Paragraph({ children: [new TextRun({ ...look, text: say(`book.plan.${column}`) })] }),
    ])
    const rows = plan.map((row) =>
      planColumns.map((column) => {
        const cell = blocks(readRichText(row[column]), { language: planLanguage })
        // A cell of Word has at least one paragraph.
        return cell.length > 0 ? cell : [new Paragraph({})]
      }),
    )
    return table([head, ...rows])
  }

  /** Word checks the spelling of a run in its own language. */
  function spoken(own: Language): Pick<IRunOptions, 'language'> {
    return own === language ? {} : { language: { value: own } }
  }

  type Standing = { level?: number; options?: IParagraphOptions; language?: Language }

  function blocks(rich: readonly RichBlock[], standing: Standing): Child[] {
    return rich.flatMap((block) => oneBlock(block, standing))
  }

  function oneBlock(
    block: RichBlock,
    { level = -1, options = {}, language: own = language }: Standing,
  ): Child[] {
    switch (block.kind) {
      case 'paragraph':
        return [new Paragraph({ ...options, children: inlines(block.inlines, own) })]
      case 'heading': {
        const heading = block.level === 1 ? HeadingLevel.HEADING_3 : HeadingLevel.HEADING_4
        return [new Paragraph({ ...options, heading, children: inlines(block.inlines, own) })]
      }
      case 'quotation':
        return blocks(block.blocks, {
          level,
          language: own,
          options: {
            ...options,
            indent: { start: (level + 2) * indent * twips },
            border: { left: { style: BorderStyle.SINGLE, size: 12, space: 8, color: '999999' } },
          },
        })
      case 'table':
        return [
          table(
            block.rows.map((row, index) =>
              row.map((cell) => [new Paragraph({ children: inlines(cell, own, index === 0) })]),
            ),
          ),
        ]
      case 'list': {
        const reference = block.isOrdered ? `ordered-${block.start}-${lists.length}` : 'bullets'
        if (block.isOrdered) lists.push(reference)
        const inner = Math.min(level + 1, listLevels.length - 1)
        return block.items.flatMap((item) =>
          item.flatMap((each, index) =>
            oneBlock(each, {
              level: inner,
              language: own,
              options:
                index === 0
                  ? { numbering: { reference, level: inner } }
                  : { indent: { start: (inner + 1) * indent * twips } },
            }),
          ),
        )
      }
    }
  }

  function inlines(rich: readonly RichInline[], own: Language, isHead = false): ParagraphChild[] {
    return rich.map((inline) => {
      if (inline.kind === 'break') return new TextRun({ break: 1 })
      const look = {
        ...(inline.isBold || isHead ? { bold: true } : {}),
        ...(inline.isItalic ? { italics: true } : {}),
        ...spoken(own),
      }
      if (inline.kind === 'citation')
        return new TextRun({ ...look, text: nameCitation(inline.evidence) ?? inline.text })
      const run = new TextRun({ ...look, text: inline.text, ...(inline.url ? { style: 'Hyperlink' } : {}) })
      return inline.url ? new ExternalHyperlink({ link: inline.url, children: [run] }) : run
    })
  }
}

/** Where nothing is written stands a dash, as in the plain text. */
function filled(blocks: Child[]): Child[] {
  return blocks.length > 0 ? blocks : [new Paragraph({ children: [new TextRun('–')] })]
}

function levelIndent(level: number): { start: number; hanging: number } {
  return { start: (level + 1) * indent * twips, hanging: indent * twips }
}

/** Rows of cells of paragraphs; the first row is repeated on every page. */
function table(rows: readonly Child[][][]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          children: row.map(
            (children) =>
              new TableCell({ children, margins: { top: 60, bottom: 60, left: 100, right: 100 } }),
          ),
        }),
    ),
  })
}
