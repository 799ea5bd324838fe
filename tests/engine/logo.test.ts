import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWithPortfolio } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { writePdf } from '../support/documents'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

/** Pictures on the first page. */
function picturesOnCover(path: string): number {
  const [, , ...rows] = execFileSync('pdfimages', ['-list', '-l', '1', path]).toString().trim().split('\n')
  return rows.length
}

describe('the school’s logo', () => {
  it('stands on the cover, and is back after an undo, over closing too', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const { ask, grant, root } = engine
    const printed = async (): Promise<number> => {
      const out = join(temporaryFolder(), 'book.pdf')
      await ask('exportPortfolio', { out: grant(out), draft: false, only: null })
      return picturesOnCover(out)
    }
    expect(await printed()).toBe(0)
    const path = await drawPicture('logo.png', { width: 300, height: 120 })
    await ask('keepLogo', { files: [{ path }] })
    expect((await ask('bookOptions', {})).logo).toMatch(/^[0-9a-f]{64}$/)
    expect(await printed()).toBe(1)
    await ask('dropLogo', {})
    expect(await printed()).toBe(0)
    engine.close()
    // What is unused is swept out when a portfolio is opened; what an undo asks for stays.
    await ask('openPortfolio', { grant: grant(root) })
    await ask('undo', {})
    expect(await printed()).toBe(1)
    expect(await ask('verify', {})).toEqual([])
  })

  it('is a picture, or the cover stays as it was', async () => {
    const { ask } = startWithPortfolio({ startWorker: workersHere })
    const files = [{ path: await writePdf(['No logo'], 'letter.pdf') }]
    await expect(ask('keepLogo', { files })).rejects.toMatchObject({
      code: 'logo.noPicture',
      words: { name: 'letter.pdf' },
    })
    expect((await ask('bookOptions', {})).logo).toBeNull()
  })
})
