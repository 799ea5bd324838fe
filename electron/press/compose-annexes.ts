import type { BookDocument, BookEvidence, BookSource } from '../domain/book'
import { annexPages } from '../domain/annex'
import { openAnnex, type ForeignPage } from './annex-file'
import { annexAnchor } from './anchors'
import type { Block, Chapter, ForeignBlock, TextBlock } from './blocks'
import type { Entry } from './compose-contents'
import { printedEvidence } from './compose-list'
import { composeOpening } from './compose-opening'
import { evidenceReference } from './compose-references'
import { composeText } from './compose-text'
import { placeFor, type Composing } from './composing'
import { addElement, type Element } from './elements'
import type { Pace } from './pace'
import { colors, styles } from './theme'
import { typeName } from '../domain/wording'

/** A document behind the book. */
export type Annex = {
  /** `A1`. */
  label: string
  document: BookDocument
  piece: BookEvidence
  content:
    { kind: 'pages'; pages: ForeignPage[] } | { kind: 'text'; text: string } | { kind: 'locked' | 'damaged' }
}

/** Opens what comes behind the book, in the order of the evidence. A file that cannot be opened gets its place. */
export async function readAnnexes(source: BookSource, pace: Pace, open = openAnnex): Promise<Annex[]> {
  const wanted = printedEvidence(source).flatMap(({ piece }) =>
    piece.attachments.flatMap((each) =>
      each.role === 'document' && each.annex ? [{ piece, document: each }] : [],
    ),
  )
  const annexes: Annex[] = []
  for (const [index, { piece, document }] of wanted.entries()) {
    await pace({ done: index, total: wanted.length, step: 'annexes' })
    const content = await contentOf(document, open)
    if (content) annexes.push({ label: `A${annexes.length + 1}`, document, piece, content })
  }
  return annexes
}

async function contentOf(
  { annex, original }: BookDocument,
  open: typeof openAnnex,
): Promise<Annex['content'] | null> {
  if (!annex) return null
  if (annex.kind === 'text') return annex.text.trim() === '' ? null : { kind: 'text', text: annex.text }
  const file = await open(original)
  if (typeof file === 'string') return { kind: file }
  const pages = annexPages(annex.pages, file.pages.length).flatMap((number): ForeignPage[] => {
    const size = file.pages[number - 1]
    return size ? [{ file, index: number - 1, ...size }] : []
  })
  return pages.length === 0 ? null : { kind: 'pages', pages }
}

/** A chapter for each document: a title page, then its pages or its text. Null when there are none. */
export function composeAnnexes(
  annexes: readonly Annex[],
  composing: Composing,
  sectionElement: (title: string) => Element,
): { entries: Entry[]; chapters: () => Chapter[] } | null {
  if (annexes.length === 0) return null
  const entries = annexes.map(({ label, document }, index): Entry => {
    const entry = { title: titleOf(document), anchor: annexAnchor(label), number: label }
    return index === 0 ? entry : { ...entry, isMinor: true }
  })
  return {
    entries,
    chapters: () =>
      annexes.map((annex) =>
        composeAnnex(annex, composing, sectionElement(`${annex.label} ${titleOf(annex.document)}`)),
      ),
  }
}

function titleOf({ caption, name }: BookDocument): string {
  return caption.trim() || name
}

function composeAnnex(
  { label, document, piece, content }: Annex,
  composing: Composing,
  sect: Element,
): Chapter {
  const { say, size, number } = composing.wording
  const title = titleOf(document)
  const [mark, head] = composeOpening(title, annexAnchor(label), composing, sect, label)
  const eyebrow = line(say('book.annex', { label }), styles.eyebrow, 18)
  const facts = [
    ...(title === document.name ? [] : [document.name]),
    [typeName(document.name, document.type), size(document.bytes)].filter((fact) => fact !== '').join(', '),
    ...(content.kind === 'pages'
      ? [say('book.annex.pages', { count: content.pages.length, pages: number(content.pages.length) })]
      : []),
  ]
  const blocks: Block[] = [
    ...(mark ? [mark] : []),
    eyebrow,
    ...(head ? [{ ...head, before: 4 }] : []),
    { ...line('', styles.fact, 16), spans: evidenceReference(piece, composing) },
    line(facts.join(' · '), { ...styles.attachment, color: colors.soft }, 4),
  ]
  const shared = { section: null, title: `${label} ${title}` }
  switch (content.kind) {
    case 'pages':
      return {
        ...shared,
        blocks,
        foreign: content.pages.map((page, index) => foreignBlock(page, index)),
        label,
      }
    case 'text':
      return {
        ...shared,
        label,
        blocks: [
          ...blocks,
          ...composeText(content.text, {
            indent: 0,
            style: styles.annexText,
            parent: placeFor(composing, composing.writtenIn, sect),
            before: 24,
          }),
        ],
      }
    default:
      return {
        ...shared,
        label,
        blocks: [
          ...blocks,
          line(say(`book.annex.${content.kind}`, { name: document.name }), styles.quiet, 24),
        ],
      }
  }

  function line(text: string, style: TextBlock['style'], before: number): TextBlock {
    return {
      kind: 'text',
      before,
      indent: 0,
      style,
      spans: [{ text }],
      element: addElement(sect, 'P'),
      keepWithNext: true,
    }
  }

  function foreignBlock(page: ForeignPage, index: number): ForeignBlock {
    const alt = say('book.annex.page', { page: number(page.index + 1), name: document.name })
    return { page, element: addElement(sect, 'Figure', { alt }), number: index + 1 }
  }
}
