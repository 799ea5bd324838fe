import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dropFiles, expectAccessible, startApp } from '../support/app'
import { addTogether, createPortfolio, goToSection, strand } from '../support/journey'
import { drawBlocks, tag } from '../support/pictures'
import { colourOf, pixelsOf } from '../support/pixels'
import { temporaryFolder } from '../support/temporary'

const editor = (page: Page) => page.locator('.redaction')
const places = (page: Page) => page.locator('[data-region]')
const lightTable = (page: Page) => page.locator('.light-table')

/** The picture that the window shows there, as it lies in its memory. */
const sourceOf = (page: Page, selector: string) => page.locator(selector).first().getAttribute('src')

/** Drags over the photo, from one place to another in fractions of it. */
async function drag(page: Page, ...path: [number, number][]): Promise<void> {
  const paper = await page.locator('.redaction .paper').boundingBox()
  if (!paper) throw new Error('no photo')
  for (const [index, [x, y]] of path.entries()) {
    await page.mouse.move(paper.x + x * paper.width, paper.y + y * paper.height, { steps: 4 })
    if (index === 0) await page.mouse.down()
  }
  await page.mouse.up()
}

/** Whether a part of a picture, in fractions of it, is one flat dark colour. */
async function isCovered(
  path: string,
  [left, top, right, bottom]: [number, number, number, number],
): Promise<boolean> {
  const grid = await pixelsOf(path)
  const steps = [0, 0.25, 0.5, 0.75, 1]
  return steps.every((u) =>
    steps.every((v) => {
      const [x, y] = [left + (right - left) * u, top + (bottom - top) * v]
      return colourOf(grid, Math.floor(x * grid.width), Math.floor(y * grid.height)).every(
        (each) => each > 20 && each < 62,
      )
    }),
  )
}

describe('faces in photos', () => {
  it('are covered by mouse and keyboard, one photo after the other, undone, kept over a restart, and gone from the PDF', async () => {
    const app = await startApp()
    const { page, home } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    const photos = await Promise.all(
      [1, 2].map((seed) => drawBlocks(`${seed}.jpg`, { width: 1200, height: 800, seed })),
    )
    for (const photo of photos) tag(photo, '-GPSLatitude=42.7', '-GPSLongitude=23.3', '-Artist=Maria')
    await dropFiles(page, '[data-strand="students.2"]', photos)
    await addTogether(page)
    const card = strand(page, 'students.2').locator('[data-evidence]')
    await card.locator('img').waitFor()
    await card.click()
    await page.locator('#detail figure img').waitFor()
    await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
    await lightTable(page).getByText('Picture 1 of 2').waitFor()
    // It is covered as it is shown: turned.
    await page.getByRole('button', { name: 'Turn right' }).click()
    await expect.poll(() => sourceOf(page, '.light-table .stage img')).toContain('/1_0')
    await page.getByRole('button', { name: 'Cover faces…' }).click()
    await editor(page).getByText('Photo 1 of 2').waitFor()
    await editor(page).getByText('Nothing is covered.').waitFor()

    // By mouse: flat, in the upper left of what is seen.
    await editor(page).getByText('Covered', { exact: true }).click()
    await drag(page, [0.1, 0.1], [0.4, 0.35])
    await page
      .getByRole('button', { name: /^Covered box 1 of 1, upper left, 30% wide and 25% high$/ })
      .waitFor()
    await drag(page, [0.6, 0.6], [0.7, 0.7])
    await expect.poll(() => places(page).count()).toBe(2)
    // Moved by its middle, undone by the menu and the button.
    await drag(page, [0.65, 0.65], [0.75, 0.8])
    await page.getByRole('button', { name: /^Covered box 2 of 2, lower right/ }).waitFor()
    await chooseMenu(app, 'undo')
    await page.getByRole('button', { name: /^Covered box 2 of 2, in the middle/ }).waitFor()
    await editor(page).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => places(page).count()).toBe(1)
    // With the brush.
    await editor(page).getByText('Brush', { exact: true }).click()
    await drag(page, [0.6, 0.8], [0.7, 0.85], [0.85, 0.8])
    await page.getByRole('button', { name: /^Covered stroke 2 of 2/ }).waitFor({ state: 'attached' })
    await expectAccessible(page)

    // By keyboard: a new box, moved, made larger, and what was too much is taken away.
    await editor(page).getByText('Box', { exact: true }).click()
    await page.locator('.redaction .scroller').focus()
    await page.keyboard.press('n')
    await page.getByRole('button', { name: /^Covered box 3 of 3, in the middle/ }).waitFor()
    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    await expect.poll(name).toMatch(/^Covered box 3 of 3/)
    const wide = async () => Number(/(\d+)% wide/.exec(await name())?.[1])
    const before = await wide()
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => wide()).toBe(before + 5)
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowRight')
    await expect.poll(() => name()).toMatch(/, right, /)
    await page.keyboard.press('Control+z')
    await expect.poll(name).toMatch(/, in the middle, /)
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => name()).toMatch(/^Covered stroke 2 of 3/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Delete')
    await expect.poll(() => places(page).count()).toBe(2)

    // Escape asks, since nothing is kept yet.
    await page.locator('.redaction .scroller').focus()
    await page.keyboard.press('Escape')
    await editor(page).getByText('What you marked is not kept yet.').waitFor()
    await expectAccessible(page)
    await editor(page).getByRole('button', { name: 'Keep it so' }).click()
    await editor(page).getByText('Can anyone still be recognised who has not agreed?').waitFor()
    await page.locator('.redaction img.seen').waitFor()
    await expectAccessible(page)
    await expect
      .poll(() => sourceOf(page, '.redaction img'))
      .toMatch(/^media:\/\/print\/[0-9a-f]{64}\/1_0_0_0_10000_10000\?r/)
    await editor(page).getByRole('button', { name: 'No, nobody' }).click()
    await editor(page).getByText('You have said: nobody without consent can be recognised.').waitFor()

    // The same places on the next photo, which lies as it came.
    await editor(page).getByRole('button', { name: 'Same places on the next photo' }).click()
    await editor(page).getByText('Photo 2 of 2').waitFor()
    await expect.poll(() => places(page).count()).toBe(2)
    await page
      .getByRole('button', { name: /^Covered box 1 of 2, upper left, 30% wide and 25% high$/ })
      .waitFor()
    await editor(page).getByRole('button', { name: 'Keep it so' }).click()
    await page.locator('.redaction img.seen').waitFor()
    await editor(page).getByRole('button', { name: 'Done' }).click()
    await lightTable(page).getByText('Picture 2 of 2').waitFor()
    await lightTable(page).getByText('2 places are covered.').waitFor()
    await page.keyboard.press('Escape')
    await lightTable(page).waitFor({ state: 'hidden' })

    // One step each, in the user's words; the picture on the card is the covered one, and back again.
    const undo = page.getByRole('button', { name: /^Undo:/ })
    await expect.poll(() => undo.textContent()).toContain('cover 2 places in a photo')
    const covered = /thumbnail\/[0-9a-f]{64}\/1_0_0_0_10000_10000\?r/
    await expect.poll(() => sourceOf(page, '[data-evidence] img')).toMatch(covered)
    await undo.click()
    await expect.poll(() => undo.textContent()).toContain('cover 2 places in a photo')
    await undo.click()
    await expect.poll(() => sourceOf(page, '[data-evidence] img')).not.toMatch(covered)
    const redo = page.getByRole('button', { name: /^Redo:/ })
    await redo.click()
    await expect.poll(() => sourceOf(page, '[data-evidence] img')).toMatch(covered)
    await redo.click()
    await app.close()

    const again = await startApp({ home })
    await goToSection(again.page, 'students')
    await expect.poll(() => sourceOf(again.page, '[data-evidence] img')).toMatch(covered)
    const pdf = join(temporaryFolder(), 'book.pdf')
    await again.answerSave(pdf)
    await again.page.getByRole('navigation').getByRole('button', { name: 'Export' }).click()
    await again.page.getByRole('button', { name: 'Save PDF…' }).click()
    // Of the second photo nobody has said that enough is covered.
    await again.page.getByRole('button', { name: 'I have looked: export with them' }).click()
    await expect.poll(() => existsSync(pdf), { timeout: 60_000 }).toBe(true)
    const folder = temporaryFolder()
    await expect
      .poll(() => {
        execFileSync('pdfimages', ['-all', pdf, join(folder, 'picture')])
        return readdirSync(folder).filter((each) => each.endsWith('.jpg')).length
      })
      .toBe(2)
    for (const each of readdirSync(folder)) {
      const path = join(folder, each)
      // Upright or turned: the upper left of what is seen.
      expect(await isCovered(path, [0.11, 0.11, 0.39, 0.34]), each).toBe(true)
      expect(await isCovered(path, [0.6, 0.1, 0.9, 0.4]), each).toBe(false)
      expect(await isCovered(path, [0.68, 0.83, 0.72, 0.86]), each).toBe(true)
      const told = execFileSync('exiftool', ['-a', '-G1', path], { encoding: 'utf8' })
      expect(told).not.toMatch(/GPS|Maria|XMP|IPTC|IFD|Creator/)
    }
  })

  it('are found by the computer and proposed, in the dark and in a small window', async () => {
    const app = await startApp({ dark: true, width: 1024, height: 700 })
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('button', { name: /^Evidence/ }).click()
    const packed = createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')
    await dropFiles(page, 'main', [join(dirname(packed), 'demo', 'sample5.jpg')])
    await page.locator('#detail figure img').waitFor()
    await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
    await page.getByRole('button', { name: 'Cover faces…' }).click()
    await editor(page).getByRole('button', { name: 'Find faces' }).click()
    await editor(page).getByText('5 faces were found. Cover them?').waitFor({ timeout: 60_000 })
    await expect.poll(() => places(page).count()).toBe(0)
    await expectAccessible(page)
    const faces = editor(page).getByRole('button', { name: /^Cover face \d of \d/ })
    await faces.first().focus()
    await page.keyboard.press('Enter')
    await editor(page).getByText('4 faces were found. Cover them?').waitFor()
    await editor(page).getByRole('button', { name: 'Cover all 4' }).click()
    await expect.poll(() => places(page).count()).toBe(5)
    await expect.poll(() => faces.count()).toBe(0)
    await expectAccessible(page)
    await editor(page).getByRole('button', { name: 'Keep it so' }).click()
    await page.locator('.redaction img.seen').waitFor({ timeout: 20_000 })
    await expectAccessible(page)
    await expect.poll(() => sourceOf(page, '.redaction img')).toMatch(/\?r/)
  })
})
