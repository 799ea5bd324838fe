import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fivefold, fivefoldJson, projectFolder } from '../support/command-line'
import { holdOpen } from '../support/holder'
import { newPortfolio } from '../support/portfolio'
import { withSmallDisk } from '../support/small-disk'
import { temporaryFolder } from '../support/temporary'

function textFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

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

  it('that is full in the middle of many files: none of them stays, and they come in when there is room', () => {
    const { out, err } = withSmallDisk(
      '6m',
      `cd "$DISK"
       node "$CLI" new P.fivefold --school X --language en
       node "$CLI" add P.fivefold --to students.1 --title first --note n
       elsewhere=$(mktemp -d)
       for n in 1 2 3 4 5; do head -c 1500000 /dev/urandom > "$elsewhere/$n.bin"; done
       node "$CLI" add P.fivefold --to students.1 --each "$elsewhere"/?.bin; echo "code $?"
       node "$CLI" list P.fivefold
       node "$CLI" verify P.fivefold
       node "$CLI" add P.fivefold --to students.1 --each "$elsewhere"/[12].bin > added; echo "code $?"
       node "$CLI" verify P.fivefold
       rm -r "$elsewhere"`,
    )
    expect(err.trim()).toBe(
      'There is no space left on the disk. Everything that was saved before is safe. Free some space and try again.',
    )
    const lines = out.trim().split('\n').slice(-6)
    expect(lines.filter((line) => line.includes('code '))).toEqual(['code 1', 'code 0'])
    expect(lines.filter((line) => line.includes('first'))).toHaveLength(1)
    expect(lines.filter((line) => line === 'Everything is there and unchanged.')).toHaveLength(2)
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

  it('that may only be read: the portfolio is read all the same, and what would be written is said plainly', () => {
    const { out, err } = withSmallDisk(
      '3m',
      `cd "$DISK" && node "$CLI" new P.fivefold --school X --language en && mkdir "$DISK.p" && cp -r P.fivefold "$DISK.p/"
       node "$CLI" answer P.fivefold students.1 --text "We ask the pupils."
       mount -o remount,ro "$DISK"
       node "$CLI" list P.fivefold; echo "code $?"
       node "$CLI" verify P.fivefold; echo "code $?"
       node "$CLI" export P.fivefold --answers "$DISK.p/answers.txt"; echo "code $?"; cat "$DISK.p/answers.txt"
       node "$CLI" answer P.fivefold students.1 --text new; echo "code $?"
       node "$CLI" backup P.fivefold; echo "code $?"
       node "$CLI" new Q.fivefold --school X --language en; echo "code $?"
       node "$CLI" export "$DISK.p/P.fivefold" --out book.pdf; echo "code $?"; rm -r "$DISK.p"`,
    )
    const sentences = err.trim().split('\n')
    expect(out.match(/code 0/g)).toHaveLength(3)
    expect(out.match(/code 1/g)).toHaveLength(4)
    expect(out).toContain('We ask the pupils.')
    expect(sentences).toHaveLength(4)
    expect(sentences[0]).toMatch(/open for reading only/)
    expect(sentences[1]).toMatch(/open for reading only/)
    expect(sentences[2]).toMatch(/may not write in/)
    expect(sentences[3]).toMatch(/“book.pdf” cannot be written there/)
  })

  it('with hardly any room: the portfolio opens, and work goes on when there is room', () => {
    const { out, err } = withSmallDisk(
      '3m',
      `cd "$DISK"
       node "$CLI" new P.fivefold --school X --language en
       node "$CLI" add P.fivefold --to students.1 --title first --note n
       for left in 60 40 20 4 0; do
         rm -f filler
         free=$(df --output=avail --block-size=1K "$DISK" | tail -1)
         head -c $(( (free - left) * 1024 )) /dev/urandom > filler
         node "$CLI" list P.fivefold; echo "list $?"
         node "$CLI" answer P.fivefold students.1 --text "$(head -c 90000 /dev/zero | tr '\\0' x)" > said; echo "answer $?"
       done
       rm filler
       node "$CLI" verify P.fivefold
       node "$CLI" answer P.fivefold students.1 --text "We ask."; echo "last $?"`,
    )
    expect(out.match(/list 0/g)).toHaveLength(5)
    expect(out.match(/first/g)).toHaveLength(5)
    expect(out).toMatch(/answer 1\nEverything is there and unchanged\.\nSaved\.\nlast 0\n$/)
    for (const sentence of err.trim().split('\n'))
      expect(sentence).toMatch(/^There is no space left on the disk\.|open for reading only/)
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
