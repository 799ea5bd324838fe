import type {
  BookAttachment,
  BookEvidence,
  BookPhoto,
  BookSection,
  BookSource,
  BookStrand,
} from '../domain/book'
import { readableLink } from '../domain/evidence'
import { createMessages, type Say } from '../domain/messages'
import { planColumns } from '../domain/plan'
import type { Block, Book, Chapter, ContentsBlock, Element, Span, TextBlock } from './blocks'
import { bodyIndent, colors, hues, styles, type TextStyle } from './theme'
import { paragraphs } from './answer-text'
import { formatBytes, formatPeriod } from './wording'

/** Printed pages by anchor, as far as they are known: none in the first round. */
export type KnownPages = ReadonlyMap<string, number>

/**
 * Portfolio to book: what is said, in which order and look. Pure. Page numbers come from `pages`, so composing and
 * paginating are repeated until they agree.
 */
export function compose(source: BookSource, options: { pages: KnownPages; draft: boolean }): Book {
  const say = createMessages(source.language)
  const root: Element = { tag: 'Document', parent: null }
  const { school, cycle, language } = source
  const context: Context = { say, pages: options.pages, root, language }
  const chapters = source.sections.map((section) => composeSection(section, context))
  return {
    language,
    title: say('book.title', { school, cycle }),
    author: school,
    cover: {
      eyebrow: say('book.label'),
      title: school,
      lines: [say('book.portfolio'), cycle, countryName(source)],
    },
    chapters: [composeContents(source, context), ...chapters],
    pageOf: (page, pages) => say('book.page', { page, pages }),
    draft: options.draft ? say('book.draft') : null,
    root,
    coverElement: { tag: 'Sect', parent: root },
  }
}

type Context = { say: Say; pages: KnownPages; root: Element; language: string }

function countryName({ language, country }: BookSource): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country
}

const sectionAnchor = (section: BookSection) => `section-${section.id}`
const strandAnchor = (strand: BookStrand) => `strand-${strand.number}`
const evidenceAnchor = (number: string) => `evidence-${number}`

function text(
  spans: Span[] | string,
  style: TextStyle,
  element: Element,
  more: Partial<Omit<TextBlock, 'kind' | 'spans' | 'style' | 'element'>> = {},
): TextBlock {
  const list = typeof spans === 'string' ? [{ text: spans }] : spans
  return { kind: 'text', spans: list, style, element, before: 0, indent: 0, ...more }
}

function composeContents({ sections }: BookSource, { say, pages, root }: Context): Chapter {
  const sect: Element = { tag: 'Sect', parent: root }
  const title = say('book.contents')
  const blocks: Block[] = [text(title, styles.chapter, { tag: 'H1', parent: sect })]
  const table: Element = { tag: 'TOC', parent: sect }
  for (const section of sections) {
    const row = (
      options: Pick<ContentsBlock, 'label' | 'text' | 'to' | 'style' | 'before' | 'keepWithNext'>,
    ): ContentsBlock => ({
      kind: 'contents',
      labelColor: hues[section.id],
      page: String(pages.get(options.to) ?? ''),
      indent: 0,
      element: { tag: 'TOCI', parent: table },
      ...options,
    })
    blocks.push(
      row({
        label: String(section.number),
        text: section.title,
        to: sectionAnchor(section),
        style: styles.contents,
        before: 14,
        keepWithNext: true,
      }),
      ...section.strands.map((strand, index) =>
        row({
          label: strand.number,
          text: strand.title,
          to: strandAnchor(strand),
          style: styles.contentsStrand,
          before: index === 0 ? 2 : 0,
          keepWithNext: index === 0,
        }),
      ),
    )
  }
  return { section: null, title, blocks }
}

function composeSection(section: BookSection, context: Context): Chapter {
  const { say, root } = context
  const hue = hues[section.id]
  const sect: Element = { tag: 'Sect', parent: root }
  const eyebrow =
    section.number === 0 ? say('book.preliminary') : say('book.principle', { number: section.number })
  const blocks: Block[] = [
    text(
      [{ text: eyebrow, color: hue }],
      styles.eyebrow,
      { tag: 'P', parent: sect },
      {
        newPage: true,
        keepWithNext: true,
        anchor: {
          name: sectionAnchor(section),
          bookmark: { title: `${section.number} ${section.title}`, level: 0 },
        },
      },
    ),
    text(section.title, styles.chapter, { tag: 'H1', parent: sect }, { before: 2, keepWithNext: true }),
    text(section.claim, styles.claim, { tag: 'P', parent: sect }, { before: 6, keepWithNext: true }),
    { kind: 'rule', color: hue, thickness: 2, length: 48, before: 14, indent: 0 },
    ...section.strands.flatMap((strand) => composeStrand(strand, { ...context, sect, hue })),
    ...composeFurther(section, { ...context, sect, hue }),
    ...composePlan(section, { ...context, sect, hue }),
  ]
  return { section: section.id, title: section.title, blocks }
}

type SectionContext = Context & { sect: Element; hue: string }

function composeStrand(strand: BookStrand, context: SectionContext): Block[] {
  const { say, sect, hue } = context
  const isEmpty = strand.answer.trim() === ''
  const hasEvidence = strand.evidence.length > 0 || strand.alsoShownBy.length > 0
  const quiet = isEmpty ? say(hasEvidence ? 'book.noAnswer' : 'book.nothingYet') : null
  const heading: Element = { tag: 'H2', parent: sect }
  return [
    text(strand.title, styles.strand, heading, {
      before: 26,
      indent: bodyIndent,
      keepWithNext: true,
      label: { text: strand.number, style: { ...styles.strand, color: hue }, indent: 0, element: heading },
      anchor: {
        name: strandAnchor(strand),
        bookmark: { title: `${strand.number} ${strand.title}`, level: 1 },
      },
    }),
    ...(quiet === null
      ? []
      : [text(quiet, styles.quiet, { tag: 'P', parent: sect }, { before: 4, indent: bodyIndent })]),
    ...paragraphs(strand.answer, sect),
    ...strand.evidence.flatMap((evidence) => composeEvidence(evidence, context)),
    ...composeReferences(strand.alsoShownBy, context),
  ]
}

/** "Also shown by P1-02, p. 14": the number and the page lead there. */
function composeReferences(numbers: readonly string[], { say, pages, sect, hue }: SectionContext): Block[] {
  return numbers.map((number, index) => {
    const target = { anchor: evidenceAnchor(number) }
    const page = pages.get(target.anchor)
    const [before = '', after = ''] = say('book.alsoShownBy', { number: '\u0001' }).split('\u0001')
    const onPage = page === undefined ? '' : say('book.onPage', { page })
    const spans: Span[] = [
      { text: before },
      { text: number + onPage, color: hue, font: 'strong', target },
      { text: after },
    ]
    return text(
      spans,
      styles.meta,
      { tag: 'P', parent: sect },
      { before: index === 0 ? 8 : 1, indent: bodyIndent },
    )
  })
}

function composeEvidence(evidence: BookEvidence, context: SectionContext): Block[] {
  const { say, sect, hue, language } = context
  const { number, title, shows, note, date, dateUntil, attachments } = evidence
  const sub: Element = { tag: 'Sect', parent: sect }
  const shownTitle = title === '' ? say('book.untitled') : title
  const heading: Span[] = [{ text: `${number}  `, color: hue }, { text: shownTitle }]
  const period = formatPeriod(language, say, { date, dateUntil })
  const photos = attachments.filter((attachment) => attachment.role === 'photo')
  const p = (): Element => ({ tag: 'P', parent: sub })
  const inBody = { indent: bodyIndent }
  const blocks: Block[] = [
    {
      kind: 'rule',
      color: colors.line,
      thickness: 0.6,
      length: null,
      before: 16,
      indent: bodyIndent,
      keepWithNext: true,
    },
    text(
      heading,
      styles.card,
      { tag: 'H3', parent: sub },
      {
        ...inBody,
        before: 7,
        keepWithNext: true,
        anchor: { name: evidenceAnchor(number), bookmark: null },
      },
    ),
  ]
  if (period !== '') blocks.push(text(period, styles.meta, p(), { ...inBody, keepWithNext: true }))
  if (shows.trim() !== '') blocks.push(text(shows, styles.body, p(), { ...inBody, before: 3 }))
  if (note.trim() !== '') {
    const quote: Element = { tag: 'BlockQuote', parent: sub }
    blocks.push(
      text(note, styles.note, { tag: 'P', parent: quote }, { before: 6, indent: bodyIndent + 12, bar: hue }),
    )
  }
  if (photos.length > 0) blocks.push(composePhotos(photos, { say, sub, title: shownTitle }))
  for (const attachment of attachments) blocks.push(...composeLine(attachment, { ...context, sub }))
  // The rule and the heading must not stand alone at the foot of a page when nothing else follows them.
  const last = blocks.at(-1)
  if (last) last.keepWithNext = false
  return blocks
}

function composePhotos(
  photos: readonly BookPhoto[],
  { say, sub, title }: { say: Say; sub: Element; title: string },
): Block {
  return {
    kind: 'photos',
    before: 8,
    indent: bodyIndent,
    photos: photos.map((photo) => {
      const said = [photo.alt, photo.caption].find((words) => words !== '')
      return {
        photo,
        figure: { tag: 'Figure', parent: sub, alt: said ?? say('book.photoAlt', { title }) },
        caption: { tag: 'Caption', parent: sub },
        replacement: say('book.noPicture', { name: photo.name }),
      }
    }),
  }
}

/** A document by its name and size, a link by its address. */
function composeLine(attachment: BookAttachment, context: SectionContext & { sub: Element }): Block[] {
  const { say, sub, language } = context
  if (attachment.role === 'photo') return []
  const more = { before: 4, indent: bodyIndent }
  const caption: Span[] = attachment.caption === '' ? [] : [{ text: `${attachment.caption} – ` }]
  if (attachment.role === 'link') {
    const address: Span = {
      text: readableLink(attachment.url),
      color: colors.link,
      target: { url: attachment.url },
    }
    return [text([...caption, address], styles.meta, { tag: 'P', parent: sub }, more)]
  }
  const size = formatBytes(language, attachment.bytes)
  const line = say('book.document', { name: attachment.name, size })
  return [text([...caption, { text: line }], styles.meta, { tag: 'P', parent: sub }, more)]
}

function composeFurther(section: BookSection, context: SectionContext): Block[] {
  if (section.evidence.length === 0 && section.alsoShownBy.length === 0) return []
  const { say, sect } = context
  return [
    text(
      say('book.further'),
      styles.heading,
      { tag: 'H2', parent: sect },
      { before: 30, keepWithNext: true },
    ),
    ...section.evidence.flatMap((evidence) => composeEvidence(evidence, context)),
    ...composeReferences(section.alsoShownBy, context),
  ]
}

function composePlan({ plan }: BookSection, { say, sect }: SectionContext): Block[] {
  const heading = text(
    say('book.plan'),
    styles.heading,
    { tag: 'H2', parent: sect },
    {
      before: 32,
      keepWithNext: true,
    },
  )
  if (plan.length === 0) {
    return [heading, text(say('book.plan.none'), styles.quiet, { tag: 'P', parent: sect }, { before: 6 })]
  }
  return [
    heading,
    {
      kind: 'table',
      before: 8,
      indent: 0,
      table: { tag: 'Table', parent: sect },
      head: planColumns.map((column) => say(`book.plan.${column}`)),
      rows: plan.map((row) => planColumns.map((column) => row[column])),
      shares: [0.25, 0.28, 0.16, 0.12, 0.19],
    },
  ]
}
