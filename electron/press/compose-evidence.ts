import type { BookDocument, BookEvidence, BookLink, BookPhoto } from '../domain/book'
import type { SectionId } from '../domain/section'
import { evidenceAnchor } from './anchors'
import { asciiAddress } from './addresses'
import type { Aside, AttachmentBlock, Block, PhotosBlock, Span, TextBlock } from './blocks'
import { annexReference } from './compose-references'
import { composeRichText } from './compose-rich-text'
import { asBook, asWritten, type Composing } from './composing'
import { addElement, type Element } from './elements'
import { linkCode } from './link-code'
import { bodyIndent, colors, hues, styles, type Ink } from './theme'
import { readableAddress, typeName } from '../domain/wording'

type Place = { composing: Composing; section: SectionId; parent: Element; isFirst: boolean }

/** A card: number and title, when, what it shows, the note as a quotation, photos, files and links. */
export function composeEvidence(evidence: BookEvidence, place: Place): Block[] {
  const { composing, section, parent, isFirst } = place
  const { say } = composing.wording
  const group = `card-${evidence.number}-${evidence.id}`
  const color = hues[section]
  const title = evidence.title.trim() || say('book.untitled')
  const card = addElement(parent, 'Sect', {
    title: `${evidence.number} ${title}`,
    ...asWritten(composing),
  })
  const heading = addElement(card, 'H3')
  const anchor = { name: evidenceAnchor(evidence.number), bookmark: null }
  const head: TextBlock = {
    kind: 'text',
    before: isFirst ? 10 : 9,
    indent: bodyIndent,
    group,
    style: styles.card,
    spans: [{ text: title }],
    element: heading,
    label: { text: evidence.number, style: { ...styles.cardNumber, color }, indent: 0, element: heading },
    keepWithNext: true,
    anchor,
  }
  // Elements are made in reading order: the structure tree is what a screen reader follows.
  return [
    ...(isFirst ? [] : [cardRule(group)]),
    head,
    ...composeMeta(evidence, { composing, card, group }),
    ...composeRichText(evidence.shows, {
      composing,
      indent: bodyIndent,
      style: styles.body,
      parent: card,
      group,
      before: 2,
      headings: ['H4', 'H5'],
      linkColor: color,
    }),
    ...composeNote(evidence.note, { composing, card, group, color }),
    ...composePhotos(evidence, { composing, card, group, title }),
    ...composeAttachments(evidence, { composing, card, group, color }),
  ]
}

/** When it was, what it is, where it counts, who and what it belongs to, and the criteria that it is meant for. */
function composeMeta(evidence: BookEvidence, { composing, card, group }: Card): TextBlock[] {
  const { date, dateUntil, criteria, kind, level, people, projects } = evidence
  const { say, period } = composing.wording
  const list = criteria.join(',\u00a0')
  const what = criteria.length === 0 ? '' : say('book.criteria', { count: criteria.length, list })
  const facts = [
    period(date, dateUntil),
    kind === '' ? '' : say(`kind.${kind}`),
    level === '' ? '' : say(`level.${level}`),
    ...people,
    ...projects,
    what,
  ].filter((fact) => fact.trim() !== '')
  if (facts.length === 0) return []
  return [
    {
      kind: 'text',
      before: 0,
      indent: bodyIndent,
      group,
      style: styles.meta,
      spans: facts.flatMap((text, index) => (index === 0 ? [{ text }] : [dot, { text }])),
      element: addElement(card, 'P', asBook(composing)),
      keepWithNext: true,
    },
  ]
}

/** A note is itself the evidence, in other words than the school's: a quotation. */
function composeNote(note: string, { composing, card, group, color }: Card & { color: Ink }): Block[] {
  if (note.trim() === '') return []
  const parent = addElement(card, 'BlockQuote')
  return composeRichText(note, {
    composing,
    indent: bodyIndent + 14,
    style: styles.note,
    parent,
    group,
    bar: color,
    headings: ['H4', 'H5'],
    linkColor: color,
  })
}

function cardRule(group: string): Block {
  return {
    kind: 'rule',
    before: 14.5,
    indent: bodyIndent,
    color: colors.line,
    thickness: 0.5,
    length: null,
    group,
    keepWithNext: true,
  }
}

type Card = { composing: Composing; card: Element; group: string }

function composePhotos(
  { attachments, number, photoLayout }: BookEvidence,
  { composing, card, group, title }: Card & { title: string },
): PhotosBlock[] {
  const { say } = composing.wording
  const photos = attachments.filter((each): each is BookPhoto => each.role === 'photo')
  if (photos.length === 0) return []
  const block: PhotosBlock = {
    kind: 'photos',
    layout: photoLayout,
    before: 9,
    indent: bodyIndent,
    group,
    photos: photos.map((photo) => {
      const size = composing.photos.get(photo) ?? null
      const replacement = say('book.photo.missing', { name: photo.name })
      const described = photo.alt.trim() || photo.caption.trim() || say('book.photo.alt', { number, title })
      const isOwn = size !== null && (photo.alt + photo.caption).trim() !== ''
      const figure = addElement(card, 'Figure', {
        alt: size ? described : replacement,
        ...(isOwn ? {} : asBook(composing)),
      })
      const caption = photo.caption.trim() === '' ? null : addElement(card, 'Caption')
      return { photo, size, figure, caption, replacement }
    }),
  }
  return [block]
}

/** Files by name, type and size; addresses written out, since paper cannot be clicked. */
function composeAttachments(
  { attachments }: BookEvidence,
  { composing, card, group, color }: Card & { color: Ink },
): AttachmentBlock[] {
  const { say } = composing.wording
  const listed = attachments.filter((each): each is BookDocument | BookLink => each.role !== 'photo')
  if (listed.length === 0) return []
  const list = addElement(card, 'L')
  return listed.map((each, index) => {
    const body = addElement(addElement(list, 'LI'), 'LBody')
    const isLink = each.role === 'link'
    const aside = isLink ? codeOf(each) : pictureOf(each, { composing, item: body })
    return {
      kind: 'attachment',
      before: index === 0 || aside ? 8 : 2,
      indent: bodyIndent,
      group,
      style: styles.attachment,
      element: body,
      label: {
        text: say(isLink ? 'book.link' : 'book.file'),
        style: { ...styles.attachment, color: colors.soft },
        indent: 0,
        element: body,
      },
      spans: isLink ? linkSpans(each, { color, composing }) : documentSpans(each, { color, composing }),
      aside,
    }
  })
}

function codeOf({ url }: BookLink): Aside | null {
  const code = linkCode(asciiAddress(url))
  return code && { kind: 'code', code }
}

function pictureOf(
  { picture, name }: BookDocument,
  { composing, item }: { composing: Composing; item: Element },
): Aside | null {
  const size = picture && composing.photos.get(picture)
  if (!picture?.path || !size) return null
  const { say, number } = composing.wording
  const alt = say('book.annex.page', { page: number(1), name })
  return {
    kind: 'picture',
    path: picture.path,
    ...size,
    element: addElement(item, 'Figure', { alt, ...asBook(composing) }),
  }
}

/** Stands between the facts of a line. */
const dot: Span = { text: ' · ', color: colors.soft }

/** What it is, the address, when it was last tried, and what was kept of it. */
function linkSpans(
  { url, caption, checkedOn, copy }: BookLink,
  { color, composing }: { color: Ink; composing: Composing },
): Span[] {
  const { say, shortDay } = composing.wording
  const address: Span = { text: readableAddress(url), color, target: { url } }
  const facts = [
    ...(checkedOn === '' ? [] : [say('book.link.checked', { day: shortDay(checkedOn) })]),
    ...(copy === null ? [] : [say('book.link.copy', { name: copy.name })]),
  ]
  return [
    ...(caption.trim() === '' ? [] : [{ text: caption.trim() }, dot]),
    address,
    ...facts.flatMap((text): Span[] => [dot, { text, color: colors.soft }]),
  ]
}

function documentSpans(
  document: BookDocument,
  { color, composing }: { color: Ink; composing: Composing },
): Span[] {
  const { name, type, bytes, caption } = document
  const facts = [typeName(name, type), composing.wording.size(bytes)].filter((fact) => fact !== '')
  const described: Span[] = caption.trim() === '' ? [] : [{ text: caption.trim() }, dot]
  const label = composing.annexes.get(document)
  const annex: Span[] = label === undefined ? [] : [dot, ...annexReference(label, { composing, color })]
  return [...described, { text: name }, dot, { text: facts.join(', '), color: colors.soft }, ...annex]
}
