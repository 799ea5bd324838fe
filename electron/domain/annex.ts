/*
 * Which pages of a document come behind the book, as the portfolio keeps it: empty for all, `none`, or numbers from 1 as
 * `1-3,7`, rising and without gaps that could be one range.
 */

const written = /^\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*$/

/** Whether a text is one that `writePages` writes, `none`, or empty. */
export function isAnnex(text: string): boolean {
  return text === '' || text === 'none' || (written.test(text) && text.length <= 500)
}

/** The pages, from 1, of a document with `count` of them that come behind the book. */
export function annexPages(annex: string, count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1)
  if (annex === '' || annex === 'none') return annex === '' ? all : []
  const ranges = annex.split(',').map((range) => range.split('-').map(Number))
  return all.filter((page) => ranges.some(([from = 0, to = from]) => page >= from && page <= to))
}

/**
 * What a person types (`1-3, 7`, `2–4 9`), as it is kept; null for what names no page.
 */
export function readPages(typed: string): string | null {
  const ranges = typed
    .trim()
    .replace(/\s*[-–—]\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
  if (ranges.length === 0 || !ranges.every((range) => /^\d{1,5}(-\d{1,5})?$/.test(range))) return null
  const pages = new Set<number>()
  for (const range of ranges) {
    const [from = 0, to = from] = range.split('-').map(Number)
    if (from < 1 || to < from || to - from > 10_000) return null
    for (let page = from; page <= to; page++) pages.add(page)
  }
  return writePages([...pages].sort((a, b) => a - b))
}

function writePages(pages: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const page of pages) {
    const last = ranges.at(-1)
    if (last?.[1] === page - 1) last[1] = page
    else ranges.push([page, page])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',')
}
