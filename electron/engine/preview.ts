import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { PreviewedBook, PreviewTarget } from '../contract/engine'
import type { Call } from '../contract/table'
import type { BookSource, PrintOrder } from '../domain/book'
import type { Section } from '../domain/section'
import { makeFolder, type PortfolioFolder } from './folders'
import type { MediaPool } from './media-pool'
import type { PressAtHand } from './press-at-hand'
import { nothingCovered } from './redactions'

/** What text, fonts and structure weigh, in bytes: measured on books of 30 to 1,000 pages. */
const fixedBytes = 180_000
const bytesAPage = 4200

/** Looks at the book without printing it. */
export type Preview = {
  /** Lays the book out; of two calls at once the later one counts. Throws `export.stopped`, `cancelled`. */
  lay: (order: PrintOrder, sections: readonly Section[], call: Call) => Promise<PreviewedBook>
  /** Where the picture of a page lies, drawn now where it was not; null when the page is of an earlier layout. */
  page: (key: string) => Promise<string | null>
  /** Lets go of what was laid out: it may show what is being forgotten. */
  forget: () => void
}

/** What was laid out last; `again` is under way when a press that has gone since left pages to be drawn. */
type Laid = { order: PrintOrder; keys: ReadonlySet<string>; again: Promise<unknown> | null }

export function createPreview(
  folder: PortfolioFolder,
  { press, pool, logBug }: { press: PressAtHand; pool: MediaPool; logBug: (error: unknown) => void },
): Preview {
  const place = join(folder.cache, 'page')
  const underWay = new Map<string, Promise<string | null>>()
  let last: Laid | null = null

  /** Draws a page of the last layout; one whose press has ended since is laid out again first, for all its pages at once. */
  async function drawPage(key: string, out: string): Promise<boolean> {
    const draw = () => press.use((client) => client.drawPage({ key, out }))
    if ((await draw()).isDrawn) return true
    const laid = last
    if (!laid?.keys.has(key)) return false
    laid.again ??= press
      .use((client) => client.layBook(laid.order))
      .finally(() => {
        laid.again = null
      })
    await laid.again
    return (await draw()).isDrawn
  }

  async function draw(key: string, picture: string): Promise<string | null> {
    const pdf = join(place, `${key}.pdf`)
    try {
      makeFolder(folder, place)
      if (!(await drawPage(key, pdf))) return null
      const pictures = [{ size: 'print' as const, path: picture }]
      const type = 'application/pdf'
      const wanted = { source: pdf, type, edit: '', redaction: nothingCovered, page: 1, pictures }
      await pool.use(async (client) => (await client.drawPictures(wanted)).memory)
    } catch (error) {
      logBug(error)
    } finally {
      rmSync(pdf, { force: true })
    }
    return existsSync(picture) ? picture : null
  }

  return {
    lay: async (order, sections, { signal, progress }) => {
      const laid = await press.use(
        (client) => client.layBook(order, { signal, onProgress: progress }),
        signal,
      )
      last = { order, keys: new Set(laid.pages.map(({ key }) => key)), again: null }
      const pictures = laid.pictures.reduce(
        (sum, path) => sum + (existsSync(path) ? statSync(path).size : 0),
        0,
      )
      const targetOf = targets(order.source, sections)
      return {
        width: laid.width,
        height: laid.height,
        gaps: laid.gaps,
        bytes: fixedBytes + laid.pages.length * bytesAPage + pictures,
        pages: laid.pages.map(({ key, places }) => ({
          key,
          places: places.flatMap(({ anchor, ...where }) => {
            const target = targetOf(anchor)
            return target ? [{ ...where, target }] : []
          }),
        })),
      }
    },
    page: (key) => {
      const picture = join(place, `${key}.jpg`)
      if (existsSync(picture)) return Promise.resolve(picture)
      const other = underWay.get(key)
      if (other) return other
      const drawn = draw(key, picture).finally(() => underWay.delete(key))
      underWay.set(key, drawn)
      return drawn
    },
    forget: () => {
      last = null
      press.stop()
    },
  }
}

/** Where in the app a part of the book is written. */
function targets(source: BookSource, sections: readonly Section[]): (anchor: string) => PreviewTarget | null {
  const pieces = source.sections.flatMap(({ strands, evidence }) => [
    ...strands.flatMap((strand) => strand.evidence),
    ...evidence,
  ])
  const evidence = new Map(pieces.map(({ number, id }) => [number, id]))
  const strands = new Map(
    sections.flatMap((section) =>
      section.strands.map(({ id, number }) => [number, { section: section.id, strand: id }] as const),
    ),
  )
  return (anchor) => {
    const [, kind = '', rest = ''] = /^(section|strand|plan|earlier-plan|evidence)-(.+)$/.exec(anchor) ?? []
    if (kind === 'evidence') {
      const id = evidence.get(rest)
      return id === undefined ? null : { kind: 'evidence', id }
    }
    if (kind === 'strand') {
      const place = strands.get(rest)
      return place ? { kind: 'section', ...place } : null
    }
    const section = sections.find(({ id }) => id === rest)
    if (kind !== '' && section) return { kind: 'section', section: section.id, strand: null }
    if (anchor === 'people') return { kind: 'people' }
    return ['school', 'declaration', 'mission'].includes(anchor) ? { kind: 'facts' } : null
  }
}
