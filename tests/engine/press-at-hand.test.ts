import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createPressAtHand } from '../../electron/engine/press-at-hand'
import { forkedWorkers } from '../../electron/engine/workers'
import { temporaryFolder } from '../support/temporary'

/** A press in a process of its own that never comes to an end, and hears nothing meanwhile. */
function deafPress() {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'press.js'), 'process.on("message", () => { for (;;); })')
  const press = createPressAtHand(forkedWorkers(folder))
  onTestFinished(press.stop)
  return press
}

it('work that is cancelled ends, also where the press does not hear of it', async () => {
  const press = deafPress()
  const cancel = new AbortController()
  const work = press.use((client) => client.drawPage({ key: 'a', out: 'b' }), cancel.signal)
  setTimeout(() => {
    cancel.abort()
  }, 100)
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})

it('work that was cancelled before starts no press', async () => {
  const press = createPressAtHand(() => {
    throw new Error('a press was started')
  })
  const work = press.use((client) => client.drawPage({ key: 'a', out: 'b' }), AbortSignal.abort())
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})
