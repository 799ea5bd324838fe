import { execFileSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMessages } from '../../electron/domain/messages'
import { describe, expect, it } from 'vitest'
import { standardOptions } from '../../electron/domain/book-options'
import type { BookSource } from '../../electron/domain/book'
import { sectionIds } from '../../electron/domain/section'
import { createPress } from '../../electron/press/press'
import { temporaryFolder } from '../support/temporary'
import {
  bytesOf,
  flat,
  fontsFolder,
  jpegMaker,
  makeEvidence,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  quietCall,
  readObjects,
  readPages,
  readStructure,
  makeDocument,
} from './fixtures'

async function fullSource(): Promise<BookSource> {
  const makeJpeg = await jpegMaker(temporaryFolder())
  const photo = makeJpeg('a.jpg', 300, 200)
  return makeSource([
    makeSection({
      strands: [
        makeStrand({
          answer: 'An answer.\n\n- one\n- two',
          evidence: [
            makeEvidence({
              date: '2026-09-04',
              dateUntil: '2026-09-06',
              note: '“A quotation”',
              attachments: [
                makePhoto(photo, { caption: 'At the meeting', alt: 'Pupils on a stage' }),
                makePhoto(photo, { name: 'b.jpg' }),
                makeDocument({ name: 'Programme.pdf', bytes: 1_240_000 }),
                { role: 'link', url: 'https://example.org/', caption: '', checkedOn: '', copy: null },
              ],
            }),
          ],
        }),
      ],
      plan: [{ id: '1', goal: 'Goal', action: '', who: 'Ana', due: '2028-01-31', indicator: '24 pupils' }],
    }),
  ])
}

function checkWithQpdf(path: string): string {
  return execFileSync('qpdf', ['--check', path]).toString()
}

describe('the file', () => {
  it('is clean, tagged, titled and in its language', async () => {
    const source = { ...(await fullSource()), language: 'bg' as const, school: 'Мост & <Co>' }
    const { path, bytes, pages } = await print(source)
    expect(checkWithQpdf(path)).toContain('No syntax or stream encoding errors')
    expect(bytesOf(path)).toHaveLength(bytes)
    const facts = execFileSync('pdfinfo', [path]).toString()
    expect(facts).toContain(`${createMessages('bg')('book.title')} 2027–2028, Мост & <Co>\n`)
    expect(facts).toMatch(/Author: +Мост & <Co>/)
    expect(facts).toMatch(/Tagged: +yes/)
    expect(facts).toMatch(/PDF version: +1\.7/)
    expect(facts).toMatch(new RegExp(`Pages: +${pages}\\b`))
    const metadata = execFileSync('pdfinfo', ['-meta', path]).toString()
    expect(metadata).toContain('Мост &amp; &lt;Co&gt;')
    const catalog = Object.values(readObjects(path))
      .map(({ value }) => value as Record<string, unknown> | null)
      .find((value) => value?.['/Type'] === '/Catalog')
    expect(catalog?.['/Lang']).toBe('u:bg')
    expect(catalog?.['/MarkInfo']).toBeDefined()
  })

  it('embeds every font', async () => {
    const { path } = await print(await fullSource())
    const fonts = execFileSync('pdffonts', [path]).toString().trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThanOrEqual(4)
    for (const font of fonts) expect(font).toMatch(/ yes yes yes /)
  })

  it('has a structure tree from the document to the cell', async () => {
    const { path } = await print(await fullSource())
    const structure = readStructure(path).replace(/^ *(Object|\/Scope).*\n/gm, '')
    const tags = structure.split('\n').map((line) => line.replace(/ \((block|inline).*| ".*|:$/g, ''))
    expect(tags.slice(0, 14).join('\n')).toBe(
      ['Document', '  Sect', '    P', '  Sect', '    H1', '    TOC', '      TOCI', '        Reference']
        .concat([
          '          Link',
          '        TOC',
          '          TOCI',
          '            Reference',
          '              Link',
        ])
        .concat(['          TOCI'])
        .join('\n'),
    )
    const chapter = tags.slice(tags.lastIndexOf('  Sect')).join('\n')
    expect(chapter).toContain(
      '    Sect\n      H2\n      P\n      L\n        LI\n          LBody\n        LI\n',
    )
    expect(chapter).toContain(
      '      Sect\n        H3\n        P\n        P\n        BlockQuote\n          P\n        Figure',
    )
    expect(chapter).toMatch(/Caption\n +Figure\n +L\n +LI\n +LBody\n +LI\n +LBody\n +Link/)
    expect(chapter).toContain(
      `      Table\n        TR\n${'          TH\n'.repeat(5)}        TR\n${'          TD\n'.repeat(4)}`,
    )
  })

  it('says the language of each chapter, and lets the Tab key follow the structure', async () => {
    const { path } = await print({ ...(await fullSource()), language: 'bg' })
    const objects = Object.values(readObjects(path)).map(
      ({ value }) => value as Record<string, unknown> | null,
    )
    const chapters = objects.filter((value) => value?.['/S'] === '/Sect' && value['/Lang'] !== undefined)
    expect(chapters).toHaveLength(2)
    expect(chapters.every((value) => value?.['/Lang'] === 'u:bg')).toBe(true)
    const pages = objects.filter((value) => value?.['/Type'] === '/Page')
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.every((value) => value?.['/Tabs'] === '/S')).toBe(true)
  })

  it('describes every picture', async () => {
    const { path } = await print(await fullSource())
    const figures = Object.values(readObjects(path))
      .map(({ value }) => value as Record<string, unknown> | null)
      .filter((value) => value?.['/S'] === '/Figure')
    expect(figures.map((figure) => figure?.['/Alt'])).toEqual([
      'u:Pupils on a stage',
      'u:Photo for P3-01, Ambassadors at the staff meeting',
    ])
  })

  it('leaves no content untagged and no mark open', async () => {
    const { path } = await print(await fullSource(), { draft: true })
    const plain = join(temporaryFolder(), 'plain.pdf')
    execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, plain])
    const streams = bytesOf(plain).toString('latin1').split('\nstream\n').slice(1)
    const contents = streams
      .map((stream) => stream.split('endstream')[0] ?? '')
      .filter((stream) => /\bEMC\b/.test(stream))
    expect(contents.length).toBeGreaterThanOrEqual(3)
    for (const content of contents) {
      let depth = 0
      for (const line of content.split('\n')) {
        if (/ (BDC|BMC)$/.test(line)) depth += 1
        if (line === 'EMC') depth -= 1
        expect(depth === 0 || depth === 1).toBe(true)
        if (/ (TJ|Tj|Do|re)$/.test(line)) expect(depth).toBe(1)
      }
      expect(depth).toBe(0)
    }
  })

  it('is the same, byte for byte, whether it was looked at before or another book was', async () => {
    const source = await fullSource()
    const first = await print(source)
    const press = createPress()
    const order = {
      source,
      options: standardOptions,
      draft: false,
      fonts: fontsFolder,
      now: '2026-11-23T08:00:00.000Z',
    }
    const folder = temporaryFolder()
    const other = makeSource([makeSection({ title: 'Ђурђевдан ﬁ Ω' })])
    const printed = async (name: string) => {
      const out = join(folder, name)
      await press.print({ ...order, out }, quietCall)
      return bytesOf(out)
    }
    await press.print({ ...order, source: other, out: join(folder, 'other.pdf') }, quietCall)
    const afterAnother = await printed('1.pdf')
    await press.layBook({ ...order, out: '' }, quietCall)
    const afterLooking = await printed('2.pdf')
    const again = await printed('3.pdf')
    for (const bytes of [afterAnother, afterLooking, again])
      expect(bytes.equals(bytesOf(first.path))).toBe(true)
  })

  it('is the same, byte for byte, when it is printed again', async () => {
    const source = await fullSource()
    const [first, second] = [await print(source), await print(source)]
    expect(bytesOf(first.path).equals(bytesOf(second.path))).toBe(true)
    const later = await print(source, { now: '2026-11-24T08:00:00.000Z' })
    expect(bytesOf(later.path).equals(bytesOf(first.path))).toBe(false)
  })

  it.each(['A4', 'Letter'] as const)('comes on %s', async (paper) => {
    const { path } = await print(await fullSource(), { options: { ...standardOptions, paper } })
    const size = paper === 'A4' ? '595.28 x 841.89 pts (A4)' : '612 x 792 pts (letter)'
    expect(execFileSync('pdfinfo', [path]).toString()).toContain(size)
  })

  it('carries a draft mark on every page only when asked', async () => {
    const source = await fullSource()
    const draft = readPages((await print(source, { draft: true })).path)
    for (const page of draft) expect(page).toContain('Draft\n')
    expect(draft[0]).toContain('Draft of 23 November 2026')
    expect(readPages((await print(source)).path).join('')).not.toContain('Draft')
  })
})

describe('what is missing', () => {
  it('an empty portfolio is a book of six chapters that say so', async () => {
    const source = makeSource(
      sectionIds.map((id, number) =>
        makeSection({ id, number, title: id, strands: [makeStrand({ number: `${number}.1` })] }),
      ),
    )
    const { path, chapters } = await print(source)
    expect(chapters).toHaveLength(6)
    expect(checkWithQpdf(path)).toContain('No syntax')
    const pages = readPages(path)
    expect(pages[3]).toContain('Neither an answer nor evidence')
    expect(pages[3]).toContain('No plan has been written here yet.')
    expect(pages[2]).not.toContain('Principle')
  })

  it('a book without sections still has a cover', async () => {
    const { path, pages } = await print(makeSource([], { school: '', country: '', cycle: '' }))
    expect(pages).toBe(2)
    expect(checkWithQpdf(path)).toContain('No syntax')
  })

  it('a photo that is missing or damaged leaves its place, its name and a sentence', async () => {
    const folder = temporaryFolder()
    const makeJpeg = await jpegMaker(folder)
    const text = join(folder, 'text.jpg')
    writeFileSync(text, 'no picture at all, but long enough to be looked into')
    const cut = makeJpeg('cut.jpg', 300, 200)
    truncateSync(cut, 20)
    const empty = join(folder, 'empty.jpg')
    writeFileSync(empty, '')
    const broken = [null, join(folder, 'gone.jpg'), folder, text, cut, empty]
    const photos = broken.map((path, index) =>
      makePhoto(path, { name: `photo ${index}.jpg`, caption: `Caption ${index}` }),
    )
    const { path, gaps } = await print(
      makeSource([
        makeSection({ strands: [makeStrand({ evidence: [makeEvidence({ attachments: photos })] })] }),
      ]),
    )
    expect(gaps.map(({ kind, name }) => [kind, name])).toEqual(photos.map(({ name }) => ['photoGone', name]))
    const text2 = flat(readPages(path).join(' '))
    photos.forEach(({ name, caption }) => {
      expect(text2).toContain(name)
      expect(text2).toContain(caption)
    })
    expect(text2.split('cannot be shown here').length - 1).toBeGreaterThanOrEqual(1)
    expect(checkWithQpdf(path)).toContain('No syntax')
  })
})
