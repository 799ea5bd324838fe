import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages } from '../../electron/domain/portfolio'
import { splitMission } from '../../electron/domain/mission-text'
import { projectFolder } from '../support/command-line'
import { encode, writeDocx, writeOdt, writePdf } from '../support/documents'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere, mediaThatDies } from '../support/media-worker'
import { officialTexts } from '../support/official-texts'
import { temporaryFolder } from '../support/temporary'

const statement = (language: string) =>
  readFileSync(join(projectFolder, 'tests/files/mission', `${language}.txt`), 'utf8')

function write(content: string | Buffer, name = 'Mission.txt'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

const start = () => startWithPortfolio({ startWorker: mediaHere })

const read = (engine: TestEngine, path: string) =>
  engine.ask('readMission', { files: [{ grant: engine.grant(path) }] })

const paragraphs = (language: string) => {
  const { introduction, principles } = splitMission(statement(language))
  return [introduction, ...Object.values(principles).flatMap(({ heading, text }) => [heading, text])]
}

/** What was found, without what the lines and pages of a file do to white space and hyphens. */
const bare = ({ introduction, principles }: ReturnType<typeof splitMission>) =>
  [introduction, ...Object.values(principles).flatMap(({ heading, text }) => [heading, text])].map((text) =>
    text.normalize('NFC').replace(/[\s-]+/g, ''),
  )

describe('a file with the Mission statement', () => {
  for (const language of languages) {
    it(`in ${language} is split alike as txt, md, docx, odt and pdf`, async () => {
      const engine = start()
      const expected = bare(splitMission(statement(language)))
      const files = [
        write(statement(language)),
        write(`\ufeff${statement(language).replace(/\n/g, '\r\n')}`, 'Mission.md'),
        await writeDocx(paragraphs(language)),
        await writeOdt(paragraphs(language)),
        await writePdf(paragraphs(language)),
      ]
      for (const path of files) {
        const reading = await read(engine, path)
        expect(reading.missing, path).toEqual([])
        expect(bare(reading), path).toEqual(expected)
      }
    })
  }

  it('in windows-1254 and windows-1251 is read in a portfolio of any language', async () => {
    const engine = start()
    for (const [language, codePage] of [
      ['tr', 'windows-1254'],
      ['bg', 'windows-1251'],
    ] as const) {
      const reading = await read(engine, write(encode(statement(language).normalize('NFC'), codePage)))
      expect(bare(reading)).toEqual(bare(splitMission(statement(language))))
    }
  })

  it('is kept only when the school says so, and then as one change', async () => {
    const engine = start()
    await read(engine, write(statement('bg')))
    const before = await engine.ask('portfolio', {})
    expect(before.sections.every(({ wording }) => wording === null)).toBe(true)
    const { introduction, principles } = await engine.ask('splitMission', { text: statement('bg') })
    await engine.ask('writeWording', { introduction, ...principles })
    const { sections } = await engine.ask('portfolio', {})
    expect(sections.filter(({ wording }) => wording !== null)).toHaveLength(5)
    await engine.ask('undo', {})
    expect((await engine.ask('portfolio', {})).sections.every(({ wording }) => wording === null)).toBe(true)
  })

  it('of the official ones is taken in as it is, whatever the language of the portfolio', async () => {
    const engine = start()
    for (const { path, language } of officialTexts()) {
      const { missing, introduction } = await read(engine, path)
      expect({ language, missing }).toEqual({ language, missing: [] })
      // The Turkish one has none.
      expect(introduction === '').toBe(language === 'tr')
    }
  })
})

describe('a file that cannot be taken in', () => {
  const cases: [string, string, () => string | Promise<string>][] = [
    ['empty', 'file.empty', () => write('')],
    ['blank', 'mission.noText', () => write(' \n\t\n ')],
    ['a folder', 'file.isFolder', () => temporaryFolder()],
    ['gone', 'file.missing', () => join(temporaryFolder(), 'gone.txt')],
    [
      'a text that is no Mission statement',
      'mission.notOne',
      () => write('Shopping list: glue, paper, pens.'),
    ],
    ['huge', 'mission.cut', () => write('Училището е голямо. '.repeat(100_000))],
    [
      'a picture',
      'mission.unreadable',
      () => write(Buffer.from('ffd8ffe000104a46494600', 'hex'), 'Mission.txt'),
    ],
    [
      'random bytes',
      'mission.unreadable',
      () => write(Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 73) % 256))),
    ],
    ['a PDF that broke off', 'mission.unreadable', () => write('%PDF-1.7\n1 0 obj', 'Mission.pdf')],
    ['behind a password', 'mission.locked', () => writeOdt(['x'], { isLocked: true })],
  ]
  for (const [what, code, make] of cases) {
    it(`because it is ${what} says so, and nothing is kept`, async () => {
      const engine = start()
      const before = await engine.ask('portfolio', {})
      await expect(read(engine, await make())).rejects.toMatchObject({ code })
      expect(await engine.ask('portfolio', {})).toEqual(before)
      expect(engine.bugs).toEqual([])
    })
  }

  it('because the worker dies of it is unreadable, and the engine lives on', async () => {
    const engine = startWithPortfolio({ startWorker: mediaThatDies })
    await expect(read(engine, write(statement('nl')))).rejects.toMatchObject({ code: 'mission.unreadable' })
    expect(await engine.ask('portfolio', {})).toBeTruthy()
  })

  it('pasted text is refused in the same words', async () => {
    const engine = start()
    const refused = (text: string) => engine.ask('splitMission', { text }).catch((error: unknown) => error)
    expect(await refused('Hello.')).toMatchObject({ code: 'mission.notOne' })
    expect(await refused('long '.repeat(30_000))).toMatchObject({ code: 'mission.cut' })
  })
})
