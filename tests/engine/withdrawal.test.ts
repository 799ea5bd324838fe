import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noteExport, noteSubmission, withDatabase } from '../support/departures'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { drawScene } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.2' } as const
const other = { section: 'example', strand: null } as const

function written(name: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, name)
  return path
}

/** A piece with these files; gives its id and what is attached to it. */
async function gather(engine: TestEngine, ...paths: string[]) {
  const files = paths.map((path) => ({ grant: engine.grant(path) }))
  const { ids } = await engine.ask('addEvidence', { place, files })
  const { id, attachments } = await engine.ask('evidence', { id: ids[0] ?? '' })
  const attached = attachments.flatMap((each) => (each.role === 'link' ? [] : each))
  return { id, attached, hashes: attached.map(({ file }) => file.hash) }
}

async function statusOf(engine: TestEngine, id: string): Promise<string[]> {
  const { attachments } = await engine.ask('evidence', { id })
  return attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.status))
}

describe('where pictures are used', () => {
  it('is told place by place: evidence, other evidence, card, covers, logo, kept copy, trash', async () => {
    const engine = startWithPortfolio()
    const photo = await drawScene('one.jpg', { width: 60, height: 40, seed: 1 })
    const first = await gather(engine, photo, written('a.txt'))
    const [file = ''] = first.hashes
    const [attachment] = first.attached
    await engine.ask('placeEvidence', { id: first.id, place: other })
    await engine.ask('writeEvidence', { id: first.id, title: 'The exhibition' })
    await engine.ask('writeCover', { id: first.id, cover: attachment?.id ?? '' })
    await engine.ask('writeBookOptions', { coverPhoto: attachment?.id ?? '' })
    await engine.ask('keepLogo', { files: [{ grant: engine.grant(photo) }] })
    const removed = await gather(engine, photo, written('b.txt'))
    await engine.ask('writeEvidence', { id: removed.id, title: 'In the trash' })
    await engine.ask('removeEvidence', { ids: [removed.id] })
    const linking = await gather(engine, written('c.txt'))
    await engine.ask('attachLink', { evidence: linking.id, url: 'https://school.example/', caption: '' })
    const link = (await engine.ask('evidence', { id: linking.id })).attachments.find(
      ({ role }) => role === 'link',
    )
    await engine.ask('keepCopy', { attachment: link?.id ?? '', files: [{ grant: engine.grant(photo) }] })
    withDatabase(engine, (db) => {
      noteExport(db, { id: 'spring', file, evidence: first.id })
      noteExport(db, { id: 'spring', file, evidence: removed.id })
      noteExport(db, { id: 'without', file: first.hashes[1] ?? '' })
      noteSubmission(db, { id: 'march', file })
    })

    expect(await engine.ask('listUses', { file })).toEqual({
      files: [file],
      isLogo: true,
      pieces: [
        {
          evidence: first.id,
          number: 'P3-01',
          title: 'The exhibition',
          places: [place, other],
          isInTrash: false,
          files: [
            {
              hash: file,
              attachment: attachment?.id,
              name: 'one.jpg',
              as: 'photo',
              isCover: true,
              isBookCover: true,
            },
          ],
        },
        {
          evidence: linking.id,
          number: 'P3-02',
          title: 'c',
          places: [place],
          isInTrash: false,
          files: [
            {
              hash: file,
              attachment: link?.id,
              name: 'one.jpg',
              as: 'copy',
              isCover: false,
              isBookCover: false,
            },
          ],
        },
        {
          evidence: removed.id,
          number: null,
          title: 'In the trash',
          places: [place],
          isInTrash: true,
          files: [
            {
              hash: file,
              attachment: removed.attached[0]?.id,
              name: 'one.jpg',
              as: 'photo',
              isCover: false,
              isBookCover: false,
            },
          ],
        },
      ],
      exports: [
        {
          id: 'spring',
          kind: 'book',
          isExtraCopy: false,
          name: 'Book.pdf',
          purpose: 'label',
          madeAt: '2026-03-02T10:00:00.000Z',
          madeBy: 'Mari',
          files: 1,
        },
      ],
      submissions: [{ id: 'march', name: '2027-2028', handedInOn: '2026-03-05' }],
    })
  })

  it('is told for all pictures of a group, and of what does not exist nothing', async () => {
    const engine = startWithPortfolio()
    const one = await gather(engine, await drawScene('one.jpg', { width: 60, height: 40, seed: 1 }))
    const two = await gather(engine, await drawScene('two.jpg', { width: 60, height: 40, seed: 2 }))
    const { id: subject } = await engine.ask('addSubject', {
      kind: 'group',
      name: '5B 2026',
      files: [...one.hashes, ...two.hashes],
    })
    expect(await engine.ask('listUses', { subject })).toMatchObject({
      files: [...one.hashes, ...two.hashes].sort(),
      pieces: [{ evidence: one.id }, { evidence: two.id }],
      exports: [],
      submissions: [],
    })
    await expect(engine.ask('listUses', { subject: 'gone' })).rejects.toMatchObject({ code: 'subject.gone' })
    const file = 'a'.repeat(64)
    await expect(engine.ask('listUses', { file })).rejects.toMatchObject({ code: 'evidence.gone' })
    await expect(engine.ask('withdraw', { file })).rejects.toMatchObject({ code: 'evidence.gone' })
  })
})

describe('consent that is withdrawn', () => {
  it('holds every picture of a group back, as one step that is undone and redone', async () => {
    const engine = startWithPortfolio()
    const { id, hashes } = await gather(
      engine,
      await drawScene('one.jpg', { width: 60, height: 40, seed: 1 }),
      await drawScene('two.jpg', { width: 60, height: 40, seed: 2 }),
    )
    const { id: subject } = await engine.ask('addSubject', { kind: 'group', name: '5B 2026', files: hashes })
    await engine.ask('writeConsent', { files: hashes, people: 'recognisable' })
    await engine.ask('writeSubject', { id: subject, state: 'held', reference: '17' })
    expect(await statusOf(engine, id)).toEqual(['clear', 'clear'])

    expect(await engine.ask('withdraw', { subject })).toEqual({ files: 2 })
    expect(await statusOf(engine, id)).toEqual(['withdrawn', 'withdrawn'])
    // What the school has on paper is still to be found.
    expect(await engine.ask('listSubjects', {})).toMatchObject([{ state: 'withdrawn', reference: '17' }])
    expect((await engine.ask('portfolio', {})).history.undo).toEqual({
      kind: 'withdraw',
      words: { name: '5B 2026' },
    })
    await engine.ask('undo', {})
    expect(await statusOf(engine, id)).toEqual(['clear', 'clear'])
    await engine.ask('redo', {})
    expect(await statusOf(engine, id)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('is heard even where nobody was to be seen, or where what is covered was enough', async () => {
    const engine = startWithPortfolio()
    const { id, hashes } = await gather(
      engine,
      await drawScene('one.jpg', { width: 60, height: 40, seed: 1 }),
      await drawScene('two.jpg', { width: 60, height: 40, seed: 2 }),
    )
    const [none = '', covered = ''] = hashes
    await engine.ask('writeConsent', { files: [none], people: 'none' })
    withDatabase(engine, (db) => {
      db.prepare("INSERT INTO redaction VALUES (?, 'box', 1, '', '')").run(covered)
    })
    expect(await statusOf(engine, id)).toEqual(['clear', 'clear'])
    await engine.ask('withdraw', { file: none })
    await engine.ask('withdraw', { file: covered })
    expect(await statusOf(engine, id)).toEqual(['withdrawn', 'withdrawn'])
    await engine.ask('undo', {})
    await engine.ask('undo', {})
    expect(await statusOf(engine, id)).toEqual(['clear', 'clear'])
  })
})

describe('pictures that are kept too long', () => {
  it('are due on the day after, by whose day it is; what was said of a picture itself counts first', async () => {
    const engine = startWithPortfolio()
    const one = await gather(engine, written('one.txt'), written('two.txt'))
    const two = await gather(engine, written('three.txt'))
    const [a = '', b = ''] = one.hashes
    const [c = ''] = two.hashes
    const { id: subject } = await engine.ask('addSubject', {
      kind: 'group',
      name: '5B 2026',
      files: [a, b, c],
    })
    await engine.ask('writeSubject', { id: subject, keepUntil: '2026-11-23' })
    await engine.ask('writeConsent', { files: [b], keepUntil: '2026-11-20' })
    await engine.ask('writeConsent', { files: [c], keepUntil: '2027-08-31' })
    const due = async () =>
      (await engine.ask('listDue', {})).map(({ keepUntil, subject: whose, files }) => [
        keepUntil,
        whose?.name ?? null,
        files,
      ])
    // It is 23 November: the last day.
    expect(await due()).toEqual([['2026-11-20', null, [b]]])
    engine.wait(86_400_000)
    expect(await due()).toEqual([
      ['2026-11-20', null, [b]],
      ['2026-11-23', '5B 2026', [a]],
    ])
    expect((await engine.ask('listDue', {}))[1]?.pieces).toMatchObject([
      { evidence: one.id, files: [{ name: 'one.txt' }] },
    ])
    await engine.ask('writeSubject', { id: subject, keepUntil: '2027-08-31' })
    await engine.ask('forgetFiles', { files: [b] })
    expect(await due()).toEqual([])
  })
})
