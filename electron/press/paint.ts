import PDFDocument from 'pdfkit'
import { asciiAddress } from './addresses'
import type { Book, Target } from './blocks'
import type { Box, CodeBox, ImageBox, Page, TextBox } from './boxes'
import type { TextFeatures } from './fonts'
import type { Pace } from './pace'
import { createStructureTree, type Inline, type StructureTree } from './paint-structure'
import { colors, type Paper } from './theme'
import type { Wording } from './wording'

export type Document = InstanceType<typeof PDFDocument>

/**
 * An empty document: tagged, titled, and dated with `now` (ISO 8601), from which pdfkit also makes its
 * identifier; so the same book is the same bytes.
 */
export function openDocument(
  { title, author, language }: Pick<Book, 'title' | 'author' | 'language'>,
  { paper, now }: { paper: Paper; now: string },
): Document {
  const moment = new Date(now)
  const document = new PDFDocument({
    autoFirstPage: false,
    font: '',
    size: [paper.width, paper.height],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: title,
      Author: author,
      Creator: 'Fivefold',
      Producer: 'Fivefold (PDFKit)',
      CreationDate: moment,
      ModDate: moment,
    },
  })
  escapeMetadata(document)
  return document
}

/** pdfkit puts the info into XML as it is: `A & B` or a control character would break the metadata. */
function escapeMetadata(document: Document): void {
  const inner = document as unknown as { info: Record<string, unknown>; _addInfo: () => void }
  const addInfo = inner._addInfo.bind(inner)
  inner._addInfo = () => {
    const { info } = inner
    const escaped = Object.entries(info).map(([key, value]) => [
      key,
      typeof value === 'string' ? escapeXml(value) : value,
    ])
    inner.info = Object.fromEntries(escaped) as Record<string, unknown>
    addInfo()
    inner.info = info
  }
}

function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}

/**
 * Draws pages, one after the other, with bookmarks and links. `drained` is asked after each page and may
 * wait.
 */
export async function paint(
  document: Document,
  { book, pages, wording }: { book: Book; pages: readonly Page[]; wording: Wording },
  { pace, drained }: { pace: Pace; drained: () => Promise<void> },
): Promise<void> {
  const tree = createStructureTree(document, book.root)
  const outline = createOutline(document)
  const numbers = new Map(
    pages.flatMap(({ anchors }, index) => anchors.map(({ name }) => [name, index + 1] as const)),
  )
  const describe = (target: Target) =>
    'url' in target
      ? target.url
      : wording.say('book.goToPage', { page: String(numbers.get(target.anchor) ?? '') })

  for (const [index, page] of pages.entries()) {
    await pace({ done: index, total: pages.length, step: 'paint' })
    document.addPage()
    for (const { name, y, bookmark } of page.anchors) {
      const top = Math.max(0, y - 24)
      document.addNamedDestination(name, 'XYZ', 0, top, null)
      if (bookmark) outline(bookmark, top)
    }
    for (const box of page.boxes) paintBox(document, box, tree)
    for (const link of linksOf(page)) paintLink(document, link, { tree, contents: describe(link.target) })
    tree.endPage()
    paintFurniture(document, page.furniture)
    await drained()
  }
  tree.end()
}

/** Adds bookmarks: those of level 1 under the last of level 0. */
function createOutline(document: Document): (bookmark: { title: string; level: 0 | 1 }, top: number) => void {
  let chapter: PDFKit.PDFOutline | null = null
  return ({ title, level }, top) => {
    // pdfkit counts `left` from the right edge.
    const options = { top, left: document.page.width, zoom: 0, expanded: false }
    if (level === 0 || !chapter) chapter = document.outline.addItem(title, options)
    else chapter.addItem(title, options)
  }
}

function paintBox(document: Document, box: Box, tree: StructureTree): void {
  switch (box.kind) {
    case 'text':
      tree.enter(box.element, box.element ? inlineOf(box) : undefined)
      paintText(document, box)
      return
    case 'image':
      tree.enter(box.element)
      paintImage(document, box)
      return
    case 'rect':
      tree.enter(null)
      document.rect(box.x, box.y, box.width, box.height).fill(box.color)
      return
    case 'code':
      // The address stands beside it in words: a screen reader passes over the code.
      tree.enter(null)
      paintCode(document, box)
      return
    case 'dots':
      tree.enter(null)
      document
        .moveTo(box.x + box.width, box.y)
        .lineTo(box.x, box.y)
        .lineWidth(0.9)
        .lineCap('round')
        .dash(0.01, { space: 4 })
        .stroke(box.color)
        .undash()
      return
  }
}

/** One path of runs of modules, each a hair higher than its row, so that no viewer shows seams between them. */
function paintCode(document: Document, { x, y, width, code }: CodeBox): void {
  const module = width / code.length
  for (const [row, modules] of code.entries()) {
    for (let from = 0; from < modules.length; from += 1) {
      if (!modules[from]) continue
      let until = from
      while (modules[until]) until += 1
      document.rect(x + from * module, y + row * module, (until - from) * module, module + 0.04)
      from = until
    }
  }
  document.fill(colors.ink)
}

function inlineOf({ target, word }: TextBox): Inline | undefined {
  if (target) return { tag: 'Link', key: target }
  return word && { tag: 'Span', key: word, actual: word.text }
}

function paintText(document: Document, box: TextBox): void {
  const { text, x, y, width, font, size, color, spacing = 0, isMirrored = false } = box
  const features: TextFeatures = { spacing: (spacing / size) * 1000, isMirrored }
  document
    .font(font, size)
    .fillColor(color)
    .text(text, x, y, {
      lineBreak: false,
      baseline: 'alphabetic',
      textWidth: width,
      features,
    } as unknown as PDFKit.Mixins.TextOptions)
}

/** One place on a page that can be clicked. */
type LinkPlace = { target: Target; left: number; right: number; baseline: number; size: number }

/** Every link once a line: the parts of a line that lead to the same place are one. */
function linksOf({ boxes }: Page): LinkPlace[] {
  const places: LinkPlace[] = []
  for (const box of boxes) {
    if (box.kind !== 'text' || !box.target || !box.element) continue
    const { target, x, y, width, size } = box
    const last = places.at(-1)
    if (last?.target === target && last.baseline === y) last.right = x + width
    else places.push({ target, left: x, right: x + width, baseline: y, size })
  }
  return places
}

function paintLink(
  document: Document,
  { target, left, right, baseline, size }: LinkPlace,
  { tree, contents }: { tree: StructureTree; contents: string },
): void {
  const facts = { Contents: new String(contents), structParent: tree.link(target) }
  const options = facts as unknown as PDFKit.Mixins.AnnotationOption
  const top = baseline - size * 0.85
  const height = size * 1.15
  if ('url' in target) document.link(left, top, right - left, height, asciiAddress(target.url), options)
  else document.goTo(left, top, right - left, height, target.anchor, options)
}

/** A photo that pdfkit refuses, or that has gone since it was looked at, leaves its place empty. */
function paintImage(document: Document, { path, x, y, width, height }: ImageBox): void {
  try {
    document.image(path, x, y, { width, height })
  } catch {
    document.rect(x, y, width, height).fill(colors.sunken)
  }
}

/** What runs on every page, marked so that a screen reader does not read it on every page. */
function paintFurniture(document: Document, boxes: readonly Box[]): void {
  if (boxes.length === 0) return
  document.markContent('Artifact', { type: 'Pagination' })
  for (const box of boxes) {
    if (box.kind === 'text') paintText(document, box)
    if (box.kind === 'rect') document.rect(box.x, box.y, box.width, box.height).fill(box.color)
  }
  document.endMarkedContent()
}
