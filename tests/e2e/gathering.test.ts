import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  chooseMenu,
  dropFiles,
  dropFromOutside,
  expectAccessible,
  startAgain,
  startApp,
} from '../support/app'
import { encode, writeDocx, writeOdt, writePdf, writePptx, writeXlsx } from '../support/documents'
import { addTogether, createPortfolio, goToSection, strand } from '../support/journey'
import { paste } from '../support/paste'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

/** A school's folder: a word of its own stands in each file. */
async function schoolFolder(): Promise<string> {
  const folder = join(temporaryFolder(), 'Архив 2026')
  mkdirSync(join(folder, 'снимки'), { recursive: true })
  const documents = [
    await writePdf(['Протокол: обсъдихме Рилския водопад.']),
    await writeDocx(['Çalışma planı: IĞDIR gezisi.'], 'plan.docx'),
    await writeOdt(['Koosoleku märkmed: Käsmu laager.']),
    await writePptx(['Excursie la Târgoviște']),
    await writeXlsx({ Blad: [['Deelnemers', 'Scheveningen']] }),
  ]
  documents.forEach((path, index) => copyFileSync(path, join(folder, `${index} ${basename(path)}`)))
  writeFileSync(join(folder, 'писмо.txt'), encode('Уважаеми, в Копривщица се видяхме.', 'windows-1251'))
  writeFileSync(
    join(folder, 'mail.eml'),
    'From: a@b.example\nTo: c@d.example\nSubject: Bozcaada\nDate: 1 May 2026\n\nSelam.',
  )
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Ziua porților deschise</title><p>Sibiu')
  copyFileSync(
    await drawPicture('IMG_1.jpg', { width: 800, height: 600 }),
    join(folder, 'снимки', 'IMG_1.jpg'),
  )
  writeFileSync(join(folder, 'снимки', 'Thumbs.db'), 'x')
  writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.4 broken')
  return folder
}

/** Looks it up until it is found: the words in documents come after the files. */
async function expectFound(page: Page, question: string, title: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search in everything' })
  const hits = page.locator('.search-dialog [role=option]', { hasText: title })
  await expect
    .poll(
      async () => {
        await field.fill('')
        await field.fill(question)
        await page.waitForTimeout(250)
        return hits.count()
      },
      { timeout: 15_000, message: question },
    )
    .toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'hidden' })
}

describe('gathering', () => {
  it('takes in a folder at once, and each file is found again by a word that is in it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'example')
    const folder = await schoolFolder()
    await app.answerOpen([folder])
    await chooseMenu(app, 'addFolder')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 photo · 9 documents').waitFor()
    await expectAccessible(page)
    await dialog.getByText(/^10, one for each file/).click()
    await dialog.getByRole('button', { name: 'Add 10 files' }).click()
    await page.getByText('Added 10 files to').waitFor()
    await expect.poll(() => page.locator('[data-evidence]').count(), { timeout: 8000 }).toBe(10)

    for (const [question, title] of [
      ['рилския водопад', 'Mission'],
      ['igdir', 'plan'],
      ['kasmu laager', 'Mission'],
      ['targoviste', /./],
      ['scheveningen', /./],
      ['копривщица', 'писмо'],
      ['bozcaada', 'mail'],
      ['sibiu', 'page'],
      ['IMG_1', /./],
      ['broken', 'broken'],
    ] as const) {
      await expectFound(page, question, title)
    }

    // The same folder once more: nothing is copied before the school has seen that it is there.
    await chooseMenu(app, 'addFolder')
    await dialog.getByText('10 files are here already').waitFor()
    await expectAccessible(page)
    await expect.poll(() => dialog.getByRole('button', { name: 'Add 0 files' }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox', { name: /писмо/ }).check()
    await dialog.getByRole('button', { name: 'Add 1 file' }).click()
    await page.getByText(/Added 1 file/).waitFor()
    await page.getByRole('button', { name: /^Undo: add 1 file/ }).waitFor()
  })

  it('takes pasted pictures, addresses and words to where the user is', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await paste(page, '[data-strand="students.2"] h2', { png: true })
    await strand(page, 'students.2').locator('[data-evidence] img').waitFor()
    await paste(page, '[data-strand="students.3"] h2', { text: 'https://school.example/новини' })
    await strand(page, 'students.3').locator('[data-evidence]').waitFor()
    await paste(page, '[data-strand="students.4"] h2', { text: '„Питат и нас“, каза Мария.' })
    await strand(page, 'students.4').locator('[data-evidence]').waitFor()
    // Words that are pasted into a field stay words of the field.
    await paste(page, '[data-strand="students.5"] .rich-text', { text: 'отговор' })
    await expect.poll(() => strand(page, 'students.5').locator('[data-evidence]').count()).toBe(0)
    await expectFound(page, 'питат мария', /./)
  })

  it('takes what is pasted over the map, and nothing that is pasted over a question', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await paste(page, 'main h1', { text: 'https://school.example/map' })
    await page.getByRole('heading', { level: 1, name: 'Evidence' }).waitFor()
    await page.locator('[data-evidence]').waitFor()
    await page.getByRole('button', { name: 'Write a note' }).click()
    await page.getByRole('dialog').waitFor()
    await paste(page, '[role=dialog] h2', { text: 'https://school.example/under' })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText('1 piece', { exact: true }).first().waitFor()
  })

  it('has a button for every way in beside the list of evidence', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('button', { name: /^Evidence/ }).click()
    await app.answerOpen([await drawPicture('Пленер.jpg', { width: 300, height: 200 })])
    await page.getByRole('button', { name: 'Add files…' }).click()
    await page.locator('[data-evidence]', { hasText: 'Пленер' }).waitFor()
    await app.answerOpen([await schoolFolder()])
    await page.getByRole('button', { name: 'Add a folder…' }).click()
    await page.getByRole('dialog').getByText('1 photo · 9 documents').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Write a note' }).click()
    await page.locator('[role=dialog] .rich-text').fill('Питат и нас.')
    await page.locator('[role=dialog] button[type=submit]').click()
    await page.locator('main').getByRole('button', { name: 'Add a link' }).click()
    await page.getByRole('dialog').locator('input').first().fill('https://school.example/новини')
    await page.locator('[role=dialog] button[type=submit]').click()
    await expect.poll(() => page.locator('[data-evidence]').count()).toBe(3)
    await expectAccessible(page)
  })

  it('takes folders and files that are dropped, on a claim, on a piece and over the list', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'example')
    const folder = await schoolFolder()
    await dropFromOutside(page, '[data-strand="example.1"] h2', [folder])
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 photo · 9 documents').waitFor()
    await addTogether(page)
    const pieces = strand(page, 'example.1').locator('[data-evidence]')
    await expect.poll(() => pieces.count()).toBe(1)
    await page.getByText('Added 10 files to 4.1').waitFor()

    const photo = await drawPicture('Пленер.jpg', { width: 300, height: 200 })
    await dropFromOutside(page, '[data-strand="example.1"] [data-evidence]', [photo])
    await page.getByText(/Added 1 file to “/).waitFor()
    await expect.poll(() => pieces.count()).toBe(1)
    await page.getByRole('button', { name: /^Evidence/ }).click()
    await page.locator('[data-evidence]').waitFor()
    await dropFromOutside(page, 'main', [folder])
    await dialog.getByText('10 files are here already').waitFor()
    await dialog
      .getByText(/^in “.+”, under 4\.1$/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
  })

  it('lets a piece stand under a second claim when its file is dropped there, instead of copying it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    const photos = await Promise.all(
      ['Пленер.jpg', 'Хор.jpg'].map((name, seed) => drawPicture(name, { width: 300, height: 200, seed })),
    )
    const cards = (id: string) => strand(page, id).locator('[data-evidence]')
    for (const photo of photos) {
      await dropFiles(page, '[data-strand="students.2"]', [photo])
      await page.getByText('Added 1 file to 3.2').waitFor()
    }
    await expect.poll(() => cards('students.2').count()).toBe(2)
    await dropFiles(page, '[data-strand="students.3"]', photos)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('in “Пленер”, under 3.2').waitFor()
    await dialog.getByRole('button', { name: 'Use all of them' }).click()
    await dialog.getByText('2, one for each file').click()
    await addTogether(page)
    await expect.poll(() => cards('students.3').count()).toBe(2)
    const ids = (id: string) =>
      cards(id).evaluateAll((all) => all.map((card) => card.getAttribute('data-evidence')).sort())
    await expect.poll(() => ids('students.3')).toEqual(await ids('students.2'))
    await page.getByRole('button', { name: /^Undo: add 2 photos to 3\.3/ }).click()
    await expect.poll(() => cards('students.3').count()).toBe(0)
    await expect.poll(() => cards('students.2').count()).toBe(2)
  })

  it('asks once how many pieces, remembers it, and takes files that are dropped beside every strand', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('button', { name: /^Evidence/ }).click()
    const photos = await Promise.all(
      [1, 2, 3, 4].map((seed) => drawPicture(`IMG_${seed}.jpg`, { width: 300, height: 200, seed })),
    )
    await dropFiles(page, 'main', photos.slice(0, 2))
    await addTogether(page)
    await page.locator('[data-evidence]').first().waitFor()
    await dropFiles(page, 'main', photos.slice(2))
    await expect.poll(() => page.locator('[data-evidence]').count()).toBe(2)
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    // What was said can be taken back.
    await page.getByText('Several files at once become one piece of evidence.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ask me again' }).click()
    await page.getByRole('button', { name: 'Ask me again' }).waitFor({ state: 'hidden' })
    const more = [5, 6].map((seed) => drawPicture(`IMG_${seed}.jpg`, { width: 300, height: 200, seed }))
    await dropFiles(page, 'main', await Promise.all(more))
    await page.getByRole('dialog').getByText('How many pieces of evidence?').waitFor()
  })

  it('takes a file that is dropped on the app’s icon', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    const letter = join(temporaryFolder(), 'Писмо.txt')
    writeFileSync(letter, 'Уважаеми колеги')
    const second = join(dirname(letter), 'Хор.txt')
    writeFileSync(second, 'Хорът пее')
    // As macOS tells it.
    await app.electron.evaluate(({ app: electronApp }, path) => {
      electronApp.emit('open-file', { preventDefault: () => undefined }, path)
    }, letter)
    await page.locator('[data-evidence]', { hasText: 'Писмо' }).waitFor()
    await page.getByRole('button', { name: /^Undo: add evidence/ }).waitFor()
    // As Linux and Windows do: the program is started once more, with an address or a path.
    await startAgain(app, pathToFileURL(second).href)
    await page.locator('[data-evidence]', { hasText: 'Хор' }).waitFor()
    await startAgain(app, await drawPicture('Пленер.jpg', { width: 300, height: 200 }))
    await page.locator('[data-evidence]', { hasText: 'Пленер' }).waitFor()
  })
})
