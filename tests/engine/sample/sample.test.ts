import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evidenceKinds, evidenceLevels, type FileAttachment } from '../../../electron/domain/evidence'
import { createMessages } from '../../../electron/domain/messages'
import { languages, type Language } from '../../../electron/domain/portfolio'
import { isSample } from '../../../electron/domain/sample'
import { readSample } from '../../../electron/engine/sample/content'
import { pdfText, run } from '../../support/command-line'
import { startTestEngine, type TestEngine } from '../../support/engine'
import { workersHere } from '../../support/media-worker'
import { temporaryFolder } from '../../support/temporary'

const folder = join(import.meta.dirname, '../../../resources/sample')

function start(language: Language = 'en'): TestEngine & { documents: string } {
  const documents = join(temporaryFolder(), 'documents')
  mkdirSync(documents)
  return {
    ...startTestEngine({ startWorker: workersHere, systemLanguages: [language], documents, hands: 1 }),
    documents,
  }
}

/** Without what the setting of lines adds. */
const bare = (text: string) => text.replace(/[\s\u00ad-]+/g, '')

describe.each(languages)('the sample in %s', (language) => {
  it('shows every feature, tells the check what was meant to be told, and prints all of it as a sample', async () => {
    const engine = start(language)
    const portfolio = await engine.ask('addSample', {})
    const { texts, structure } = readSample(folder, language, 2027)
    expect(portfolio).toMatchObject({ language, school: texts.school, secondLanguage: texts.secondLanguage })
    expect(isSample(portfolio)).toBe(true)
    await engine.finishPictures({})
    expect(engine.bugs).toEqual([])

    const evidence = await engine.ask('listEvidence', {})
    const trash = await engine.ask('listTrash', {})
    const removed = structure.evidence.filter(({ isRemoved }) => isRemoved)
    expect([evidence.length, trash.length]).toEqual([structure.evidence.length - removed.length, 1])
    expect(evidence.filter(({ places }) => places.length === 0)).toHaveLength(1)
    expect(evidence.filter(({ places }) => places.length === 2).length).toBeGreaterThan(1)
    for (const kind of evidenceKinds) expect(evidence.map((piece) => piece.kind)).toContain(kind)
    for (const level of evidenceLevels) expect(evidence.map((piece) => piece.level)).toContain(level)
    const files = evidence.flatMap(({ attachments }) => attachments.filter(({ role }) => role !== 'link'))
    const photos = (files as FileAttachment[]).filter(({ role }) => role === 'photo')
    expect(
      photos.every(({ file, alt, caption }) => file.takenAt !== '' && alt !== '' && caption !== ''),
    ).toBe(true)
    expect(photos.filter(({ file }) => file.consent.redaction !== '')).toHaveLength(1)
    const statuses = new Set(photos.map(({ file }) => file.status))
    expect([...statuses].sort()).toEqual(['clear', 'missing', 'withdrawn'])
    expect((await engine.ask('listSubjects', {})).map(({ kind }) => kind).sort()).toEqual([
      'group',
      'group',
      'person',
    ])
    expect(await engine.ask('listAlike', {})).toHaveLength(1)
    expect(await engine.ask('listVersions', { strand: 'students.2', edition: 'first' })).toHaveLength(1)
    const comments = await engine.ask('listOpenComments', {})
    expect(comments.map(({ madeBy }) => madeBy)).toEqual([texts.people.safety?.name, texts.people.art?.name])

    const check = await engine.ask('check', { most: null })
    expect(check.groups.map(({ rule }) => rule).sort()).toEqual([
      'answer.empty',
      'claim.unproved',
      'comment.open',
      'consent.bare',
      'declaration.day',
      'evidence.empty',
      'evidence.outside',
      'evidence.unnamed',
      'evidence.unplaced',
      'link.copy',
      'link.stale',
      'plan.part',
      'second.missing',
      'second.unsure',
      'section.nobody',
      'strand.bare',
      'twin.alike',
    ])
    expect(await engine.ask('verify', {})).toEqual([])

    const out = join(temporaryFolder(), 'Sample.pdf')
    const made = await engine.ask('exportPortfolio', {
      out: engine.grant(out),
      draft: false,
      only: null,
      purpose: 'label',
    })
    expect(made.gaps).toEqual([])
    expect(made.heldBack).toHaveLength(1)
    run('qpdf', ['--check', out])
    const printed = bare(pdfText(out))
    const placed = structure.evidence.filter(({ places, isRemoved }) => places.length > 0 && !isRemoved)
    const words = [
      texts.school,
      createMessages(language)('book.sample'),
      createMessages(language)('book.sample.lede'),
      ...placed.map(({ id }) => texts.evidence[id]?.title ?? ''),
      ...Object.values(texts.people).map(({ name }) => name),
      ...Object.values(texts.answers).map((answer) => answer.replace(/^#+ |\*+/g, '').slice(0, 25)),
    ]
    expect(words.filter((each) => !printed.includes(bare(each)))).toEqual([])
    for (const { id } of removed) expect(printed).not.toContain(bare(texts.evidence[id]?.title ?? ''))
    // On every page, whoever tears one out.
    const pages = run('pdftotext', ['-layout', out, '-']).split('\f').slice(0, -1)
    expect(pages).toHaveLength(made.pages)
    expect(pages.filter((page) => !page.includes('SAMPLE'))).toEqual([])
  })
})

describe('the sample', () => {
  it('begins with an empty history: the first step back takes back what the user did', async () => {
    const engine = start()
    await engine.ask('addSample', {})
    expect((await engine.ask('portfolio', {})).history).toEqual({ undo: null, redo: null })
    await engine.ask('writeAnswer', { strand: 'example.4', text: 'We try it.' })
    await engine.ask('undo', {})
    expect((await engine.ask('portfolio', {})).history.undo).toBeNull()
    await engine.finishPictures({})
  })

  it('is opened again as long as nobody has changed it; then another is made beside it', async () => {
    const engine = start()
    const first = await engine.ask('addSample', {})
    await engine.finishPictures({})
    await engine.ask('closePortfolio', {})
    expect((await engine.ask('addSample', {})).id).toBe(first.id)
    await engine.ask('writeAnswer', { strand: 'example.4', text: 'We try it.' })
    await engine.finishPictures({})
    const second = await engine.ask('addSample', {})
    expect(second.id).not.toBe(first.id)
    expect(readdirSync(engine.documents).sort()).toEqual(['Sample 2.fivefold', 'Sample.fivefold'])
    await engine.finishPictures({})
  })

  it('leaves nothing behind and closes nothing when it is cancelled', async () => {
    const engine = start()
    const own = join(temporaryFolder(), 'Own.fivefold')
    const { id } = engine.create(own, {
      school: 'Own',
      country: 'IE',
      language: 'en',
      cycle: { from: 2027, to: 2028 },
    })
    const controller = new AbortController()
    const made = engine.ask('addSample', {}, controller.signal)
    setImmediate(() => {
      controller.abort()
    })
    await expect(made).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(engine.documents, 'Sample.fivefold'))).toBe(false)
    expect((await engine.ask('portfolio', {})).portfolio.id).toBe(id)
  })

  it('is no sample any more once a school begins a new cycle from it', async () => {
    const engine = start()
    await engine.ask('addSample', {})
    await engine.finishPictures({})
    const [recent] = await engine.ask('listRecentPortfolios', {})
    const next = await engine.ask('addPortfolio', {
      facts: { school: 'Bridge', country: 'IE', language: 'en', cycle: { from: 2029, to: 2030 } },
      place: null,
      renews: { recent: recent?.id ?? '' },
    })
    expect(isSample(next)).toBe(false)
  })
})
