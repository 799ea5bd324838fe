import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { originalPath, portfolioFolder } from '../../electron/engine/folders'
import { dropFiles, expectAccessible, startApp, type App } from '../support/app'
import { bridgeSchool, startTestEngine } from '../support/engine'
import { workersHere } from '../support/media-worker'
import { drawScene } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { openButton } from '../support/journey'

const place = { section: 'students', strand: 'students.2' } as const

/** A portfolio in which a group is in two of three photos, and a PDF that was saved of it. */
async function portfolioWithGroup() {
  const engine = startTestEngine({ startWorker: workersHere })
  const root = join(temporaryFolder(), 'Bridge.fivefold')
  engine.create(root, bridgeSchool)
  const paths = await Promise.all(
    ['maria.jpg', 'fair.jpg', 'bridge.jpg'].map((name, index) =>
      drawScene(name, { width: 480, height: 320, seed: index + 1 }),
    ),
  )
  const [maria = '', fair = '', bridge = ''] = paths
  const files = (...some: string[]) => some.map((path) => ({ grant: engine.grant(path) }))
  const alone = await engine.ask('addEvidence', { place, files: files(maria), title: 'The opening' })
  const mixed = await engine.ask('addEvidence', { place, files: files(fair, bridge), title: 'The fair' })
  await engine.finishPictures({})
  const hashes: string[] = []
  for (const id of [...alone.ids, ...mixed.ids]) {
    const { attachments } = await engine.ask('evidence', { id })
    hashes.push(...attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.hash)))
  }
  const group = hashes.slice(0, 2)
  await engine.ask('writeConsent', { files: group, people: 'recognisable' })
  await engine.ask('writeConsent', { files: hashes.slice(2), people: 'none' })
  const { id: subject } = await engine.ask('addSubject', { kind: 'group', name: '5B 2026', files: group })
  await engine.ask('writeSubject', { id: subject, state: 'held' })
  const out = join(temporaryFolder(), 'Portfolio March.pdf')
  const order = { out: engine.grant(out), draft: false, only: null, purpose: 'label', knowingly: [] } as const
  await engine.ask('exportPortfolio', { ...order, knowingly: [] })
  engine.close()
  return { root, maria, hashes, subject, out }
}

async function openAt(root: string): Promise<App> {
  const app = await startApp()
  const { page } = app
  await app.answerOpen([root])
  await page.getByRole('button', { name: openButton }).click()
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  return app
}

/** Shows what is said of the group. */
async function openGroup(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Pupils’ privacy' }).click()
  await page.getByRole('heading', { name: 'Pupils’ privacy' }).waitFor()
  await page.getByRole('button', { name: '5B 2026', exact: true }).click()
}

function pictureCount(pdf: string): number {
  return execFileSync('pdfimages', ['-list', pdf]).toString().trim().split('\n').length - 2
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent.trim() ?? '')

describe('consent that is withdrawn', () => {
  it('is traced to every place and past PDF, noted by keyboard, undone, and heard by the next PDF', async () => {
    const { root, out } = await portfolioWithGroup()
    const app = await openAt(root)
    const { page } = app
    await openGroup(page)

    await page.getByRole('button', { name: /^Where is it used\?/ }).click()
    const uses = page.getByRole('dialog', { name: 'Where it is used: 5B 2026' })
    for (const words of ['P3-01', 'The opening', 'P3-02', 'The fair', 'Portfolio March.pdf'])
      await uses.getByText(words, { exact: true }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toContain('Where is it used?')

    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Consent was withdrawn: 5B 2026' })
    await dialog.getByText('2 pictures stay out of every PDF', { exact: false }).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Note the withdrawal' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Noted. 2 pictures are held back from now on.').waitFor()
    await page.getByText('Consent: Withdrawn').waitFor()
    await expect.poll(() => focused(page)).toContain('Where is it used?')

    // A wrong click is taken back, and done again.
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByText('Consent: Held').waitFor()
    await page.getByRole('button', { name: /^Redo:/ }).click()
    await page.getByText('Consent: Withdrawn').waitFor()

    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    const next = join(temporaryFolder(), 'Portfolio May.pdf')
    await app.answerSave(next)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await expect.poll(() => existsSync(next), { timeout: 20_000 }).toBe(true)
    expect(pictureCount(out) - pictureCount(next)).toBe(2)
  })
})

describe('a group whose photos are to be forgotten', () => {
  it('is named whole before, asked about once, and gone after, also for undo; gathered again it is noticed', async () => {
    const { root, maria, hashes } = await portfolioWithGroup()
    const app = await openAt(root)
    const { page } = app
    await openGroup(page)

    await page.getByRole('button', { name: /^Forget the pictures/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Forget 2 pictures for good?' })
    await dialog.getByText('This piece of evidence holds nothing else', { exact: false }).waitFor()
    await dialog.getByText('“Portfolio March.pdf”', { exact: false }).waitFor()
    await expectAccessible(page)
    const forget = dialog.getByRole('button', { name: 'Forget for good' })
    await expect.poll(() => forget.isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(hashes.map((hash) => existsSync(originalPath(portfolioFolder(root), hash)))).toEqual([
      true,
      true,
      true,
    ])

    await page.getByRole('button', { name: /^Forget the pictures/ }).click()
    await dialog.getByLabel('Forget “5B 2026” in the list of consents, too').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    const done = page.getByRole('dialog', { name: 'Forgotten' })
    await done.getByText('2 pictures are gone from this portfolio.').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await done.waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toBe('Pupils’ privacy')
    expect(hashes.map((hash) => existsSync(originalPath(portfolioFolder(root), hash)))).toEqual([
      false,
      false,
      true,
    ])
    await expect.poll(() => page.getByRole('button', { name: '5B 2026', exact: true }).count()).toBe(0)

    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.getByText('The fair').first().waitFor()
    await expect.poll(() => page.getByText('The opening').count()).toBe(0)

    await dropFiles(page, 'main', [maria])
    const question = page.getByRole('dialog')
    await question.getByText('1 file was forgotten here once').waitFor()
    await expectAccessible(page)
    await expect.poll(() => question.getByLabel('maria.jpg').isChecked()).toBe(false)
    await expect.poll(() => question.locator('button[type=submit]').isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })

    // Nothing that can still be undone brings one back.
    const undo = page.getByRole('button', { name: /^Undo:/ })
    for (let step = 0; step < 20 && (await undo.isVisible()) && (await undo.isEnabled()); step += 1) {
      await undo.click()
      await page.waitForTimeout(60)
    }
    await expect.poll(() => page.getByText('The opening').count()).toBe(0)
  })
})

describe('pictures that are kept too long', () => {
  it('are told on the overview and kept longer, or forgotten, from there', async () => {
    const { root, subject } = await portfolioWithGroup()
    const engine = startTestEngine()
    engine.open(root)
    await engine.ask('writeSubject', { id: subject, keepUntil: '2024-08-31' })
    engine.close()
    const app = await openAt(root)
    const { page } = app
    await page.getByText('2 pictures were to be kept until 31 Aug 2024.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'See what to do' }).click()
    await expect.poll(() => focused(page)).toBe('Kept long enough')
    await expectAccessible(page)
    const until = page.getByLabel('Keep until', { exact: true })
    await until.fill('31/08/2023')
    await page.getByRole('button', { name: 'Keep longer' }).click()
    await page.getByText('Type a day that is still to come.').waitFor()
    await until.fill('31/08/2099')
    await page.getByRole('button', { name: 'Keep longer' }).click()
    await page.getByText('Kept until 31 Aug 2099.').waitFor()
    await page.getByRole('heading', { name: 'Kept long enough' }).waitFor({ state: 'hidden' })

    const list = join(temporaryFolder(), 'Consent.pdf')
    await app.answerSave(list)
    await page.getByRole('button', { name: 'Save the list for the principal' }).click()
    await expect.poll(() => existsSync(list), { timeout: 20_000 }).toBe(true)
    expect(execFileSync('pdftotext', ['-layout', list, '-']).toString()).toContain('5B 2026')
  })
})
