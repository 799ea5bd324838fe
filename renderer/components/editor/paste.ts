import { Fragment, Slice, type Node as TextNode, type Schema } from 'prosemirror-model'
import { Plugin, type EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { documentOf } from './document'
import { plainTables } from './paste-tables'

/*
 * What is pasted becomes a text of ours. The editor parses HTML in a document that is never shown and loads nothing; what
 * its schema does not know does not come in: scripts, pictures, colours, sizes. Before that, what Word, Google Docs and
 * LibreOffice write in ways of their own is put into plain HTML.
 */

/** Pasted words beyond this stay out: a field holds no more, and the window no ten times as much, in UTF-16 units. */
const longestText = 1_000_000

/** HTML beyond this is taken as plain text: no person wrote it, in UTF-16 units. */
const longestHtml = 8_000_000

/** Elements of which not even the words are wanted. */
const dropped =
  'script, style, template, title, head, meta, link, iframe, object, embed, form, input, button, select, svg, math, xml, img, video, audio, canvas, noscript, [hidden], del[datetime], [style*="display:none"], [style*="display: none"], .MsoCommentReference, [style*="mso-element:comment"]'

/** Cleans pasted HTML before it is parsed by the schema. Loads nothing. */
function cleanHtml(html: string): string {
  const page = new DOMParser().parseFromString(html.slice(0, longestHtml), 'text/html')
  for (const element of page.querySelectorAll(dropped)) element.remove()
  removeComments(page)
  listWordParagraphs(page)
  plainTables(page)
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) cleanLink(link)
  for (const list of page.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    // Google Docs and old pages put a list beside the item that it belongs to.
    if (list.previousElementSibling?.tagName === 'LI') list.previousElementSibling.append(list)
  }
  return page.body.innerHTML
}

function removeComments(page: Document): void {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
  const found: Node[] = []
  while (walker.nextNode()) found.push(walker.currentNode)
  for (const comment of found) comment.parentNode?.removeChild(comment)
}

/** Word writes lists as paragraphs with a mark and a level; they become lists. */
function listWordParagraphs(page: Document): void {
  const open: { element: HTMLElement; level: number }[] = []
  for (const paragraph of [...page.querySelectorAll<HTMLElement>('p, li, h1, h2, h3, table, div')]) {
    const style = paragraph.getAttribute('style') ?? ''
    const level = Number(/mso-list:\s*l\d+\s+level(\d+)/i.exec(style)?.[1] ?? 0)
    if (level === 0 || paragraph.tagName !== 'P') {
      open.length = 0
      continue
    }
    const mark = wordMark(paragraph)
    const tag = /^[\s\u00a0]*\(?[\p{L}\p{N}]{1,4}[.)]/u.test(mark) ? 'ol' : 'ul'
    while ((open.at(-1)?.level ?? 0) > level) open.pop()
    let list = open.at(-1)
    if (!list || list.level < level || list.element.tagName.toLowerCase() !== tag) {
      if (list?.level === level) open.pop()
      const element = page.createElement(tag)
      const start = Number(/\d+/.exec(mark)?.[0] ?? 1)
      if (tag === 'ol' && start > 1) element.setAttribute('start', String(start))
      const parent = open.at(-1)?.element.lastElementChild
      if (parent) parent.append(element)
      else paragraph.before(element)
      list = { element, level }
      open.push(list)
    }
    const item = page.createElement('li')
    item.append(...paragraph.childNodes)
    list.element.append(item)
    paragraph.remove()
  }
}

/** Takes out the bullet or number that Word writes as words, and gives it. */
function wordMark(paragraph: HTMLElement): string {
  const marks = [...paragraph.querySelectorAll<HTMLElement>('span')].filter((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
  const mark = marks.map(({ textContent }) => textContent).join('')
  for (const span of marks) span.remove()
  return mark
}

/** What follows people about is taken off an address; an anchor within another program leads nowhere. */
function cleanLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? ''
  if (!URL.canParse(href)) {
    link.removeAttribute('href')
    return
  }
  const url = new URL(href)
  const wrapped =
    /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url' ? url.searchParams.get('q') : null
  const real = wrapped !== null && URL.canParse(wrapped) ? new URL(wrapped) : url
  const tracking = [...real.searchParams.keys()].filter((key) =>
    /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid)$/i.test(key),
  )
  if (tracking.length === 0 && real === url) return
  for (const key of tracking) real.searchParams.delete(key)
  link.setAttribute('href', real.href)
}

/** A cell has room for one line: what is pasted into it becomes that, unless it is cells itself. */
function pasteIntoCell(
  slice: Slice,
  { selection, schema, tr }: EditorState,
  dispatch: EditorView['dispatch'],
) {
  const isOfCells = slice.content.firstChild?.type.spec.tableRole !== undefined
  if (selection.$from.parent.type !== schema.nodes.cell_line || (isOfCells && slice.content.childCount === 1))
    return false
  const line: TextNode[] = []
  slice.content.descendants((node) => {
    if (node.isTextblock && line.length > 0) line.push(schema.text(' '))
    if (node.type === schema.nodes.hard_break) line.push(schema.text(' '))
    else if (node.isInline) line.push(node)
  })
  dispatch(
    tr
      .replaceSelection(new Slice(Fragment.from(line), 0, 0))
      .scrollIntoView()
      .setMeta('paste', true)
      .setMeta('uiEvent', 'paste'),
  )
  return true
}

/** Pasting into the editor: HTML cleaned, plain text read as what people mean by it. */
export function pasting(schema: Schema): Plugin {
  return new Plugin({
    props: {
      // Pictures and files are evidence: they are taken where they are pasted, and put no mark into the text.
      handlePaste: (view, { clipboardData }, slice) =>
        ((clipboardData?.files.length ?? 0) > 0 && clipboardData?.getData('text/plain') === '') ||
        pasteIntoCell(slice, view.state, view.dispatch),
      transformPastedHTML: cleanHtml,
      // What was copied as words may be Markdown: a list with dashes becomes a list.
      clipboardTextParser: (text, _context, plain) => {
        const document = documentOf(schema, plain ? text.replace(/[\\*_[\]<>#|`&-]/g, '\\$&') : text)
        return Slice.maxOpen(document.content)
      },
      transformPastedText: (text) =>
        text
          .slice(0, longestText)
          .normalize('NFC')
          .replace(/\r\n?/g, '\n')
          // eslint-disable-next-line no-control-regex -- these are what is taken out
          .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ''),
    },
  })
}
