import { languageName } from '../domain/language'
import { createMessages } from '../domain/messages'
import { planColumns, type PlanRow } from '../domain/plan'
import { plainRun, readRichText, type RichBlock, type RichInline } from '../domain/rich-text'
import { writeRichText } from '../domain/rich-text-writer'
import type { ToldAnswer } from '../domain/two-languages'
import type { FormAnswers } from './form-answers'

/** The answers and plans as Markdown: with their look, under headings, evidence named by its number. */
export function answersMarkdown({ school, cycle, language, sections, nameCitation }: FormAnswers): string {
  const say = createMessages(language)
  const blocks = [heading(1, `${school}, ${cycle}`), ...sections.map(sectionText)]
  return `${blocks.join('\n\n')}\n`

  function sectionText({ number, title, strands, plan }: FormAnswers['sections'][number]): string {
    return [
      heading(2, number === 0 ? title : `${say('book.principle', { number })}: ${title}`),
      ...strands.flatMap(({ number: place, title: claim, answer }) => [
        heading(3, `${place} ${claim}`),
        answerText(answer),
      ]),
      heading(3, say('book.plan')),
      plan.length === 0 ? '–' : planTable(plan),
    ].join('\n\n')
  }

  /** A text that is not in the language of the whole stands under the name of its own. */
  function answerText({ main, other }: ToldAnswer): string {
    return [main, ...(other ? [other] : [])]
      .map((told) => {
        const text = below(writeRichText(named(readRichText(told.text)))) || '–'
        return told.language === language || text === '–'
          ? text
          : `*${languageName(told.language)}*\n\n${text}`
      })
      .join('\n\n')
  }

  function planTable(plan: readonly PlanRow[]): string {
    const head = planColumns.map((column) => [plainRun(say(`book.plan.${column}`))])
    const rows = plan.map((row) => planColumns.map((column) => onOneLine(named(readRichText(row[column])))))
    return writeRichText([{ kind: 'table', rows: [head, ...rows] }])
  }

  function named(read: readonly RichBlock[]): RichBlock[] {
    return read.map((block): RichBlock => {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
          return { ...block, inlines: block.inlines.map(nameInline) }
        case 'quotation':
          return { ...block, blocks: named(block.blocks) }
        case 'list':
          return { ...block, items: block.items.map(named) }
        case 'table':
          return { ...block, rows: block.rows.map((row) => row.map((cell) => cell.map(nameInline))) }
      }
    })
  }

  function nameInline(inline: RichInline): RichInline {
    if (inline.kind !== 'citation') return inline
    const { isBold, isItalic } = inline
    return { kind: 'text', text: nameCitation(inline.evidence) ?? inline.text, isBold, isItalic, url: null }
  }
}

function heading(level: number, text: string): string {
  const words = writeRichText([{ kind: 'heading', level: 1, inlines: [plainRun(text)] }])
  return `${'#'.repeat(level - 1)}${words}`
}

/** An answer's own headings stand below that of its claim. */
function below(markdown: string): string {
  return markdown.replace(/^(?=#{1,2} )/gm, '###')
}

/** What a cell of a table has room for: its lines after one another. */
function onOneLine(blocks: readonly RichBlock[]): RichInline[] {
  return blocks
    .flatMap((block): RichInline[][] => {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
          return [block.inlines]
        case 'quotation':
          return [onOneLine(block.blocks)]
        case 'list':
          return block.items.map(onOneLine)
        case 'table':
          return block.rows.flat()
      }
    })
    .flatMap((line, index) => (index > 0 ? [plainRun('; '), ...line] : line))
}
