import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fivefold, fivefoldJson, pdfText, projectFolder, run } from '../support/command-line'
import { holdOpen } from '../support/holder'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const answers = {
  bg: 'Всяка пролет учениците избират посланици; „Най-важното е, че питат нас“, казва директорката.',
  tr: 'Iğdır’dan İstanbul’a: öğrenciler ışığı, çiçeği ve ağacı ölçer; fikirleri fiş fiş yazar.',
  ro: 'Școala își ține ședința în fiecare joi; părinții știu și hotărăsc împreună cu învățătorii.',
  et: 'Õpilased töötavad ühiselt ja õpetavad õpetajaid; küsimused jäävad püsima.',
  nl: 'De leerlingen geven elkaar les, ’s middags én in de vrije tijd; coëducatie en ideeën.',
}

function newPortfolio(language = 'bg'): string {
  const dir = join(temporaryFolder(), 'Мост.fivefold')
  const made = fivefold([
    'new',
    dir,
    '--school',
    'СУ „Мост“',
    '--language',
    language,
    '--country',
    'BG',
    '--cycle',
    '2027-2028',
  ])
  expect(made).toMatchObject({ code: 0, err: '' })
  return dir
}

function textFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
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
    expect(facts).toMatch(/Title:\s+eTwinning School Label portfolio 2027–2028, СУ „Мост“\n/)
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

  it('gives the same book for the same portfolio, whatever was looked at between', () => {
    const dir = newPortfolio()
    fivefold(['answer', dir, 'students.1', '--text', answers.bg])
    const [first, second] = ['a.pdf', 'b.pdf'].map((name) => join(temporaryFolder(), name)) as [
      string,
      string,
    ]
    fivefoldJson(['export', dir, '--out', first])
    fivefold(['list', dir])
    fivefoldJson(['export', dir, '--out', second])
    expect(pdfText(second)).toBe(pdfText(first))
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

/** Exit 1 and one plain sentence on standard error; nothing else. */
function expectRefusal(words: readonly string[], sentence: RegExp): void {
  const { code, out, err } = fivefold(words)
  expect({ code, err: err.trim() }).toEqual({ code: 1, err: expect.stringMatching(sentence) as string })
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(out).not.toContain('Error')
}

describe('bad input gets one plain sentence', () => {
  it('for files', () => {
    const dir = newPortfolio()
    const folder = temporaryFolder()
    expectRefusal(['add', dir, '--to', 'students.1', join(folder, 'gone.jpg')], /“gone.jpg” is not there/)
    expectRefusal(['add', dir, '--to', 'students.1', textFile('empty.jpg', '')], /“empty.jpg” is empty/)
    expectRefusal(['add', dir, '--to', 'students.9', textFile('a.txt', 'a')], /“students.9” is not a part/)
    expectRefusal(['add', dir, '--to', 'nowhere', textFile('a.txt', 'a')], /“nowhere” is not a part/)
    expectRefusal(['add', dir, '--to', 'students.1', '--link', 'not an address'], /is not a web address/)
    expectRefusal(['add', dir, '--to', 'students.1', '--title', 'x'.repeat(301)], /300 characters/)
    expectRefusal(['answer', dir, 'students.1', '--file', folder], /is a folder/)
    expectRefusal(['answer', dir, 'students.1', '--file', join(folder, 'gone.md')], /is not there/)
    expect(fivefoldJson(['list', dir])).toEqual([])
  })

  it('for portfolios', () => {
    const folder = temporaryFolder()
    expectRefusal(['list', join(folder, 'gone.fivefold')], /no longer in/)
    expectRefusal(['list', folder], /is not a Fivefold portfolio/)
    const dir = newPortfolio()
    expectRefusal(['new', dir, '--school', 'x', '--language', 'en'], /exists already/)
    truncateSync(join(dir, 'portfolio.sqlite'), 5000)
    expectRefusal(['list', dir], /is damaged and was not opened/)
  })

  it('for a portfolio that is open in another process', async () => {
    const dir = newPortfolio()
    await holdOpen(dir)
    expectRefusal(['list', dir], /is open in another window or program/)
  })

  it('for the PDF, and an older file stays as it was', () => {
    const dir = newPortfolio()
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder.pdf'))
    expectRefusal(['export', dir, '--out', join(folder, 'folder.pdf')], /is a folder/)
    expectRefusal(
      ['export', dir, '--out', join(folder, 'gone', 'a.pdf')],
      /The folder for “a.pdf” is not there/,
    )
    expect(readdirSync(folder)).toEqual(['folder.pdf'])
  })

  it('when a file in the portfolio has gone or changed: verify names it', () => {
    const dir = newPortfolio()
    fivefold(['add', dir, '--to', 'students.1', textFile('протокол.txt', 'важно')])
    expect(fivefold(['verify', dir])).toMatchObject({ code: 0, out: 'Everything is there and unchanged.\n' })
    const [ab = ''] = readdirSync(join(dir, 'files'))
    const [hash = ''] = readdirSync(join(dir, 'files', ab))
    writeFileSync(join(dir, 'files', ab, hash), 'друго')
    const { code, out } = fivefold(['verify', dir])
    expect(code).toBe(1)
    expect(out).toMatch(/not what was gathered: протокол\.txt/)
  })
})

/**
 * Runs a shell script with a disk of `size` at `$DISK`. Root mounts it for as long as the script runs; anyone else in a
 * namespace of their own, which Debian allows.
 */
function withSmallDisk(size: string, script: string): { out: string; err: string } {
  const disk = temporaryFolder()
  const mounted = `mount -t tmpfs -o size=${size} small "$DISK" && trap 'cd / && umount --lazy "$DISK"' EXIT && ${script}`
  const words = ['bash', '-c', mounted]
  const namespace = process.getuid?.() === 0 ? [] : ['unshare', '--mount', '--map-root-user']
  const [program = '', ...rest] = [...namespace, ...words]
  const { stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, DISK: disk, CLI: join(projectFolder, 'dist/cli.js') },
  })
  return { out: stdout, err: stderr }
}

describe('a disk', () => {
  it('that is full half-way: the file is refused, the portfolio is whole, and work goes on when there is room', () => {
    const { out, err } = withSmallDisk(
      '3m',
      `cd "$DISK"
       node "$CLI" new P.fivefold --school X --language en
       head -c 2500000 /dev/urandom > big.bin
       node "$CLI" add P.fivefold --to students.1 --title first --note n
       node "$CLI" add P.fivefold --to students.1 big.bin; echo "code $?"
       rm big.bin
       node "$CLI" list P.fivefold
       node "$CLI" verify P.fivefold
       node "$CLI" add P.fivefold --to students.1 --title second --note n; echo "code $?"`,
    )
    expect(err.trim()).toBe(
      'There is no space left on the disk. Everything that was saved before is safe. Free some space and try again.',
    )
    expect(out).toMatch(/code 1\n.*first.*\nEverything is there and unchanged\.\n[\da-f-]+\ncode 0/)
  })

  it('that is full while the PDF is written: the older PDF is untouched, and no half file lies beside it', () => {
    const { out, err } = withSmallDisk(
      '28k',
      `cd "$DISK" && mkdir "$DISK.p" && node "$CLI" new "$DISK.p/P.fivefold" --school X --language en
       printf old > book.pdf
       node "$CLI" export "$DISK.p/P.fivefold" --out book.pdf; echo "code $?"; ls -A; cat book.pdf; rm -r "$DISK.p"`,
    )
    expect(err).toMatch(/^There is no space left on the disk/)
    expect(out).toMatch(/code 1\nbook\.pdf\nold$/)
  })

  it('that may only be read: said plainly, for the portfolio and for the PDF', () => {
    const { out, err } = withSmallDisk(
      '3m',
      `cd "$DISK" && node "$CLI" new P.fivefold --school X --language en && mkdir "$DISK.p" && cp -r P.fivefold "$DISK.p/"
       mount -o remount,ro "$DISK"
       node "$CLI" list P.fivefold; echo "code $?"
       node "$CLI" new Q.fivefold --school X --language en; echo "code $?"
       node "$CLI" export "$DISK.p/P.fivefold" --out book.pdf; echo "code $?"; rm -r "$DISK.p"`,
    )
    const sentences = err.trim().split('\n')
    expect(out.match(/code 1/g)).toHaveLength(3)
    expect(sentences[0]).toMatch(/Fivefold may not write in/)
    expect(sentences[1]).toMatch(/Fivefold may not write in/)
    expect(sentences[2]).toMatch(/“book.pdf” cannot be written there/)
  })
})

it('an export that is ended half-way leaves no file and the old one untouched', async () => {
  const dir = newPortfolio()
  fivefold([
    'answer',
    dir,
    'students.1',
    '--text',
    Array.from({ length: 30_000 }, (_, index) => `дума${index}`).join(' '),
  ])
  const folder = temporaryFolder()
  const out = join(folder, 'book.pdf')
  writeFileSync(out, 'old')
  const child = spawn(process.execPath, [join(projectFolder, 'dist/cli.js'), 'export', dir, '--out', out])
  while (!readdirSync(folder).some((name) => name.endsWith('.fivefold-part'))) {
    if (child.exitCode !== null) throw new Error('it ended before it began to write')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(1)
  expect(readdirSync(folder)).toEqual(['book.pdf'])
  expect(readFileSync(out, 'utf8')).toBe('old')
  expect(existsSync(join(dir, 'portfolio.sqlite-wal'))).toBe(false)
})
