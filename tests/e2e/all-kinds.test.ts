import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { forkedWorkers } from '../../electron/engine/workers'
import { allKinds } from '../support/all-kinds'
import { projectFolder } from '../support/command-line'
import { startWithPortfolio } from '../support/engine'

it('a folder with 500 files of all kinds comes in at once, and each is found again by a word that is in it', async () => {
  const { folder, known } = await allKinds(500)
  const engine = startWithPortfolio({ startWorker: forkedWorkers(join(projectFolder, 'dist')) })
  const preview = await engine.ask('prepareFiles', { files: [{ path: folder }] })
  expect(preview).toMatchObject({ count: 500, known: [] })
  const { ids, files } = await engine.ask('addEvidence', {
    place: { section: 'inclusion', strand: null },
    prepared: { gathering: preview.gathering, leaveOut: [] },
    each: true,
  })
  expect(files.filter(({ outcome }) => outcome !== 'added')).toEqual([])
  expect(ids).toHaveLength(500)
  const waiting = async () =>
    (await engine.ask('listEvidence', {})).filter(({ attachments }) =>
      attachments.some((each) => each.role !== 'link' && each.file.text === 'waiting'),
    ).length
  await expect.poll(waiting, { timeout: 90_000, interval: 500 }).toBe(0)

  const all = new Map((await engine.ask('listEvidence', {})).map((piece) => [piece.id, piece]))
  const names = (id: string) =>
    (all.get(id)?.attachments ?? []).map((each) => (each.role === 'link' ? '' : each.name))
  const missed: string[] = []
  for (const { path, question } of known) {
    const { ids: found } = await engine.ask('findEvidence', { question })
    const isFound = found.length === 1 && names(found[0] ?? '').includes(basename(path).normalize('NFC'))
    if (!isFound) missed.push(`${basename(path)}: ${question} -> ${found.flatMap(names).join(', ')}`)
  }
  expect(missed).toEqual([])
  const unreadable = [...all.values()].flatMap(({ attachments }) =>
    attachments.flatMap((each) =>
      each.role !== 'link' && each.file.picture === 'unreadable' ? each.name : [],
    ),
  )
  expect(unreadable).toEqual([])
  expect(await engine.ask('verify', {})).toEqual([])
  expect(engine.bugs).toEqual([])
})
