import { afterEach, expect, it, vi } from 'vitest'
import type { ConsentsState } from '../../renderer/state/consents.svelte'
import type { DetailState } from '../../renderer/state/detail.svelte'
import { LightTable } from '../../renderer/state/light-table.svelte'
import { Notices } from '../../renderer/state/notices.svelte'

const photo = { evidence: { id: 'e' }, attachment: { id: 'a', caption: '', alt: '', file: { pages: null } } }
const field = { load: () => undefined }
const detail = { attachmentFields: () => ({ caption: field, alt: field }) } as unknown as DetailState

afterEach(() => {
  vi.unstubAllGlobals()
})

it('a light table that is closed while it reads the pictures again stays closed', async () => {
  let answer: () => void = () => undefined
  let isSlow = false
  const listPictures = async () => {
    if (isSlow) await new Promise<void>((resolve) => (answer = resolve))
    return JSON.stringify({ ok: true, value: [photo] })
  }
  const bookOptions = () => Promise.resolve(JSON.stringify({ ok: true, value: { coverPhoto: '' } }))
  vi.stubGlobal('window', { fivefold: { engine: { listPictures, bookOptions } } })
  const lightTable = new LightTable({ detail, notices: new Notices(), consents: {} as ConsentsState })
  await lightTable.open(['e'])
  expect(lightTable.isOpen).toBe(true)

  isSlow = true
  const read = lightTable.reload()
  lightTable.close()
  answer()
  await read
  expect(lightTable.isOpen).toBe(false)
})

/** A light table with photos of which nobody has said who can be seen, and what was said of them. */
async function withUnsaid(ids: string[], isRefused: (hash: string) => boolean = () => false) {
  const said: [string, string][] = []
  const photos = ids.map((id) => ({
    evidence: { id: 'e' },
    attachment: { id, caption: '', alt: '', file: { hash: `#${id}`, pages: null, status: 'unsaid' } },
  }))
  const answer = (value: unknown) => () => Promise.resolve(JSON.stringify({ ok: true, value }))
  vi.stubGlobal('window', {
    fivefold: { engine: { listPictures: answer(photos), bookOptions: answer({ coverPhoto: '' }) } },
  })
  const consents = {
    say: ([hash = '']: string[], { people = '' }) => {
      if (isRefused(hash)) return Promise.resolve(false)
      said.push([hash, people])
      return Promise.resolve(true)
    },
  } as unknown as ConsentsState
  const lightTable = new LightTable({ detail, notices: new Notices(), consents })
  expect(await lightTable.openUnsaid(['e'])).toBe(true)
  return { lightTable, said, shown: () => lightTable.shown?.attachment.id }
}

it('who can be seen is said photo after photo, without waiting, and each only once', async () => {
  const { lightTable, said, shown } = await withUnsaid(['a', 'b', 'c'])
  lightTable.show('b')
  const saying = [lightTable.sayPeople('adults'), lightTable.sayPeople('none')]
  // From the end it goes on at the beginning.
  expect(shown()).toBe('a')
  expect(lightTable.unsaid).toHaveLength(1)
  saying.push(lightTable.sayPeople('recognisable'))
  expect([shown(), lightTable.unsaid.length]).toEqual(['a', 0])
  await Promise.all(saying)
  expect(said).toEqual([
    ['#b', 'adults'],
    ['#c', 'none'],
    ['#a', 'recognisable'],
  ])
})

it('a photo of which it could not be said is shown again', async () => {
  const { lightTable, shown } = await withUnsaid(['a', 'b'], (hash) => hash === '#a')
  await lightTable.sayPeople('none')
  expect([shown(), lightTable.unsaid.length]).toEqual(['a', 2])
})

it('what is said while the pictures are being read again is not asked once more', async () => {
  const { lightTable } = await withUnsaid(['a', 'b'])
  const reading = lightTable.reload()
  // Said and written before the answer comes, which does not know of it.
  await lightTable.sayPeople('none')
  await reading
  expect(lightTable.unsaid.map(({ attachment }) => attachment.id)).toEqual(['b'])
})
