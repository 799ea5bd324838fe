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
