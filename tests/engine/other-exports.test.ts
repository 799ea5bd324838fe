import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connect } from '../../electron/contract/rpc'
import { mediaRequests } from '../../electron/contract/workers'
import { readZipParts } from '../../electron/media/zip-parts'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere, workersHere } from '../support/media-worker'
import { writePdf } from '../support/documents'
import { drawPicture, tag } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const answer = `## Как работим

Питат **и нас** всеки [септември](https://school.example/council).

1. първо
2. второ
   - вътре

> Първо питахме.

| Клас | Какво |
|---|---|
| 5Б | Избори |`

describe('a plan with a look', () => {
  it('is plain in the text for the form, whole in the book, and names evidence by its number', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const place = { section: 'students', strand: 'students.2' } as const
    const { ids } = await engine.ask('addEvidence', { place, title: 'Ден на отворените врати' })
    await engine.ask('addPlanRow', {
      section: 'students',
      goal: `**Посланик** във всеки клас, [деня](evidence:${ids[0] ?? ''})`,
      action: '- избори\n- среща с [съвета](https://school.example/s)',
      due: '2028-05-01',
    })
    const folder = temporaryFolder()
    const text = join(folder, 'answers.txt')
    await engine.ask('exportAnswers', { out: engine.grant(text), only: null })
    const plan = readFileSync(text, 'utf8')
    expect(plan).toContain('Посланик във всеки клас, P3-01\n')
    expect(plan).toContain('- избори\n- среща с съвета (https://school.example/s)')
    const book = join(folder, 'book.pdf')
    await engine.ask('exportPortfolio', { out: engine.grant(book), draft: false, only: null })
    const pages = execFileSync('pdftotext', [book, '-']).toString().replace(/\s+/g, ' ')
    expect(pages).toContain('Посланик във всеки клас, вж. P3-01, с.')
    expect(pages).toContain('• избори • среща с съвета')
    expect(pages).not.toMatch(/\*\*|\]\(/)
  })
})

describe('the answers as Markdown', () => {
  it('have their look, their headings below those of the claims, and the numbers of evidence', async () => {
    const engine = startWithPortfolio()
    const place = { section: 'students', strand: 'students.2' } as const
    const { ids } = await engine.ask('addEvidence', { place, title: 'Ден на отворените врати' })
    const cited = `${answer}\n\nВижте [деня](evidence:${ids[0] ?? ''}) и # знак.`
    await engine.ask('writeAnswer', { strand: 'students.2', text: cited })
    await engine.ask('addPlanRow', {
      section: 'students',
      goal: '**Посланици**',
      action: '- избори\n- среща',
    })
    const out = join(temporaryFolder(), 'answers.md')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: 'students' })
    const text = readFileSync(out, 'utf8')
    expect(text).toMatch(/^# .*\n\n## Принцип 3: .*\n\n### 3\.1 /)
    expect(text).toContain(
      '##### Как работим\n\nПитат **и нас** всеки [септември](https://school.example/council).',
    )
    expect(text).toContain('1. първо\n2. второ\n   - вътре\n\n> Първо питахме.')
    expect(text).toContain('Вижте P3-01 и # знак.')
    expect(text).toMatch(/\| \*\*Посланици\*\* \| избори; среща \|/)
  })
})

describe('the answers for Word', () => {
  it('hold every text with its headings, lists, tables and links, and name evidence by its number', async () => {
    const engine = startWithPortfolio()
    const place = { section: 'students', strand: 'students.2' } as const
    const { ids } = await engine.ask('addEvidence', { place, title: 'Ден на отворените врати', files: [] })
    const cited = `${answer}\n\nВижте [деня](evidence:${ids[0] ?? ''}).`
    await engine.ask('writeAnswer', { strand: 'students.2', text: cited })
    await engine.ask('addPlanRow', { section: 'students', goal: 'Посланици', due: '2028' })
    const out = join(temporaryFolder(), 'answers.docx')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: null })
    const media = mediaHere('media')
    const client = connect(mediaRequests, { link: media.link, whenClosed: { code: 'unexpected', words: {} } })
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const { text } = await client.documentText({ source: out, type, language: 'bg' })
    for (const words of [
      'Как работим',
      'Питат и нас всеки септември.',
      'вътре',
      'Първо питахме.',
      'Вижте P3-01.',
      'Посланици',
    ]) {
      expect(text).toContain(words)
    }
    const parts = await readZipParts(out, (name) => name.startsWith('word/'))
    const part = (name: string) => parts.get(name)?.toString() ?? ''
    const body = part('word/document.xml')
    const has = (pattern: RegExp) => pattern.test(body)
    expect(has(/<w:pStyle w:val="Heading4"\/>.{0,200}Как работим/)).toBe(true)
    expect(has(/<w:b\/>.{0,80}и нас/)).toBe(true)
    expect(body.match(/<w:numPr>/g)).toHaveLength(3)
    expect(body.match(/<w:tbl>/g)).toHaveLength(2)
    expect(part('word/_rels/document.xml.rels').includes('https://school.example/council')).toBe(true)
  })
})

describe('the plain text of an answer', () => {
  it('has no marks of Markdown, and names evidence by its number', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', { strand: 'students.2', text: answer })
    const out = join(temporaryFolder(), 'answers.txt')
    await engine.ask('exportAnswers', { out: engine.grant(out), only: 'students' })
    const text = readFileSync(out, 'utf8')
    expect(text).toContain(
      'Как работим\n\nПитат и нас всеки септември (https://school.example/council).\n\n1. първо\n2. второ\n   - вътре\n\nПърво питахме.\n\nКлас\tКакво\n5Б\tИзбори',
    )
    expect(text).not.toMatch(/##|\*\*|\|/)
  })
})

/** Three pieces: a photo with a place in it, a picture with a PDF and a link, and a PDF by the hash of its file. */
async function gathered(): Promise<{ engine: TestEngine; hash: string }> {
  const engine = startWithPortfolio({ startWorker: workersHere })
  const add = (title: string, paths: string[], links: string[] = []) =>
    engine.ask('addEvidence', {
      place: { section: 'students', strand: 'students.1' },
      title,
      files: paths.map((path) => ({ path })),
      links,
    })
  const where = ['-GPSLatitude=42.7', '-GPSLatitudeRef=N', '-Artist=Мария']
  await add('Ден на отворените врати: 5/Б', [
    tag(await drawPicture('IMG_1.jpg', { width: 400, height: 300 }), ...where),
  ])
  const minutes = await writePdf(['Протокол'], 'Протокол.pdf')
  const picture = await drawPicture('a.png', { width: 300, height: 300 })
  await add('Съвет', [picture, minutes], ['https://school.example/council'])
  const { ids } = await add('Изгубен', [await writePdf(['Няма го'], 'Изгубен.pdf')])
  const { attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
  const [attachment] = attachments
  if (attachment?.role !== 'document') throw new Error('no document')
  return { engine, hash: attachment.file.hash }
}

describe('the folder with the evidence', () => {
  it('has every file under the number of its evidence, without metadata, and a list of all', async () => {
    const { engine } = await gathered()
    const out = join(temporaryFolder(), 'Доказателства')
    const { files, missing } = await engine.ask('exportFolder', { out: engine.grant(out), only: null })
    expect([files, missing]).toEqual([4, []])
    const [folder = '', list = ''] = readdirSync(out).sort(
      (a, b) => Number(a.endsWith('.txt')) - Number(b.endsWith('.txt')),
    )
    expect(folder).toMatch(/^P3 /)
    expect(readdirSync(join(out, folder)).sort()).toEqual([
      'P3-01 Ден на отворените врати- 5-Б.jpg',
      'P3-02-1 Съвет.jpg',
      'P3-02-2 Протокол.pdf',
      'P3-03 Изгубен.pdf',
    ])
    const text = readFileSync(join(out, list), 'utf8')
    expect(text).toContain(`P3-02 Съвет\n${folder}/P3-02-1 Съвет.jpg`)
    expect(text).toContain('https://school.example/council')
    const photo = join(out, folder, 'P3-01 Ден на отворените врати- 5-Б.jpg')
    expect(execFileSync('exiftool', ['-a', '-G1', photo]).toString()).not.toMatch(/GPS|Мария|EXIF|XMP/)
  })

  it('names what has vanished, and holds the rest', async () => {
    const { engine, hash } = await gathered()
    const out = join(temporaryFolder(), 'a')
    // Once it is all looked at: what then vanishes was there.
    await engine.ask('exportFolder', { out: engine.grant(`${out} before`), only: 'students' })
    const { folder } = await engine.ask('portfolio', {})
    rmSync(join(folder, 'files', hash.slice(0, 2), hash))
    const { missing, files: count } = await engine.ask('exportFolder', {
      out: engine.grant(out),
      only: 'students',
    })
    expect([count, missing]).toEqual([3, ['Изгубен.pdf']])
  })

  it('takes an empty folder, never one that holds something, and leaves nothing half-done', async () => {
    const { engine } = await gathered()
    const place = temporaryFolder()
    const taken = join(place, 'taken')
    mkdirSync(taken)
    await engine.ask('exportFolder', { out: engine.grant(taken), only: null })
    expect(readdirSync(taken)).toHaveLength(2)
    for (const request of ['exportFolder', 'exportSections'] as const) {
      const input = {
        out: engine.grant(taken),
        ...(request === 'exportFolder' ? { only: null } : { draft: false }),
      }
      await expect(engine.ask(request, input as never)).rejects.toMatchObject({ code: 'export.folderTaken' })
    }
    const cancel = new AbortController()
    cancel.abort()
    const out = join(place, 'never')
    await expect(
      engine.ask('exportFolder', { out: engine.grant(out), only: null }, cancel.signal),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(place)).toEqual(['taken'])
    writeFileSync(out, 'a file')
    await expect(engine.ask('exportFolder', { out: engine.grant(out), only: null })).rejects.toMatchObject({
      code: 'export.folderTaken',
    })
    expect(readFileSync(out, 'utf8')).toBe('a file')
  })

  it('one PDF for each section is a folder of six', async () => {
    const { engine } = await gathered()
    const out = join(temporaryFolder(), 'Раздели')
    const { files } = await engine.ask('exportSections', { out: engine.grant(out), draft: false })
    expect(files).toBe(6)
    const names = readdirSync(out).sort()
    expect(names.map((name) => name.slice(0, 3))).toEqual(['P0 ', 'P1 ', 'P2 ', 'P3 ', 'P4 ', 'P5 '])
    for (const name of names) {
      expect(execFileSync('qpdf', ['--check', join(out, name)]).toString()).toContain('No syntax')
    }
    expect(execFileSync('pdftotext', [join(out, names[3] ?? ''), '-']).toString()).toContain('P3-01')
    expect(existsSync(join(out, '..', 'P3'))).toBe(false)
  })
})
