import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dropFiles, expectAccessible, startApp } from '../support/app'
import { writePdf } from '../support/documents'
import { addTogether, createPortfolio } from '../support/journey'
import { paste } from '../support/paste'
import { drawCorners, drawScene, redraw } from '../support/pictures'

const openEvidence = (page: Page) => page.getByRole('button', { name: /^Evidence/ }).click()
const lightTable = (page: Page) => page.locator('.light-table')

/** The size in px at which the window was given the picture. */
const sizeOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluate((image: HTMLImageElement) =>
      image.complete ? `${image.naturalWidth}x${image.naturalHeight}` : 'loading',
    )

describe('photos', () => {
  it('are looked at, turned, straightened and cropped by keyboard, and come back with undo', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await openEvidence(page)
    const corners = await drawCorners('corners.jpg', { width: 1500, height: 1000 })
    const scene = await drawScene('scene.jpg', { width: 900, height: 600, seed: 5 })
    await dropFiles(page, 'main', [corners, scene])
    await addTogether(page)
    await page.locator('#detail figure img').waitFor()
    await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
    await lightTable(page).getByText('Picture 1 of 2').waitFor()
    await expectAccessible(page)
    await expect.poll(() => sizeOf(page, '.stage img')).toBe('1500x1000')

    await page.getByRole('button', { name: 'Turn right' }).click()
    await expect.poll(() => sizeOf(page, '.stage img')).toBe('1000x1500')
    await page.getByRole('button', { name: 'Crop and straighten' }).click()
    await page.getByText('Pull the corners').waitFor()
    await expectAccessible(page)
    // The slider has the focus: three tenths of a degree.
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight')
    await page.getByText('0.3°').waitFor()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'Lower edge' }).focus()
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('Shift+ArrowUp')
    await page.getByRole('button', { name: 'Keep it so' }).click()
    await expect.poll(() => sizeOf(page, '.stage img')).toBe('1000x750')

    await page.locator('.stage').focus()
    for (const key of ['+', '+', 'ArrowDown', '0']) await page.keyboard.press(key)
    await page.keyboard.press('ArrowRight')
    await lightTable(page).getByText('Picture 2 of 2').waitFor()
    await lightTable(page).getByLabel('Caption').fill('Пролетният пленер')
    await page.getByRole('button', { name: 'Show on the card' }).click()
    await lightTable(page).getByText('This picture is on the card.').waitFor()
    // What is found from here is seen: the light table does not lie over it.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('пленер')
    await page.getByRole('option', { name: /пленер/ }).click()
    await lightTable(page).waitFor({ state: 'hidden' })
    await page.locator('#detail figure img').waitFor()
    const card = '[data-evidence] img'
    await expect.poll(() => sizeOf(page, card)).toBe('500x333')

    const undo = () => page.getByRole('button', { name: /^Undo:/ })
    for (const step of ['choose the picture', 'write a caption', 'edit a photo']) {
      await expect.poll(() => undo().textContent()).toContain(step)
      await undo().click()
    }
    await expect.poll(() => sizeOf(page, card)).toBe('500x333')
    await expect.poll(() => page.locator(card).getAttribute('src')).not.toContain('_')
  })

  it('and the pages of a document are leafed through', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await openEvidence(page)
    await dropFiles(page, 'main', [await writePdf(['Първа', '\f', 'Втора', '\f', 'Трета'])])
    const panel = page.locator('#detail')
    await panel.getByText('page 1 of 3').waitFor()
    const source = () => panel.locator('figure img').getAttribute('src')
    const hash = /[0-9a-f]{64}/.exec((await source()) ?? '')?.[0] ?? ''
    await panel.getByRole('button', { name: 'Next' }).click()
    await panel.getByText('page 2 of 3').waitFor()
    await expect.poll(() => source()).toBe(`media://print/${hash}/p2`)
    await expect.poll(() => sizeOf(page, '#detail figure img')).toMatch(/^\d{3,4}x1600$/)
    await panel.getByRole('button', { name: 'Look closer' }).click()
    await lightTable(page).getByText('page 2 of 3').waitFor()
    await page.keyboard.press('ArrowRight')
    await lightTable(page).getByText('page 3 of 3').waitFor()
    await expect.poll(() => lightTable(page).getByRole('button', { name: 'Turn right' }).count()).toBe(0)
    await expectAccessible(page)
  })

  it('that look alike are thinned out, and come back with undo', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await openEvidence(page)
    const scene = await drawScene('best.jpg', { width: 900, height: 600, seed: 1 })
    const others = await Promise.all([
      redraw(scene, 'again.jpg[Q=50]'),
      redraw(scene, 'small.png', { scale: 0.6 }),
      drawScene('else.jpg', { width: 900, height: 600, seed: 2 }),
    ])
    await dropFiles(page, 'main', [...others, scene])
    await addTogether(page)
    const items = page.locator('#attachments ~ ul > li')
    await expect.poll(() => items.count()).toBe(4)
    await page.locator('[data-evidence] img').waitFor()
    const dialog = page.getByRole('dialog')
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Similar photos' }).click()
        const found = dialog.getByText('3 similar photos')
        await found
          .or(dialog.getByText(/No photos look alike|2 similar photos/))
          .first()
          .waitFor()
        const isFound = (await found.count()) > 0
        // Asked again until all photos have been looked at.
        if (!isFound) {
          await page.keyboard.press('Escape')
          await dialog.waitFor({ state: 'hidden' })
        }
        return isFound
      })
      .toBe(true)
    await expectAccessible(page)
    // The one with the most to see is proposed.
    await expect.poll(() => dialog.getByRole('checkbox', { name: 'best.jpg' }).isChecked()).toBe(true)
    await dialog.getByRole('button', { name: 'Take 2 photos out' }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => items.count()).toBe(2)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => items.count()).toBe(4)
  })
})

describe('a link', () => {
  it('says when it was seen, and keeps what is pasted or dropped on it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await openEvidence(page)
    await paste(page, 'main h1', { text: 'https://school.example/новини' })
    await page.locator('[data-evidence]').click()
    const panel = page.locator('#detail')
    await panel.getByRole('button', { name: 'Seen today' }).click()
    await panel.getByRole('button', { name: 'Seen today' }).waitFor({ state: 'hidden' })
    await expect.poll(() => panel.getByLabel('Last seen on').inputValue()).not.toBe('')
    await paste(page, '[data-link] button', { png: true })
    await panel
      .locator('[data-link]')
      .getByText(/^(image|Picture).*\.png$/)
      .first()
      .waitFor()
    await panel.locator('.thumb img').waitFor()
    await expectAccessible(page)
    await dropFiles(page, '[data-link]', [await writePdf(['Новината за нашето училище'])])
    await panel
      .locator('[data-link]')
      .getByText(/\.pdf$/)
      .first()
      .waitFor()
    await panel.getByRole('button', { name: 'Remove the copy' }).click()
    await panel.getByText('Pages vanish.').waitFor()
    await page.getByRole('button', { name: /^Undo: remove the copy/ }).waitFor()
  })
})
