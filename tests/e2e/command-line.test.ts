import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import { fivefold, fivefoldJson, pdfText, run } from '../support/command-line'
import { writePdf } from '../support/documents'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const answers = {
  bg: 'Всяка пролет учениците избират посланици; „Най-важното е, че питат нас“, казва директорката.',
  tr: 'Iğdır’dan İstanbul’a: öğrenciler ışığı, çiçeği ve ağacı ölçer; fikirleri fiş fiş yazar.',
  ro: 'Școala își ține ședința în fiecare joi; părinții știu și hotărăsc împreună cu învățătorii.',
  et: 'Õpilased töötavad ühiselt ja õpetavad õpetajaid; küsimused jäävad püsima.',
  nl: 'De leerlingen geven elkaar les, ’s middags én in de vrije tijd; coëducatie en ideeën.',
}

describe('the main job', () => {
  it('goes from a new portfolio to a PDF whose text reads back exactly', async () => {
    const dir = newPortfolio()
    const photos = await Promise.all(
      [1, 2, 3].map((seed) =>
        drawPicture(`снимка ${seed}.jpg`, { width: 1200, height: 800 + seed * 100, seed }),
      ),
    )
    const title = 'Посланиците пред учителския съвет'
    const shows = 'Дванадесет ученици показват миналогодишните проекти.'
    const added = fivefoldJson([
      'add',
      dir,
      '--to',
      'students.2',
      '--title',
      title,
      '--shows',
      shows,
      '--date',
      '2026-09-04',
      ...photos,
    ])
    expect(added).toMatchObject({ files: [{ outcome: 'added' }, { outcome: 'added' }, { outcome: 'added' }] })
    expect(
      fivefold(['add', dir, '--to', 'students.2', '--note', 'Õpilaste sõnad: „Meie valime!“']).code,
    ).toBe(0)
    expect(fivefold(['add', dir, '--to', 'example', '--link', 'https://school.example/новини']).code).toBe(0)
    Object.values(answers).forEach((text, index) => {
      expect(fivefold(['answer', dir, `leadership.${index + 1}`, '--text', text]).code).toBe(0)
    })
    expect(
      fivefold([
        'plan',
        dir,
        'students',
        '--row',
        'Посланик във всеки клас; избори; класните; юни 2028; 24 ученици',
      ]).code,
    ).toBe(0)

    const out = join(temporaryFolder(), 'Книга.pdf')
    const book = fivefoldJson(['export', dir, '--out', out]) as {
      pages: number
      bytes: number
      chapters: { page: number; title: string }[]
    }
    const text = pdfText(out)
    for (const written of [
      ...Object.values(answers),
      title,
      shows,
      'Посланик във всеки клас',
      'https://school.example/новини',
      'P3-01',
    ]) {
      expect(text).toContain(written)
    }
    expect(run('qpdf', ['--check', out])).toContain('No syntax or stream encoding errors')
    const facts = run('pdfinfo', [out])
    expect(facts).toContain(`${createMessages('bg')('book.title')} 2027–2028, СУ „Мост“\n`)
    expect(facts).toMatch(/Tagged:\s+yes/)
    expect(facts).toMatch(new RegExp(`Pages:\\s+${book.pages}\\n`))
    expect(facts).toMatch(new RegExp(`File size:\\s+${book.bytes} bytes`))
    for (const { page, title: chapter } of book.chapters) {
      expect(
        run('pdftotext', ['-f', String(page), '-l', String(page), '-raw', out, '-']).replace(/\s+/g, ' '),
      ).toContain(chapter)
    }
  })

  it('prints a document whose structure, language, bookmarks and fonts are in order', async () => {
    const dir = newPortfolio()
    fivefold([
      'add',
      dir,
      '--to',
      'students.2',
      '--title',
      'Ден',
      await drawPicture('a.jpg', { width: 900, height: 600 }),
    ])
    fivefold(['plan', dir, 'students', '--row', 'a; b; c; d; e'])
    const out = join(temporaryFolder(), 'book.pdf')
    fivefoldJson(['export', dir, '--out', out])
    const { qpdf } = JSON.parse(run('qpdf', ['--json', '--json-stream-data=none', out])) as {
      qpdf: [unknown, Record<string, { value?: Record<string, unknown> }>]
    }
    const catalog = Object.values(qpdf[1]).find(({ value }) => value?.['/Type'] === '/Catalog')?.value ?? {}
    expect(catalog['/Lang']).toBe('u:bg')
    expect(catalog['/MarkInfo']).toBeDefined()
    expect(catalog['/Outlines']).toBeDefined()
    const structure = run('pdfinfo', ['-struct', out])
    for (const tag of [
      'Document',
      'Sect',
      'H1',
      'H2',
      'Figure',
      'Table',
      'TR',
      'TH',
      'TD',
      'TOC',
      'TOCI',
      'Link',
    ]) {
      expect(structure).toMatch(new RegExp(`^\\s*${tag}\\b`, 'm'))
    }
    const fonts = run('pdffonts', [out])
      .split('\n')
      .slice(2)
      .filter((line) => line !== '')
    expect(fonts.length).toBeGreaterThan(2)
    for (const font of fonts) expect(font).toMatch(/yes yes yes/)
  })

  it('gives the same book, byte for byte, for the same portfolio: apart from the dates, or wholly when they are fixed', async () => {
    const dir = newPortfolio()
    fivefold(['answer', dir, 'students.1', '--text', answers.bg])
    const files = [await drawPicture('a.jpg', { width: 900, height: 600 }), await writePdf(['Програма'])]
    fivefold(['add', dir, '--to', 'students.1', '--title', 'Ден', ...files])
    const folder = temporaryFolder()
    const exported = (name: string, env: NodeJS.ProcessEnv) => {
      const out = join(folder, name)
      expect(fivefold(['export', dir, '--out', out], { env: { ...process.env, ...env } }).code).toBe(0)
      // Whatever is looked at between changes nothing.
      fivefold(['list', dir])
      return readFileSync(out)
    }
    const fixed = { SOURCE_DATE_EPOCH: '1798761600' }
    const first = exported('a.pdf', fixed)
    expect(exported('b.pdf', fixed).equals(first)).toBe(true)
    expect(run('pdfinfo', ['-isodates', join(folder, 'a.pdf')])).toContain('2027-01-01T00:00:00Z')

    const now = exported('c.pdf', {})
    expect(now.equals(first)).toBe(false)
    // Dates in the info and the XMP, and the identifier, which is made from them.
    const dateless = (pdf: Buffer) =>
      pdf
        .toString('latin1')
        .replace(/\d{4}-\d\d-\d\dT[\d:]{8}(\.\d+)?Z/g, '')
        .replace(/D:\d{14}Z/g, '')
        .replace(/<[0-9a-f]{32}>/g, '')
    expect(dateless(now) === dateless(first)).toBe(true)
  })

  it('leaves the annexes out when asked', async () => {
    const dir = newPortfolio()
    fivefold([
      'add',
      dir,
      '--to',
      'students.1',
      '--title',
      'Протокол',
      await writePdf(['Точка първа'], 'протокол.pdf'),
    ])
    const folder = temporaryFolder()
    const pagesOf = (name: string, ...words: string[]) =>
      (fivefoldJson(['export', dir, '--out', join(folder, name), ...words]) as { pages: number }).pages
    const all = pagesOf('all.pdf')
    expect(pagesOf('without.pdf', '--annexes', 'none')).toBe(all - 2)
    expect(pagesOf('with.pdf', '--annexes', 'all')).toBe(all)
  })

  it('carries no place, person or camera of a photo into the PDF', async () => {
    const photo = await drawPicture('phone.jpg', { width: 1200, height: 900 })
    run('exiftool', [
      '-q',
      '-overwrite_original',
      '-n',
      '-GPSLatitude=42.7',
      '-GPSLatitudeRef=N',
      '-Artist=Maria Secret',
      '-XMP:Creator=Maria Secret',
      photo,
    ])
    const dir = newPortfolio()
    fivefold(['add', dir, '--to', 'students.1', '--title', 'x', photo])
    const out = join(temporaryFolder(), 'book.pdf')
    fivefoldJson(['export', dir, '--out', out])
    const folder = temporaryFolder()
    run('pdfimages', ['-all', out, join(folder, 'image')])
    expect(readdirSync(folder)).toHaveLength(1)
    for (const name of readdirSync(folder)) {
      expect(run('exiftool', ['-a', '-G1', join(folder, name)])).not.toMatch(/GPS|Secret|EXIF|XMP/)
    }
    expect(readFileSync(out).includes('Secret')).toBe(false)
  })
})

describe('every command', () => {
  it('lists, shows, undoes and redoes what was gathered, each in a process of its own', () => {
    const dir = newPortfolio()
    expect(fivefold(['list', dir]).out).toContain('Nothing has been gathered yet.')
    const { ids } = fivefoldJson([
      'add',
      dir,
      '--to',
      'inclusion.2',
      '--title',
      'Фестивал',
      '--note',
      'бележка',
    ]) as { ids: string[] }
    expect(fivefold(['list', dir]).out).toMatch(/P5-01 {2}Фестивал · inclusion\.2/)
    expect(fivefold(['show', dir, 'P5-01']).out).toContain('бележка')
    expect(fivefoldJson(['show', dir, ids[0] ?? ''])).toMatchObject({ title: 'Фестивал', note: 'бележка' })
    expect(fivefold(['undo', dir]).out).toBe('Undone: add a note to 5.2\n')
    expect(fivefoldJson(['list', dir])).toEqual([])
    expect(fivefold(['redo', dir]).out).toContain('Done again')
    expect(fivefoldJson(['list', dir])).toHaveLength(1)
    expect(fivefold(['undo', dir]).code).toBe(0)
    expect(fivefold(['undo', dir])).toMatchObject({ code: 1, out: '', err: 'There is nothing to undo.\n' })
  })

  it('adds one piece a file with --each, and all files of a folder', () => {
    const dir = newPortfolio()
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'deep'))
    for (const name of ['план.txt', 'deep/протокол.txt', '.hidden']) writeFileSync(join(folder, name), name)
    expect(fivefoldJson(['add', dir, '--to', 'example.1', '--each', folder])).toMatchObject({
      ids: [expect.any(String), expect.any(String)],
    })
    expect(fivefoldJson(['list', dir])).toMatchObject([{ title: 'протокол' }, { title: 'план' }])
  })

  it('finds words in titles, answers and inside documents, and no more than it is asked for', () => {
    const dir = newPortfolio()
    const file = join(temporaryFolder(), 'протокол.txt')
    writeFileSync(file, 'Педагогическият съвет прие правилата за безопасност.')
    expect(fivefold(['add', dir, '--to', 'esafety.1', '--title', 'Съвет', file]).code).toBe(0)
    expect(fivefold(['answer', dir, 'esafety.1', '--text', 'Съветът ги прие.']).code).toBe(0)
    expect(fivefold(['search', dir, 'ПРАВИЛАТА']).out).toMatch(/^evidence: Съвет · .*правилата/)
    expect(fivefoldJson(['search', dir, 'съвет'])).toMatchObject([{ kind: 'evidence' }, { kind: 'answer' }])
    expect(fivefoldJson(['search', dir, 'съвет', '--limit', '1'])).toHaveLength(1)
    expect(fivefold(['search', dir, 'футбол']).out).toMatch(/^Nothing has all of these words/)
    expect(fivefold(['search', dir, 'съвет', '--limit', 'many'])).toMatchObject({ code: 2, out: '' })
  })

  it.each([
    [['frobnicate']],
    [['new', 'x']],
    [['new', 'x', '--school', 'x', '--language', 'xx']],
    [['export', 'x', '--out', 'y.pdf', '--page', 'A3']],
    [['add', 'x', '--to', 'students.1']],
    [['answer', 'x', 'students.1']],
    [['plan', 'x', 'students', '--row', ' ; ; ']],
  ])('says on standard error that %j is wrong usage, and exits 2', (words) => {
    const { code, out, err } = fivefold(words, { cwd: temporaryFolder() })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
