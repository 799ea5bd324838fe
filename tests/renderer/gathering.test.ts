import { afterEach, expect, it, vi } from 'vitest'
import type { PageFile } from '../../electron/contract/bridge'
import { GatheringState } from '../../renderer/state/gathering.svelte'
import { watchInput } from '../../renderer/state/last-input'
import type { Screen } from '../../renderer/state/navigation.svelte'
import { Notices } from '../../renderer/state/notices.svelte'
import type { PortfolioState } from '../../renderer/state/portfolio.svelte'

afterEach(() => {
  vi.unstubAllGlobals()
})

const place = { section: 'students', strand: 'students.2' } as const
const folderA = ['A' as unknown as PageFile]
const folderB = ['B' as unknown as PageFile]

/** A window whose engine answers with these; an answer may depend on what was asked. */
function gatheringWith(engine: Record<string, (input: never) => unknown>) {
  const answered = Object.entries(engine).map(([name, answer]) => [
    name,
    async (input: never) => JSON.stringify({ ok: true, value: await answer(input) }),
  ])
  const requests = Object.fromEntries(answered) as Record<string, unknown>
  vi.stubGlobal('window', { fivefold: { engine: requests, cancel: () => undefined } })
  const notices = new Notices()
  const portfolio = { sections: [] } as unknown as PortfolioState
  const went: Screen[] = []
  const navigation = { go: (screen: Screen) => void went.push(screen) }
  const shown: string[] = []
  const gathering = new GatheringState({
    notices,
    portfolio,
    navigation,
    onAdded: (id) => void shown.push(id),
  })
  return { gathering, notices, went, shown }
}

it('two folders at once are asked about one after the other, and both come in', async () => {
  const added: string[] = []
  const { gathering } = gatheringWith({
    prepareFiles: ({ files: [name] }: { files: [string] }) => ({
      ...{ gathering: name, count: 2, folders: 1, bytes: 2 },
      ...{ names: ['1.txt', '2.txt'], known: [], forgotten: [], unread: [] },
    }),
    settings: () => ({ many: null }),
    addEvidence: ({ prepared }: { prepared: { gathering: string } }) => {
      added.push(prepared.gathering)
      return { ids: ['1', '2'], files: [] }
    },
  })
  const both = [gathering.add(place, { files: folderA }), gathering.add(place, { files: folderB })]
  await vi.waitFor(() => {
    expect(gathering.question?.preview.gathering).toBe('A')
  })
  // The second folder was looked at meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 20))
  for (const name of ['A', 'B']) {
    expect(gathering.question?.preview.gathering).toBe(name)
    gathering.question?.answer({ leaveOut: [], many: 'each', isForAll: false })
  }
  await Promise.all(both)
  expect(gathering.question).toBeNull()
  expect(added).toEqual(['A', 'B'])
})

it('a new piece is shown at once, but not to who has gone on with something meanwhile', async () => {
  const target = new EventTarget()
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target))
  vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target))
  const end = watchInput()
  let isBusy = false
  const { gathering, shown } = gatheringWith({
    prepareFiles: () => ({
      ...{ gathering: 'A', count: 1, folders: 0, bytes: 2 },
      ...{ names: ['1.txt'], known: [], forgotten: [], unread: [] },
    }),
    settings: () => ({ many: null }),
    addEvidence: () => {
      if (isBusy) target.dispatchEvent(new Event('keydown'))
      return { ids: [isBusy ? 'while busy' : 'at once'], files: [] }
    },
  })
  target.dispatchEvent(new Event('pointerdown'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  await gathering.add(place, { files: folderA })
  isBusy = true
  await gathering.add(place, { files: folderA })
  await gathering.add(place, { note: 'a note' })
  end()
  expect(shown).toEqual(['at once'])
})

it('what is wrong with files is said once all of them were worked through, and leads to them', async () => {
  const problems = [
    { name: 'IMG_3.jpg', problem: 'damaged', isOther: false, kind: 'JPG' },
    { name: 'план.pdf', problem: 'locked', isOther: false, kind: 'PDF' },
    { name: 'notes.jpg', problem: null, isOther: true, kind: 'TXT' },
  ]
  let waiting = 2
  const asked: string[][] = []
  const { gathering, notices, went } = gatheringWith({
    prepareFiles: () => ({
      ...{ gathering: 'A', count: 1, folders: 0, bytes: 2 },
      ...{ names: ['1.txt'], known: [], forgotten: [], unread: [] },
    }),
    settings: () => ({ many: null }),
    addEvidence: () => ({
      ids: ['1'],
      files: problems.map(({ name }) => ({ name, outcome: 'added', attachment: `of ${name}` })),
    }),
    workedThrough: ({ attachments }: { attachments: string[] }) => {
      asked.push(attachments)
      return { waiting, files: waiting > 0 ? [] : problems }
    },
  })
  const told = () => notices.list.filter(({ tone }) => tone === 'stop')
  await gathering.add(place, { files: folderA })
  await vi.waitFor(() => {
    expect(asked).toEqual([problems.map(({ name }) => `of ${name}`)])
  })
  gathering.noteIntake({ done: 1, total: 3, isPaused: false })
  expect([asked.length, told()]).toEqual([1, []])
  waiting = 0
  // The last news may come twice.
  gathering.noteIntake({ done: 3, total: 3, isPaused: false })
  gathering.noteIntake({ done: 3, total: 3, isPaused: false })
  await vi.waitFor(() => {
    expect(told()).toHaveLength(1)
  })
  const [notice] = told()
  expect(notice?.text).toContain('3 files')
  expect(notice?.lines).toEqual([
    '“IMG_3.jpg”: damaged or only half copied. It is shown as far as it can be read.',
    '“план.pdf”: behind a password. Its text cannot be found, and its pages cannot stand in the PDF.',
    '“notes.jpg”: in truth it is of the kind TXT.',
  ])
  notice?.action?.run()
  expect(went).toEqual([{ name: 'evidence', filter: { hasProblem: true } }])
  await new Promise((resolve) => setTimeout(resolve, 20))
  gathering.noteIntake({ done: 1, total: 1, isPaused: false })
  expect([told().length, asked.length]).toEqual([1, 3])
})

it('of many files the first are named, and how many more there are', async () => {
  const names = Array.from({ length: 23 }, (_, index) => `${index}.jpg`)
  const { gathering, notices } = gatheringWith({
    prepareFiles: () => ({
      ...{ gathering: 'A', count: 1, folders: 0, bytes: 2 },
      ...{ names, known: [], forgotten: [], unread: [] },
    }),
    settings: () => ({ many: 'each' }),
    addEvidence: () => ({
      ids: [],
      files: names.map((name) => ({
        ...{ name, outcome: 'refused' },
        failure: { code: 'file.empty', words: { name } },
      })),
    }),
  })
  await gathering.add(place, { files: folderA })
  expect(notices.list[0]?.lines).toHaveLength(21)
  expect(notices.list[0]?.lines.at(-1)).toBe('and 3 more')
})

it('a folder that cannot be read is named, instead of being said to be empty', async () => {
  const { gathering, notices } = gatheringWith({
    prepareFiles: () => ({
      ...{ gathering: 'A', count: 0, folders: 1, bytes: 0 },
      ...{ names: [], known: [], forgotten: [], unread: ['снимки'] },
    }),
    settings: () => ({ many: null }),
  })
  await gathering.add(place, { files: folderA })
  const [notice] = notices.list
  expect(notice?.text).toBe('One folder or file could not be read and is left out')
  expect(notice?.lines).toEqual(['снимки'])
})
