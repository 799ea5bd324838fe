import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dropFiles, expectAccessible, startApp } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { createPortfolio, goToSection } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

/** A file of an old Word, from which nothing can be taken away. */
function oldWord(): string {
  const path = join(temporaryFolder(), 'Протокол.doc')
  writeFileSync(path, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))
  return path
}

const documentsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.doc'))

describe('a file from which names and places cannot be removed', () => {
  it('is left out of the evidence folder and named, and copied when somebody wants it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await dropFiles(page, '[data-strand="students.2"]', [oldWord()])
    await page.locator('#evidence-title').fill('Minutes of the meeting')
    await page.getByRole('navigation').getByText('Export').click()
    const folder = join(temporaryFolder(), 'Evidence')
    await app.answerSave(folder)
    await page.getByRole('button', { name: 'Folder with the evidence…' }).click()
    await page.getByText('One file was left out').waitFor()
    await expect.poll(() => page.getByText('Протокол.doc').count()).toBeGreaterThan(0)
    await expectAccessible(page)
    expect(documentsIn(folder)).toEqual([])

    await app.answerSave(`${folder} 2`)
    await page.getByRole('button', { name: 'Save again with it' }).click()
    await page.getByText('One file is in the folder as it is').waitFor()
    expect(documentsIn(`${folder} 2`)).toHaveLength(1)
  })

  it('is left out and named by the command line, and copied with --with-uncleaned', () => {
    const dir = newPortfolio()
    fivefoldJson(['add', dir, '--to', 'students.2', '--title', 'Протокол', oldWord()])
    const folder = join(temporaryFolder(), 'files')
    const without = fivefold(['export', dir, '--folder', folder])
    expect(without.code).toBe(0)
    expect(without.out + without.err).toContain('Left out, since names and places cannot be removed from it')
    expect(documentsIn(folder)).toEqual([])
    const all = fivefold(['export', dir, '--folder', `${folder} 2`, '--with-uncleaned'])
    expect(all.out + all.err).toContain('Copied as it is, and may tell names and places')
    expect(documentsIn(`${folder} 2`)).toHaveLength(1)
  })
})
