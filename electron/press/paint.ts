import PDFDocument from 'pdfkit'
import type { Book, Element } from './blocks'
import type { Box, Page, TextBox } from './boxes'
import { textFeatures } from './fonts'
import { colors, hues, margins, styles } from './theme'

type Document = InstanceType<typeof PDFDocument>
type Structure = PDFKit.PDFStructureElement

/** Opens the document: tagged, with language, title and dates; `now` is ISO 8601. */
export function openDocument(options: {
  language: string
  title: string
  author: string
  now: string
  paper: { width: number; height: number }
}): Document {
  const { language, title, author, now, paper } = options
  const date = new Date(now)
  return new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Creator: 'Fivefold',
      Producer: 'Fivefold',
      CreationDate: date,
      ModDate: date,
    },
  })
}

/** Draws pages of boxes, one call a page, so that the caller may pause and stop between them. */
export function createPainter(document: Document, book: Book, pages: number) {
  const structures = new Map<Element, Structure>()
  let chapterBookmark: PDFKit.PDFOutline | null = null

  function structureOf(element: Element): Structure {
    const known = structures.get(element)
    if (known) return known
    const options = element.alt === undefined ? {} : { alt: element.alt }
    const structure = document.struct(element.tag, options)
    structures.set(element, structure)
    if (element.parent) structureOf(element.parent).add(structure)
    else document.addStructure(structure)
    return structure
  }

  function drawBoxes(boxes: readonly Box[]): void {
    for (const group of groups(boxes)) {
      const [first] = group
      if (!first) continue
      const target = first.kind === 'text' ? first.target : undefined
      if (first.element === null) drawArtifact(group)
      else if (target && first.kind === 'text') drawLink(group as TextBox[], first.element)
      else drawContent(group, structureOf(first.element), first.element.tag)
    }
  }

  function drawContent(group: readonly Box[], structure: Structure, tag: string): void {
    const content = document.markStructureContent(tag)
    for (const box of group) drawBox(document, box)
    document.endMarkedContent()
    structure.add(content)
  }

  /** A link's structure must end on its own page: pdfkit takes the annotation's page from the current one. */
  function drawLink(group: readonly TextBox[], element: Element): void {
    const link = document.struct('Link')
    structureOf(element).add(link)
    drawContent(group, link, 'Link')
    const [first] = group
    const last = group.at(-1)
    if (first?.target && last) {
      const [x, y, width, height] = [
        first.x,
        first.y - first.size,
        last.x + last.width - first.x,
        first.size * 1.3,
      ]
      const options = { structParent: link, Contents: pdfString(group.map(({ text }) => text).join('')) }
      if ('url' in first.target) document.link(x, y, width, height, asciiAddress(first.target.url), options)
      else document.goTo(x, y, width, height, first.target.anchor, options)
    }
    link.end()
  }

  function drawArtifact(group: readonly Box[]): void {
    document.markContent('Artifact', { type: 'Layout' })
    for (const box of group) drawBox(document, box)
    document.endMarkedContent()
  }

  /** School and chapter above, the page below; not on the cover. */
  function drawRunning(page: Page, number: number): void {
    const { width, height } = document.page
    const hue = page.section ? hues[page.section] : colors.soft
    document.markContent('Artifact', { type: 'Pagination' })
    const right = width - margins.right
    const style = styles.running
    drawText(document, { text: shortened(book.author, 60), x: margins.left, y: 48, ...style })
    const chapter = shortened(page.chapter, 60)
    drawText(document, { text: chapter, x: right, y: 48, ...style, color: hue, alignRight: true })
    document.rect(margins.left, 55, right - margins.left, 0.5).fill(colors.line)
    drawText(document, {
      text: book.pageOf(number, pages),
      x: right,
      y: height - 40,
      ...style,
      alignRight: true,
    })
    if (book.draft !== null)
      drawText(document, { text: book.draft, x: margins.left, y: height - 40, ...styles.eyebrow })
    document.endMarkedContent()
  }

  function addAnchors({ anchors }: Page): void {
    for (const { name, bookmark, y } of anchors) {
      document.addNamedDestination(name, 'XYZ', 0, Math.max(0, y - 12), null)
      if (!bookmark) continue
      const parent = bookmark.level === 0 ? document.outline : (chapterBookmark ?? document.outline)
      const item = parent.addItem(bookmark.title, { expanded: false })
      if (bookmark.level === 0) chapterBookmark = item
    }
  }

  return {
    paintPage: (page: Page, number: number) => {
      document.addPage()
      // Tab goes through links in the order of the structure (PDF/UA).
      Object.assign(document.page.dictionary.data, { Tabs: 'S' })
      if (number > 1) drawRunning(page, number)
      addAnchors(page)
      drawBoxes(page.boxes)
    },
    end: () => {
      structures.get(book.root)?.end()
      document.end()
    },
  }
}

/** Neighbours of one element, and of one link within it: what is marked together. */
function groups(boxes: readonly Box[]): Box[][] {
  const found: Box[][] = []
  let last: Box | undefined
  for (const box of boxes) {
    const isSame = last?.element === box.element && targetOf(last) === targetOf(box)
    const isSameLine = last?.kind !== 'text' || targetOf(last) === undefined || last.y === box.y
    if (last && isSame && isSameLine) found.at(-1)?.push(box)
    else found.push([box])
    last = box
  }
  return found
}

function targetOf(box: Box | undefined) {
  return box?.kind === 'text' ? box.target : undefined
}

function drawBox(document: Document, box: Box): void {
  switch (box.kind) {
    case 'text':
      drawText(document, box)
      return
    case 'rect':
      document.rect(box.x, box.y, box.width, box.height).fill(box.color)
      return
    case 'image':
      document.image(box.path, box.x, box.y, { width: box.width, height: box.height })
  }
}

type DrawnText = Pick<TextBox, 'text' | 'x' | 'y' | 'font' | 'size' | 'color'> & { alignRight?: boolean }

function drawText(document: Document, { text, x, y, font, size, color, alignRight }: DrawnText): void {
  document.font(font).fontSize(size).fillColor(color)
  const features =
    font === 'symbols' ? {} : { features: textFeatures as unknown as PDFKit.Mixins.OpenTypeFeatures[] }
  const left = alignRight ? x - document.widthOfString(text, features) : x
  document.text(text, left, y, { lineBreak: false, baseline: 'alphabetic', ...features })
}

function shortened(text: string, most: number): string {
  const graphemes = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)]
  if (graphemes.length <= most) return text
  return `${graphemes
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`
}

/** pdfkit writes a plain string as a name and a String object as text; its types know only the first. */
function pdfString(text: string): string {
  return Object(text) as string
}

/** The URI of an annotation is ASCII (ISO 32000-1, 12.6.4.7). */
function asciiAddress(url: string): string {
  return URL.canParse(url) ? new URL(url).href : encodeURI(url)
}
