import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { coloursAt, drawScene, tag } from '../support/pictures'
import { readText } from '../press/fixtures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

/** Gathers photos, each as a piece of its own; gives their hashes by their first letter. */
async function gather(engine: TestEngine, ...names: string[]): Promise<Record<string, string>> {
  const paths: string[] = []
  for (const [index, name] of names.entries()) {
    const path = await drawScene(`${name}.jpg`, { width: 320, height: 240, seed: index + 1 })
    paths.push(tag(path, '-GPSLatitude=42.1', '-GPSLongitude=24.7', '-Artist=Secret Photographer'))
  }
  const files = paths.map((path) => ({ grant: engine.grant(path) }))
  const { ids } = await engine.ask('addEvidence', { place, files, each: true })
  const found: Record<string, string> = {}
  for (const id of ids) {
    const { attachments } = await engine.ask('evidence', { id })
    for (const each of attachments) if (each.role === 'photo') found[each.name.slice(0, 1)] = each.file.hash
  }
  return found
}

async function printed(engine: TestEngine): Promise<{ path: string; text: string; pictures: number }> {
  const path = join(process.env.LOOK ?? temporaryFolder(), `consent-${Date.now()}.pdf`)
  await engine.ask('exportConsentList', { out: engine.grant(path) })
  const pictures = execFileSync('pdfimages', ['-list', path]).toString().trim().split('\n').length - 2
  return { path, text: readText(path), pictures }
}

/** The colours in the left and the right half of the one picture in a PDF. */
async function pictureIn(pdf: string): Promise<number[][]> {
  const folder = temporaryFolder()
  execFileSync('pdfimages', ['-png', pdf, join(folder, 'picture')])
  return coloursAt(join(folder, 'picture-000.png'), [
    [0.25, 0.5],
    [0.75, 0.5],
  ])
}

describe('the list of consents for the principal', () => {
  it('says group by group and picture by picture who agreed, in the language of the portfolio', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const files = await gather(engine, 'alone', 'both', 'clear', 'denied', 'empty')
    const { a = '', b = '', c = '', d = '', e = '' } = files
    await engine.ask('writeApplication', { consentRules: 'Съгласие дава *родителят*.' })
    const { id: principal } = await engine.ask('addPerson', { name: 'Мария Георгиева', role: 'директор' })
    await engine.ask('writeApplication', { signatory: principal })
    const { id: group } = await engine.ask('addSubject', { kind: 'group', name: '5 Б, 2026', files: [b, c] })
    await engine.ask('writeSubject', {
      id: group,
      state: 'held',
      givenOn: '2026-09-15',
      scope: 'label',
      paper: 'Шкафът в стая 12',
      reference: '17/2026',
      keepUntil: '2027-08-31',
    })
    const { id: person } = await engine.ask('addSubject', { kind: 'person', name: 'Й. М.', files: [b] })
    await engine.ask('writeConsent', { files: [a, b, c, d], people: 'recognisable' })
    await engine.ask('writeConsent', { files: [a], state: 'held', givenOn: '2026-10-02', paper: 'Папка 3' })
    await engine.ask('writeConsent', { files: [d], state: 'missing' })
    await engine.ask('writeConsent', { files: [e], people: 'none' })
    await engine.ask('withdraw', { subject: person })

    const { path, text, pictures } = await printed(engine)
    for (const words of [
      'Съгласие дава родителят.',
      '5 Б, 2026',
      'Шкафът в стая 12',
      '17/2026',
      '15 септември 2026',
      '31 август 2027',
      'Й. М.',
      'Отделни изображения',
      'P3-01 · alone',
      'P3-02 · both',
      'Папка 3',
      'оттеглено',
      'липсва',
      'Мария Георгиева',
      'На 1 изображение не се вижда никой',
    ]) {
      expect(text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')).toContain(words)
    }
    // That of whoever withdrew, and that without consent, stand by their numbers.
    expect(pictures).toBe(2)
    expect(execFileSync('exiftool', ['-a', '-G', path]).toString()).not.toMatch(/GPS|Secret|Artist/)
    const exported = await engine.ask('listExports', {})
    expect(exported).toMatchObject([
      { kind: 'list', files: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    ])
    expect((await engine.ask('listUses', { subject: group })).exports).toMatchObject([
      { kind: 'list', files: 1 },
    ])
  })

  it('shows a picture with what is covered in it', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const { c: file = '' } = await gather(engine, 'covered')
    await engine.ask('writeConsent', { files: [file], people: 'recognisable', state: 'held' })
    const open = await pictureIn((await printed(engine)).path)
    await engine.ask('writeRedaction', { file, regions: 'bc_0_0_5000_10000', isEnough: false })
    const covered = await pictureIn((await printed(engine)).path)
    const [left, right] = covered
    expect(left).not.toEqual(open[0])
    // The other half is as it was, but for what JPEG makes of it.
    right?.forEach((band, index) => {
      expect(Math.abs(band - (open[1]?.[index] ?? 0))).toBeLessThan(12)
    })
  })

  it('is printed of an empty portfolio, too', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const { text, pictures } = await printed(engine)
    expect(text).toContain('Директор')
    expect(pictures).toBe(0)
  })
})
