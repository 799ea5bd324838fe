import type { RichBlock, RichInline } from './rich-text'
import { readRichText } from './rich-text'
import { fold, wordsOf } from './fold'

/** The pages of the help, one for each screen, in the order in which they are listed. */
export const helpPageIds = [
  'home', 'new', 'overview', 'section', 'evidence', 'detail', 'photos', 'redaction', 'people', 'consent',
  'application', 'mission', 'check', 'export', 'submissions', 'keeping', 'school',
] as const // prettier-ignore
export type HelpPageId = (typeof helpPageIds)[number]

export type HelpPage = {
  id: HelpPageId
  /** With labels in it, as all texts here: `{label:export.title}`. */
  title: string
  /** What can be done on the screen. */
  steps: RichBlock[]
  questions: { question: string; answer: RichBlock[] }[]
}

/**
 * Reads the help in one language: a page begins with `# id: title`, what can be done follows as Markdown, and each question
 * is a line `## question` with its answer below. What has another id is passed over.
 */
export function readHelp(text: string): HelpPage[] {
  return text.split(/^# (?=\w+: )/m).flatMap((part): HelpPage[] => {
    const [head = '', ...lines] = part.split('\n')
    const [, name, title = ''] = /^(\w+): (.+)$/.exec(head.trim()) ?? []
    const id = helpPageIds.find((known) => known === name)
    if (!id) return []
    const [steps = '', ...questions] = lines.join('\n').split(/^## /m)
    return [
      {
        id,
        title,
        steps: readRichText(steps),
        questions: questions.map((each) => {
          const [question = '', ...answer] = each.split('\n')
          return { question: question.trim(), answer: readRichText(answer.join('\n')) }
        }),
      },
    ]
  })
}

/** A piece of a help text: words, what stands on a button, or the keys of a shortcut. */
export type HelpPiece = { kind: 'words' | 'label' | 'keys'; text: string }

/**
 * Takes a text apart where it quotes the app. `{label:export.save}` stands for that message, `{keys:search}` for that
 * shortcut: a quotation cannot drift from what is on the screen.
 */
export function helpPieces(text: string): HelpPiece[] {
  return text
    .split(/(\{(?:label|keys):[\w.-]+\})/)
    .filter(Boolean)
    .map((part) => {
      const [, kind, name = ''] = /^\{(label|keys):([\w.-]+)\}$/.exec(part) ?? []
      return kind === 'label' || kind === 'keys' ? { kind, text: name } : { kind: 'words', text: part }
    })
}

/** Turns quotations into what they stand for. */
export type HelpWords = (piece: HelpPiece) => string

/** The text without any look. */
export function plainHelp(text: string, words: HelpWords): string {
  return helpPieces(text).map(words).join('')
}

/** The pages in which all words of a question stand; those with one in the title first. All of them for no question. */
export function findHelp(pages: readonly HelpPage[], question: string, words: HelpWords): HelpPage[] {
  const asked = wordsOf(question)
  if (asked.length === 0) return [...pages]
  const found = pages.filter((page) => {
    const text = fold(textOfPage(page, words))
    return asked.every((word) => text.includes(word))
  })
  const isInTitle = ({ title }: HelpPage): boolean =>
    asked.some((word) => fold(plainHelp(title, words)).includes(word))
  return [...found.filter(isInTitle), ...found.filter((page) => !isInTitle(page))]
}

/** All of a page as one text. */
export function textOfPage({ title, steps, questions }: HelpPage, words: HelpWords): string {
  const asked = questions.flatMap(({ question, answer }) => [question, ...answer.map(textOfBlock)])
  return [title, ...steps.map(textOfBlock), ...asked].map((text) => plainHelp(text, words)).join('\n')
}

function textOfBlock(block: RichBlock): string {
  if (block.kind === 'list') return block.items.flat().map(textOfBlock).join('\n')
  if (block.kind === 'quotation') return block.blocks.map(textOfBlock).join('\n')
  if (block.kind === 'table') return block.rows.flat().map(textOfInlines).join('\n')
  return textOfInlines(block.inlines)
}

function textOfInlines(inlines: readonly RichInline[]): string {
  return inlines.map((inline) => (inline.kind === 'break' ? '\n' : inline.text)).join('')
}
