import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { chooseMenu, startApp } from '../support/app'
import { folderOfPhotos } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { answerField, openToWrite } from '../support/writing'

type Heard = { how: 'at once' | 'in turn'; text: string }

/** Notes what a screen reader would say by itself: each new text of a live region. */
async function listen(page: Page): Promise<() => Promise<Heard[]>> {
  await page.evaluate(() => {
    const heard: Heard[] = []
    const before = new Map<Element, string>()
    const regions = '[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]'
    const look = (says: boolean): void => {
      for (const region of document.querySelectorAll<HTMLElement>(regions)) {
        const text = region.textContent.replace(/\s+/g, ' ').trim()
        if (text === before.get(region)) continue
        before.set(region, text)
        const isUrgent = region.matches('[role=alert], [aria-live=assertive]')
        if (says && text !== '') heard.push({ how: isUrgent ? 'at once' : 'in turn', text })
      }
    }
    look(false)
    new MutationObserver(() => look(true)).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    Object.assign(window, { heard })
  })
  return () =>
    page.evaluate(() => {
      const { heard } = window as unknown as { heard: Heard[] }
      return heard.splice(0)
    })
}

const texts = (heard: readonly Heard[], about: RegExp): string[] =>
  heard.filter(({ text }) => about.test(text)).map(({ text }) => text)

it('a screen reader hears how work begins, goes on and ends, what was undone, what failed at once, and nothing while one writes', async () => {
  const count = 40
  const folder = await folderOfPhotos(count, { width: 800, height: 600, filling: 2_000_000 })
  const app = await startApp()
  const { page } = app
  await openToWrite(app, newPortfolio('en'))
  const takeHeard = await listen(page)

  await answerField(page).pressSequentially('Every autumn.')
  await page.getByText('Answer saved').waitFor()
  expect(await takeHeard()).toEqual([])

  await app.answerOpen([folder])
  await chooseMenu(app, 'addFolder')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/, one for each file/).click()
  await dialog.getByRole('button', { name: `Add ${count} files` }).click()
  await page.getByText(`Added ${count} files to`).waitFor({ timeout: 60_000 })
  const gathered = await takeHeard()
  expect(texts(gathered, /^Adding files to/)).toEqual([
    expect.stringMatching(/^Adding files to [^.]*$/),
    expect.stringMatching(/^Adding files to .* Half of it is done\.$/),
  ])
  expect(texts(gathered, /^Added/)).toHaveLength(1)

  await page.getByRole('button', { name: /^Undo: / }).click()
  await page.getByText(/^Undone: /).waitFor()
  expect(texts(await takeHeard(), /^Undone: /)).toHaveLength(1)

  await page.getByRole('navigation').getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Backed up.').waitFor()
  expect(texts(await takeHeard(), /^Backed up\./)).toHaveLength(1)

  await page.getByRole('navigation').getByRole('button', { name: 'Export', exact: true }).click()
  const out = temporaryFolder()
  await app.answerSave(join(out, 'book.pdf'))
  await page.getByRole('button', { name: 'Save PDF…' }).click()
  await page.getByText('“book.pdf” is saved.').first().waitFor()
  const exported = texts(await takeHeard(), /book\.pdf/)
  expect(exported[0]).toBe('Making “book.pdf”')
  expect(exported.at(-1)).toMatch(/^“book\.pdf” is saved\./)
  expect(exported.length).toBe(2)

  mkdirSync(join(out, 'folder.pdf'))
  await app.answerSave(join(out, 'folder.pdf'))
  await page.getByRole('button', { name: 'Save PDF…' }).click()
  await page
    .getByText(/“folder\.pdf” is a folder/)
    .first()
    .waitFor()
  expect(await takeHeard()).toContainEqual({
    how: 'at once',
    text: expect.stringMatching(/“folder\.pdf” is a folder/) as string,
  })
})
