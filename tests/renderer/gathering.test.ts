import { afterEach, expect, it, vi } from 'vitest'
import type { PageFile } from '../../electron/contract/bridge'
import { GatheringState } from '../../renderer/state/gathering.svelte'
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
  vi.stubGlobal('window', { fivefold: { engine: Object.fromEntries(answered), cancel: () => undefined } })
  const notices = new Notices()
  const portfolio = { sections: [] } as unknown as PortfolioState
  return { gathering: new GatheringState({ notices, portfolio, onAdded: () => undefined }), notices }
}

it('two folders at once are asked about one after the other, and both come in', async () => {
  const added: string[] = []
  const { gathering } = gatheringWith({
    prepareFiles: ({ files: [name] }: { files: [string] }) => ({
      ...{ gathering: name, count: 2, folders: 1, bytes: 2 },
      ...{ names: ['1.txt', '2.txt'], known: [], forgotten: [] },
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
