import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type Vips from 'wasm-vips'
import type { Call } from '../../electron/contract/table'
import type {
  BookDeclaration,
  BookDocument,
  BookEvidence,
  BookFacts,
  BookPhoto,
  BookSection,
  BookSource,
  BookStrand,
  PrintOrder,
  PrintResult,
} from '../../electron/domain/book'
import { standardOptions } from '../../electron/domain/book-options'
import { createPress } from '../../electron/press/press'
import { temporaryFolder } from '../support/temporary'

export const fontsFolder = join(import.meta.dirname, '../../resources/fonts')

/** A call that nobody cancels. */
export const quietCall: Call = { signal: new AbortController().signal, progress: () => undefined }

export function makeSource(sections: BookSection[], facts: Partial<BookSource> = {}): BookSource {
  return {
    // Without the map and the list, which have tests of their own.
    isWhole: false,
    title: '',
    photo: null,
    logo: null,
    school: 'СУ „Мост“ – Școala Köprü',
    country: 'BG',
    language: 'en',
    cycle: '2027–2028',
    introduction: '',
    cited: [],
    facts: null,
    sections,
    declaration: null,
    ...facts,
  }
}

export function makeSection(facts: Partial<BookSection> = {}): BookSection {
  return {
    id: 'students',
    number: 3,
    title: 'Students drive change',
    wording: null,
    claim: 'Pupils help to shape the school.',
    strands: [],
    evidence: [],
    alsoShownBy: [],
    earlierPlan: null,
    plan: [],
    ...facts,
  }
}

export function makeStrand(facts: Partial<BookStrand> = {}): BookStrand {
  return { number: '3.1', title: 'Pupils decide', answer: '', evidence: [], alsoShownBy: [], ...facts }
}

export function makeEvidence(facts: Partial<BookEvidence> = {}): BookEvidence {
  return {
    id: facts.number ?? '1',
    number: 'P3-01',
    title: 'Ambassadors at the staff meeting',
    shows: 'Twelve pupils present last year’s projects.',
    note: '',
    date: '',
    dateUntil: '',
    criteria: [],
    kind: '',
    level: '',
    people: [],
    projects: [],
    photoLayout: '',
    attachments: [],
    ...facts,
  }
}

export function makeDocument(facts: Partial<BookDocument> = {}): BookDocument {
  return {
    role: 'document',
    name: 'report.pdf',
    type: 'application/pdf',
    bytes: 1,
    caption: '',
    original: '/gone/report.pdf',
    picture: null,
    annex: null,
    ...facts,
  }
}

export function makePhoto(path: string | null, facts: Partial<BookPhoto> = {}): BookPhoto {
  return {
    role: 'photo',
    path,
    width: 1600,
    height: 1200,
    caption: '',
    alt: '',
    name: 'IMG_2041.jpg',
    ...facts,
  }
}

export function makeFacts(facts: Partial<BookFacts> = {}): BookFacts {
  return {
    registeredOn: '2019-09',
    activeTeachers: 14,
    people: [
      { name: 'Tiina Õunapuu', role: 'Coordinator' },
      { name: 'Çağla Işık', role: '' },
    ],
    projects: [
      {
        title: 'Rivers that connect us',
        type: 'european',
        countries: ['TR', 'EE', 'SE', 'CZ', 'ES'],
        startedOn: '2025-09-15',
        endedOn: '2026-06-12',
        labels: [
          { kind: 'nql', name: '', awardedOn: '2026-10-01' },
          { kind: 'prize', name: 'River Prize', awardedOn: '' },
        ],
      },
    ],
    ...facts,
  }
}

export function makeDeclaration(facts: Partial<BookDeclaration> = {}): BookDeclaration {
  return {
    text: '',
    place: 'Tartu',
    date: '2027-02-20',
    name: 'Tiina Õunapuu',
    role: 'Principal',
    stamp: true,
    ...facts,
  }
}

/** A book with every part that a book can have. */
export function makeWhole(facts: Partial<BookSource> = {}): BookSource {
  const row = { id: '1', goal: 'Two projects', action: 'Meetings', who: '', due: '', indicator: '' }
  return makeSource(
    [
      makeSection({
        wording: { heading: 'The official heading', text: 'The official words.' },
        strands: [makeStrand({ answer: 'An answer.', evidence: [makeEvidence({ criteria: ['A', 'C'] })] })],
        earlierPlan: { cycle: '2025–2026', rows: [{ ...row, outcome: 'Both were awarded' }] },
        plan: [{ ...row, id: '2' }],
      }),
    ],
    {
      introduction: 'The official introduction.',
      facts: makeFacts(),
      declaration: makeDeclaration(),
      ...facts,
    },
  )
}

export type MakeJpeg = (name: string, width: number, height: number) => string

/** A maker of real JPEGs in a folder; gives back their paths. */
export async function jpegMaker(folder: string): Promise<MakeJpeg> {
  const require = createRequire(import.meta.url)
  const load = require('wasm-vips') as typeof Vips
  const vips = await load({ dynamicLibraries: [] })
  return (name, width, height) => {
    const path = join(folder, name)
    const image = vips.Image.black(width, height, { bands: 3 })
    writeFileSync(path, image.jpegsaveBuffer({ Q: 40 }))
    image.delete()
    return path
  }
}

/** Prints into a temp folder. */
export async function print(
  source: BookSource,
  order: Partial<PrintOrder> = {},
  call: Call = quietCall,
): Promise<PrintResult & { path: string }> {
  const out = order.out ?? join(temporaryFolder(), 'book.pdf')
  const result = await createPress().print(
    {
      source,
      options: standardOptions,
      draft: false,
      fonts: fontsFolder,
      now: '2026-11-23T08:00:00.000Z',
      ...order,
      out,
    },
    call,
  )
  return { ...result, path: out }
}

/** What `pdftotext` reads, page by page; in the order in which it was drawn. */
export function readPages(path: string): string[] {
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { maxBuffer: 1e9 }).toString()
  return text.split('\f').slice(0, -1)
}

/** What `pdftotext` reads as a reader does, with words that are broken at the ends of lines joined. */
export function readText(path: string): string {
  return flat(execFileSync('pdftotext', ['-enc', 'UTF-8', path, '-'], { maxBuffer: 1e9 }).toString())
}

/** The titles of all bookmarks. */
export function readBookmarks(path: string): string[] {
  return Object.values(readObjects(path)).flatMap(({ value }) => {
    const { '/Title': title, '/Dest': goal } = (value ?? {}) as Record<string, unknown>
    return typeof title === 'string' && goal ? [title.replace(/^[ub]:/, '')] : []
  })
}

/** The titles of the knots of the structure that have one. */
export function readSections(path: string): string[] {
  return Object.values(readObjects(path)).flatMap(({ value }) => {
    const { '/S': tag, '/T': title } = (value ?? {}) as Record<string, unknown>
    return tag === '/Sect' && typeof title === 'string' ? [title.replace(/^[ub]:/, '')] : []
  })
}

/** White space as one space: lines are broken where the page needs it. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The structure tree as `pdfinfo` prints it, with indents. */
export function readStructure(path: string): string {
  return execFileSync('pdfinfo', ['-struct', path], { maxBuffer: 1e9 }).toString()
}

/** The document's objects as qpdf gives them. */
export function readObjects(path: string): Record<string, { value?: unknown; stream?: { dict: unknown } }> {
  const json = JSON.parse(
    execFileSync('qpdf', ['--json=2', '--json-key=qpdf', path], { maxBuffer: 1e9 }).toString(),
  ) as { qpdf: [unknown, Record<string, { value?: unknown; stream?: { dict: unknown } }>] }
  return json.qpdf[1]
}

export function bytesOf(path: string): Buffer {
  return readFileSync(path)
}
