import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPortfolio } from '../../electron/engine/opened'
import { openSearch } from '../../electron/engine/search/search'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { mediaHere } from '../support/media-worker'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const

const find = async (engine: TestEngine, question: string) =>
  (await engine.ask('search', { question })).map(({ kind, title }) => `${kind} ${title}`)

async function school() {
  const engine = startWithPortfolio()
  const { ids } = await engine.ask('addEvidence', {
    place,
    title: 'Öğrenci kulübü',
    shows: 'Учениците откриват съвета',
    note: 'Școala deschisă',
    links: ['https://school.example/uudised'],
  })
  const id = ids[0] ?? ''
  const { id: person } = await engine.ask('addPerson', { name: 'Õie Žukova', role: 'coördinator' })
  const { id: project } = await engine.ask('addProject', { title: 'Straße der Flüsse' })
  await engine.ask('changeEvidence', { ids, tie: { to: 'tags', value: 'радио' } })
  await engine.ask('changeEvidence', { ids, tie: { to: 'people', value: person } })
  await engine.ask('changeEvidence', { ids, tie: { to: 'projects', value: project } })
  await engine.ask('writeAnswer', { strand: 'example.1', text: 'IŞIK her yerde' })
  await engine.ask('addPlanRow', { section: 'inclusion', goal: 'Käsmu matk', who: 'Čapek' })
  return { engine, id, person, project }
}

describe('search', () => {
  it('finds and shows the words of a text without the marks of its look', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writeAnswer', {
      strand: 'students.2',
      text: '# Година\n\nПитат **и нас**, [съветът](https://school.example/a) *реши*.\n\n- първо',
    })
    const [hit] = await engine.ask('search', { question: 'реши' })
    expect(hit?.snippet.text).toContain(' и нас, съветът (https://school.example/a) реши.')
    expect(await find(engine, 'година')).toHaveLength(1)
  })

  it('finds a piece by every word that belongs to it, in any case and script', async () => {
    const { engine } = await school()
    for (const question of [
      'ogrenci',
      'KULÜBÜ',
      'ученици',
      'СЪВЕТА',
      'scoala',
      'şcoala',
      'uudised',
      'РАДИО',
      'oie zukova',
      'strasse',
      'ogr kul радио',
      '"öğrenci kulübü"',
    ]) {
      expect({ question, found: await find(engine, question) }).toEqual({
        question,
        found: expect.arrayContaining(['evidence Öğrenci kulübü']) as string[],
      })
    }
    for (const question of ['', '***', 'няма такова', 'гренци', '"kulübü öğrenci"']) {
      expect(await find(engine, question)).toEqual([])
    }
  })

  it('finds answers, plans, people and projects, with where they stand', async () => {
    const { engine } = await school()
    expect(await engine.ask('search', { question: 'isik' })).toMatchObject([
      {
        kind: 'answer',
        id: 'example.1',
        section: 'example',
        snippet: { text: 'IŞIK her yerde', marks: [[0, 4]] },
      },
    ])
    expect(await engine.ask('search', { question: 'capek kasmu' })).toMatchObject([
      { kind: 'plan', section: 'inclusion', title: 'Käsmu matk' },
    ])
    expect(await find(engine, 'coordinator')).toEqual(['person Õie Žukova'])
    expect((await find(engine, 'flusse')).sort()).toEqual([
      'evidence Öğrenci kulübü',
      'project Straße der Flüsse',
    ])
  })

  it('follows every change, undo and redo, and leaves the trash out', async () => {
    const { engine, id, person } = await school()
    await engine.ask('writeEvidence', { id, title: 'Плакат' })
    expect(await find(engine, 'kulubu')).toEqual([])
    await engine.ask('undo', {})
    expect(await find(engine, 'kulubu')).toHaveLength(1)
    await engine.ask('redo', {})
    expect(await find(engine, 'плак')).toEqual(['evidence Плакат'])
    await engine.ask('writePerson', { id: person, name: 'Anna' })
    expect(await find(engine, 'zukova')).toEqual([])
    expect(await find(engine, 'anna')).toContain('evidence Плакат')
    await engine.ask('removeEvidence', { ids: [id] })
    expect(await find(engine, 'радио')).toEqual([])
    expect(await engine.ask('findEvidence', { question: 'радио' })).toEqual({ ids: [] })
    await engine.ask('restoreEvidence', { ids: [id] })
    expect(await engine.ask('findEvidence', { question: 'радио плакат' })).toEqual({ ids: [id] })
  })

  it.each<[string, (path: string) => void]>([
    ['deleted', (path) => rmSync(path, { force: true })],
    ['cut off', (path) => truncateSync(path, 3000)],
    ['something else', (path) => writeFileSync(path, 'not a database')],
    ['empty', (path) => truncateSync(path, 0)],
  ])('makes its index anew when it is %s', async (_what, spoil) => {
    const { engine } = await school()
    engine.close()
    spoil(join(engine.root, 'cache', 'search.sqlite'))
    engine.open(engine.root)
    expect(await find(engine, 'ogrenci')).toEqual(['evidence Öğrenci kulübü'])
  })

  it('reads the words of documents once more when its index is gone', async () => {
    const engine = startWithPortfolio({ startWorker: mediaHere })
    const path = join(temporaryFolder(), 'писмо.txt')
    writeFileSync(path, 'В Копривщица се видяхме.')
    await engine.ask('addEvidence', { place: null, files: [{ path }] })
    const found = () => find(engine, 'копривщица')
    await expect.poll(found, { timeout: 10_000 }).toEqual(['evidence писмо'])
    engine.close()
    rmSync(join(engine.root, 'cache', 'search.sqlite'))
    engine.open(engine.root)
    await expect.poll(found, { timeout: 10_000 }).toEqual(['evidence писмо'])
  })

  it('notices what changed while its index was not there', async () => {
    const { engine, id } = await school()
    engine.close()
    const opened = openPortfolio(engine.root, { clock: () => new Date(), author: () => 'other' })
    opened.db.exec('DROP TRIGGER IF EXISTS temp.log_update_evidence')
    opened.db.prepare("UPDATE evidence SET title = 'Чужд' WHERE id = ?").run(id)
    opened.db
      .prepare(
        "INSERT INTO change (kind, words, merge_key, undone, made_at, made_by) VALUES ('writeEvidence', '{}', '', 0, '2030', 'x')",
      )
      .run()
    opened.db.close()
    engine.open(engine.root)
    expect(await find(engine, 'чужд')).toEqual(['evidence Чужд'])
  })
})

describe('the text in documents', () => {
  /** A search in a portfolio with one piece that has one document, whose words the test tells. */
  function searchInDocument(title: string): {
    search: ReturnType<typeof openSearch>
    read: (text: string) => void
  } {
    const engine = startWithPortfolio()
    engine.close()
    const { db, folder } = openPortfolio(engine.root, { clock: () => new Date(), author: () => 'x' })
    db.exec('DROP TRIGGER temp.log_insert_evidence; DROP TRIGGER temp.log_insert_attachment')
    db.exec(`INSERT INTO file (hash, bytes, type, picture, text, added_at) VALUES ('h', 1, 'application/pdf', 'none', 'waiting', '');
      INSERT INTO evidence (id, title, shows, note, date, date_until, created_at, updated_at, updated_by) VALUES ('e', '${title}', '', '', '', '', '', '', '');
      INSERT INTO attachment (id, evidence_id, role, position, file_hash, name, url, caption, alt, updated_at, updated_by)
        VALUES ('a', 'e', 'document', 0, 'h', 'minutes.pdf', '', '', '', '', '')`)
    const search = openSearch({ db, cache: folder.cache, onCaughtUp: () => undefined })
    onTestFinished(() => {
      search.close()
      db.close()
    })
    return {
      search,
      read: (text) => {
        search.noteText('h', text)
        db.exec("UPDATE file SET text = 'ready'")
      },
    }
  }

  it('is found with the piece, also when the words are parted between both, and shown where it stands', () => {
    const { search, read } = searchInDocument('Протокол')
    const text = `${'Ред от протокола. '.repeat(3000)}Училищният съвет реши ${'още нещо. '.repeat(3000)}`
    read(text)
    expect(search.find('съвет реши', 5)).toMatchObject([{ kind: 'evidence', id: 'e', field: 'document' }])
    const [hit] = search.find('училищният', 5)
    expect(hit?.snippet.marks.map(([from, to]) => hit.snippet.text.slice(from, to))).toEqual(['Училищният'])
    expect(search.find('протокол minutes реши', 5)).toMatchObject([{ id: 'e' }])
    expect(search.findEvidence('minutes реши')).toEqual(['e'])
    expect(search.textOf('h')).toBe(text)
  })

  it('is found by words that a line or a soft hyphen parts, as one and by their second halves', () => {
    const { search, read } = searchInDocument('Plan')
    read('Нашето учи-\nлище има план.\nDe basis\u00adschool en het school-\nreglement')
    for (const word of ['училище', 'basisschool', 'schoolreglement', 'reglement'])
      expect(search.findEvidence(word), word).toEqual(['e'])
    const [hit] = search.find('училище', 5)
    expect(hit?.snippet.marks.map(([from, to]) => hit.snippet.text.slice(from, to))).toEqual(['учи- лище'])
  })

  it('any row of changes leaves the index as it would be made anew', async () => {
    const word = fc.constantFrom('Işık', 'школа', 'žürii', 'straße', 'één', 'și', 'ден')
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), word }),
      fc.record({ do: fc.constant('title' as const), word, at: fc.nat(5) }),
      fc.record({ do: fc.constant('remove' as const), at: fc.nat(5) }),
      fc.record({ do: fc.constant('undo' as const) }),
      fc.record({ do: fc.constant('redo' as const) }),
      fc.record({ do: fc.constant('ask' as const), word }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const engine = startWithPortfolio()
        for (const one of steps) {
          const all = await engine.ask('listEvidence', {})
          const id = 'at' in one ? all[one.at % Math.max(1, all.length)]?.id : undefined
          if (one.do === 'add') await engine.ask('addEvidence', { place, title: one.word, note: 'x' })
          if (one.do === 'title' && id) await engine.ask('writeEvidence', { id, title: one.word })
          if (one.do === 'remove' && id) await engine.ask('removeEvidence', { ids: [id] })
          if (one.do === 'ask') await find(engine, one.word)
          if (one.do === 'undo' || one.do === 'redo') await engine.ask(one.do, {}).catch(() => null)
        }
        const questions = ['isik', 'школа', 'zurii', 'strasse', 'een', 'si', 'ден', 'x']
        const ask = async () =>
          Promise.all(questions.map(async (question) => (await find(engine, question)).sort()))
        const before = await ask()
        engine.close()
        rmSync(join(engine.root, 'cache', 'search.sqlite'), { force: true })
        engine.open(engine.root)
        expect(await ask()).toEqual(before)
        engine.close()
      }),
      { numRuns: 25 },
    )
  })
})
