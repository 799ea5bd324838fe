import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrubbedError, scrubbedLog, scrubbedText } from '../../electron/domain/scrub'
import { Failure } from '../../electron/domain/failure'

const personal = ['/home/maria', 'Maria Petrova', 'Bridge School', 'Petrova']

/** What must not be in a log, whatever error brought it. */
const secrets = /maria|petrova|bridge|ivan|мария|мост|klas|4b|[a-z]@|http|school\.eu|\/home|users|0888/i

/** What quotes, leads somewhere or is taken out, and what is kept. */
const troubling = Array.from('\'"`“”„‘ /\\:.@…<>()aB1-é\n').concat('.jpg', ' at ')

function expectClean(text: string): void {
  expect(secrets.exec(text)?.[0]).toBeUndefined()
}

describe('a log holds nothing personal', () => {
  it.each([
    "ENOENT: no such file or directory, open '/home/maria/Documents/Bridge School.fivefold/files/ab/cd'",
    'EPERM: operation not permitted, rename "C:\\Users\\maria\\Klas 4b.jpg" -> "C:\\Users\\maria\\x.jpg"',
    'cannot read C:\\Users\\Maria Petrova\\Pictures\\Ivan 4b.heic',
    'cannot read \\\\server\\maria\\Ivan 4b.heic at once',
    'cannot read ~/Ivan and ../Maria',
    'no picture in Klas 4b Ivan.jpg',
    'no picture: Klas 4b Ivan.HEIC is half',
    'Unexpected token \'М\', "Мария Петрова" is not valid JSON',
    'near “Мария и Ivan”: syntax error',
    'said: „Ivan каза“ and left',
    "couldn't find 'Ivan's drawing",
    'unknown word `Ivan`',
    'sent by maria.petrova@school.eu to ivan@school.eu',
    'could not open https://school.eu/klas/4b?pupil=Ivan Ivanov',
    'unknown person maria  PETROVA of bridge\u00a0school',
    'Мария was here',
    'call +359 888 123 456 or 0888-123-456',
    'one line\nC:\\Users\\maria\nhttps://school.eu\n"Ivan',
  ])('%s', (message) => {
    expectClean(scrubbedError(new Error(message), personal))
    expectClean(scrubbedText(message, personal))
  })

  it('not in the places in the code, nor in the causes', () => {
    const error = new Error('it failed', { cause: new Error("open '/home/maria/Ivan.jpg'") })
    error.stack = [
      'Error: it failed',
      '    at writeAnswer (file:///home/maria/Fivefold/resources/app.asar/dist/engine.js:12:7)',
      '    at Object.<anonymous> (C:\\Users\\maria\\app.asar.unpacked\\node_modules\\better-sqlite3\\lib\\database.js:9:1)',
      '    at async Promise.all (index 0)',
      '    at node:internal/main:3:4',
      '    at Ivan Petrova (/home/maria/dist/Ivan.js:1:1)',
      '    at eval (eval at <anonymous> (/home/maria/x.js:1:1), <anonymous>:1:1)',
      '    at file:///home/maria/electron/engine/answers.ts:3:4',
    ].join('\n')
    const text = scrubbedError(error, personal)
    expectClean(text)
    expect(text.split('\n').slice(0, 8)).toEqual([
      'Error: it failed',
      '    at writeAnswer (dist/engine.js:12:7)',
      '    at Object.<anonymous> (node_modules/better-sqlite3/lib/database.js:9:1)',
      '    at async Promise.all (index 0)',
      '    at node:internal/main:3:4',
      '    at <function> (<elsewhere>)',
      '    at eval (<elsewhere>)',
      '    at electron/engine/answers.ts:3:4',
    ])
    expect(text).toContain('caused by Error: open …')
  })

  it('and still says what a bug is about', () => {
    const said = (message: string) => scrubbedError(new TypeError(message), personal).split('\n')[0]
    expect(said("Cannot read properties of undefined (reading 'title')")).toBe(
      "TypeError: Cannot read properties of undefined (reading 'title')",
    )
    expect(said('UNIQUE constraint failed: evidence.id')).toBe(
      'TypeError: UNIQUE constraint failed: evidence.id',
    )
    expect(said('pages are gone')).toBe('TypeError: pages are gone')
    expect(scrubbedError(Object.assign(new Error('x'), { code: 'SQLITE_FULL' }))).toContain('x [SQLITE_FULL]')
    const failure = new Failure('file.missing', { name: 'Ivan.jpg' })
    expect(scrubbedError(failure).split('\n')[0]).toBe('Failure: file.missing')
  })

  it('and is bounded, whatever is thrown', () => {
    const deep = (depth: number): Error =>
      new Error('x '.repeat(100_000), depth === 0 ? {} : { cause: deep(depth - 1) })
    expect(scrubbedError(deep(20)).length).toBeLessThan(20_000)
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        expect(scrubbedError(thing).length).toBeLessThan(5000)
      }),
    )
  })

  it('and stays as it is when it is scrubbed again', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom(...troubling),
        maxLength: 60,
      }),
    )
    fc.assert(
      fc.property(text, (line) => {
        const once = scrubbedText(line, personal)
        expect(scrubbedText(once, personal)).toBe(once)
      }),
      { numRuns: 3000 },
    )
    const log = `2026-11-23T08:00:00.000Z Error: it failed\n    at a (dist/engine.js:1:2)\n2026-11-23T08:00:01.000Z TypeError: no\n    at b (dist/press.js:1:2)`
    expect(scrubbedLog(log)).toBe(log)
  })
})
