import type { Paper } from '../domain/book-options'
import PDFDocument from 'pdfkit'
import { asciiAddress } from './addresses'
import type { Book, Target } from './blocks'
import type { Box, CodeBox, ForeignBox, ImageBox, Page, TextBox } from './boxes'
import type { Document } from './document'
import { languageOf } from './elements'
import type { TextFeatures } from './face'
import type { Pace } from './pace'
import { createStructureTree, type Inline, type StructureTree } from './paint-structure'
import { themes, type Theme } from './theme'
import type { Wording } from '../domain/wording'

/**
 * An empty document: tagged unless it is only looked at, titled, and dated with `now` (ISO 8601), from which pdfkit also makes its
 * identifier; so the same book is the same bytes.
 */
export function openDocument(
  { title, author, language }: Pick<Book, 'title' | 'author' | 'language'>,
  { paper, now, isTagged = true }: { paper: Paper; now: string; isTagged?: boolean },
): Document {
  const moment = new Date(now)
  const document = new PDFDocument({
    autoFirstPage: false,
    font: '',
    size: [paper.width, paper.height],
    margin: 0,
    pdfVersion: '1.7',
    tagged: isTagged,
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

export type Painted = {
  book: Book
  pages: readonly Page[]
  wording: Wording
  /** Drawn in place of others, by path. */
  pictures: Readonly<Record<string, string>>
  /** Is filled with what each page added to the file, in bytes. */
  weights: number[]
}

/**
 * Draws pages, one after the other, with bookmarks and links. `drained` is asked after each page and may
 * wait.
 */
export async function paint(
  document: Document,
  { book, pages, wording, pictures, weights }: Painted,
  { pace, drained }: { pace: Pace; drained: () => Promise<void> },
): Promise<void> {
  const tree = createStructureTree(document, book.root)
  const { palette } = themes[book.theme]
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
    const before = writtenBy(document)
    document.addPage()
    followStructure(document)
    for (const { name, y, bookmark } of page.anchors) {
      const top = Math.max(0, y - 24)
      document.addNamedDestination(name, 'XYZ', 0, top, null)
      if (bookmark) outline(bookmark, top)
    }
    for (const box of page.boxes) paintBox(document, box, { tree, palette, pictures })
    for (const link of linksOf(page)) paintLink(document, link, { tree, contents: describe(link.target) })
    tree.endPage()
    paintFurniture(document, page.furniture, palette)
    weights.push(writtenBy(document) - before)
    await drained()
  }
  tree.end()
  labelPages(document, pages)
}

/** The Tab key goes through a page's links in the order of the structure (ISO 32000-1, 12.5; PDF/UA-1, 7.18.3). */
function followStructure({ page }: Document): void {
  const { dictionary } = page as unknown as { dictionary: { data: Record<string, unknown> } }
  dictionary.data.Tabs = 'S'
}

/** What readers show as a page's number (ISO 32000-1, 12.4.2): the printed one, for pages of annexes their own. */
function labelPages(document: Document, pages: readonly Page[]): void {
  const ranges = pages.flatMap(({ label }, index): unknown[] => {
    const before = pages[index - 1]?.label
    if (label !== undefined) return [index, { P: new String(label) }]
    return index === 0 || before !== undefined ? [index, { S: 'D', St: index + 1 }] : []
  })
  const root = (document as unknown as { _root: { data: Record<string, unknown> } })._root
  root.data.PageLabels = { Nums: ranges }
}

/** Draws one page for the eye alone: without links, bookmarks and structure. */
export function paintPage(document: Document, { boxes, furniture }: Page, theme: Book['theme']): void {
  const { palette } = themes[theme]
  document.addPage()
  for (const box of [...boxes, ...furniture]) paintBox(document, box, { tree: noTree, palette, pictures: {} })
}

const noTree: Pick<StructureTree, 'enter'> = { enter: () => undefined }

/** How far pdfkit has come, in bytes. */
function writtenBy(document: Document): number {
  return (document as unknown as { _offset: number })._offset
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

type Palette = Theme['palette']

function paintBox(
  document: Document,
  box: Box,
  {
    tree,
    palette,
    pictures,
  }: { tree: Pick<StructureTree, 'enter'>; palette: Palette; pictures: Painted['pictures'] },
): void {
  switch (box.kind) {
    case 'text':
      tree.enter(box.element, box.element ? inlineOf(box) : undefined)
      paintText(document, box, palette)
      return
    case 'image':
      tree.enter(box.element)
      paintImage(document, { ...box, path: pictures[box.path] ?? box.path }, palette)
      return
    case 'foreign':
      tree.enter(box.element)
      paintForeign(document, box, palette)
      return
    case 'rect':
      tree.enter(null)
      document.rect(box.x, box.y, box.width, box.height).fill(palette[box.color])
      return
    case 'code':
      // The address stands beside it in words: a screen reader passes over the code.
      tree.enter(null)
      paintCode(document, box, palette)
      return
    case 'dots':
      tree.enter(null)
      document
        .moveTo(box.x + box.width, box.y)
        .lineTo(box.x, box.y)
        .lineWidth(0.9)
        .lineCap('round')
        .dash(0.01, { space: 4 })
        .stroke(palette[box.color])
        .undash()
      return
  }
}

/** One path of runs of modules, each a hair higher than its row, so that no viewer shows seams between them. */
function paintCode(document: Document, { x, y, width, code }: CodeBox, palette: Palette): void {
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
  document.fill(palette.ink)
}

function inlineOf({ target, word }: TextBox): Inline | undefined {
  if (target) return { tag: 'Link', key: target }
  return word && { tag: 'Span', key: word, actual: word.text }
}

function paintText(document: Document, box: TextBox, palette: Palette): void {
  const { text, x, y, width, font, size, color, spacing = 0, isMirrored = false, element } = box
  const language = languageOf(element)
  const features: TextFeatures = { spacing: (spacing / size) * 1000, isMirrored, language }
  document
    .font(font, size)
    .fillColor(palette[color])
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
function paintImage(
  document: Document,
  { path, x, y, width, height, clip }: ImageBox,
  palette: Palette,
): void {
  document.save()
  try {
    if (clip) document.rect(clip.x, clip.y, clip.width, clip.height).clip()
    document.image(path, x, y, { width, height })
  } catch {
    document.rect(x, y, width, height).fill(palette.sunken)
  } finally {
    document.restore()
  }
}

/** A page of another document under a hairline; where it cannot be copied, its place stays empty. */
function paintForeign(document: Document, { page, x, y, width, height }: ForeignBox, palette: Palette): void {
  const frame = () => document.rect(x, y, width, height).lineWidth(0.4).stroke(palette.line)
  try {
    const reference = page.file.graft(document, page.index)
    const scale = (width / page.width).toFixed(5)
    ;(document.page.xobjects as Record<string, unknown>).Foreign = reference
    // The page's own space has its 0, 0 above and left.
    document.save()
    document.rect(x, y, width, height).clip()
    document.addContent(`${scale} 0 0 -${scale} ${x.toFixed(3)} ${(y + height).toFixed(3)} cm`)
    document.addContent('/Foreign Do')
    document.restore()
  } catch {
    document.rect(x, y, width, height).fill(palette.sunken)
  }
  frame()
}

/** What runs on every page, marked so that a screen reader does not read it on every page. */
function paintFurniture(document: Document, boxes: readonly Box[], palette: Palette): void {
  if (boxes.length === 0) return
  document.markContent('Artifact', { type: 'Pagination' })
  for (const box of boxes) {
    if (box.kind === 'text') paintText(document, box, palette)
    if (box.kind === 'rect') document.rect(box.x, box.y, box.width, box.height).fill(palette[box.color])
  }
  document.endMarkedContent()
}
