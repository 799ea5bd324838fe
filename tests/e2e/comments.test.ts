import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { fivefold, pdfText } from '../support/command-line'
import { answer, createPortfolio, goToSection, strand } from '../support/journey'
import { temporaryFolder } from '../support/temporary'

const id = 'students.2'
const first = 'Имаме ли снимка от сцената?'
const second = 'Директорът ще провери годината.'
const third = 'Кой е нарисувал плаката?'

const button = (page: Page, name: string | RegExp) => strand(page, id).getByRole('button', { name })

async function add(page: Page, text: string, name?: string): Promise<void> {
  await page.getByLabel('New comment').fill(text)
  if (name !== undefined) await page.getByLabel('Your name for comments and changes').fill(name)
  await page.getByRole('button', { name: 'Add comment' }).click()
  await page.getByRole('listitem').filter({ hasText: text }).first().waitFor()
}

/** Everything that lies in a folder: names and contents. */
function everythingIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .map(
      (entry) =>
        `${entry.name}\n${entry.isFile() ? readFileSync(join(entry.parentPath, entry.name), 'utf8') : ''}`,
    )
    .join('\n')
}

describe('comments for colleagues', () => {
  it('are signed, settled, undone, listed with their places, survive a restart, and leave the app nowhere', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await strand(page, id).getByRole('textbox', { name: 'How we do it: answer to 3.2' }).fill(answer)
    await button(page, /^Comments/).click()
    await page.getByRole('button', { name: 'Add comment' }).click()
    await page.getByText('Write the comment first.').waitFor()
    await expectAccessible(page)
    // The system's name is offered; a colleague gives their own, which stays.
    await expect.poll(() => page.getByLabel('Your name for comments and changes').inputValue()).not.toBe('')
    await add(page, first, 'Мария Иванова')
    await page.getByText('You write as Мария Иванова.').waitFor()
    await page.getByRole('button', { name: 'Change name' }).click()
    await add(page, second, 'Şükrü Çağlar')
    await button(page, /^2 comments/).waitFor()
    await expectAccessible(page)

    // One is edited, one is settled; undo opens it again, redo settles it.
    await page.getByRole('button', { name: 'Edit comment by Мария Иванова' }).click()
    await page.getByRole('textbox', { name: 'comment by Мария Иванова' }).fill(`${first} Моля!`)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(`${first} Моля!`).waitFor()
    await page.getByRole('button', { name: 'Done comment by Şükrü Çağlar' }).click()
    await button(page, /^1 comment/).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Undone: mark a comment on the answer 3.2 as done.').waitFor()
    await button(page, /^2 comments/).waitFor()
    await page.keyboard.press('Control+Shift+z')
    await button(page, /^1 comment/).waitFor()
    await page.getByText('1 done').click()
    await page.getByText(/^Done: Şükrü Çağlar/).waitFor()

    // What is begun waits while one looks elsewhere.
    await page.getByLabel('New comment').fill('Още')
    await button(page, /^1 comment/).click()
    await button(page, /^1 comment/).click()
    await expect.poll(() => page.getByLabel('New comment').inputValue()).toBe('Още')
    await page.getByLabel('New comment').fill('')

    await button(page, /^Write a note/).click()
    await page.getByLabel('Title', { exact: true }).fill('Плакат')
    await page.getByRole('dialog').getByLabel('Note', { exact: true }).fill('Вода')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.locator('#detail').getByText('Comments', { exact: true }).click()
    await add(page, third)
    await page.locator('#detail').getByText('Comments (1)').waitFor()
    await expectAccessible(page)
    await app.close()

    const { page: again, close } = await startApp({ home: app.home })
    await again.getByRole('heading', { name: 'Where we stand' }).waitFor()
    const open = again.getByRole('region', { name: 'Open comments' })
    await open.getByText(third).click()
    await again.locator('#detail').getByText('Comments (1)').waitFor()
    await again.locator('#detail').getByRole('button', { name: 'Done comment by Şükrü Çağlar' }).click()
    await again.locator('#detail').getByText('Comments', { exact: true }).waitFor()
    await again.getByRole('navigation').getByText('Overview').click()
    await expect.poll(() => open.getByRole('button').count()).toBe(1)
    await expectAccessible(again)
    await open.getByText(first).click()
    await strand(again, id).getByText(`${first} Моля!`).waitFor()
    await again.getByText('You write as Şükrü Çağlar.').waitFor()
    await close()

    const dir = join(app.home, readdirSync(app.home).find((name) => name.endsWith('.fivefold')) ?? '')
    const out = temporaryFolder()
    const files = { pdf: join(out, 'a.pdf'), txt: join(out, 'a.txt'), docx: join(out, 'a.docx') }
    for (const args of [
      ['--out', files.pdf],
      ['--answers', files.txt],
      ['--answers', files.docx],
      ['--folder', join(out, 'folder')],
    ])
      expect(fivefold(['export', dir, ...args])).toMatchObject({ code: 0 })
    const docx = execFileSync('unzip', ['-p', files.docx], { encoding: 'utf8' })
    const texts = [pdfText(files.pdf), readFileSync(files.txt, 'utf8'), docx]
    for (const text of texts) expect(text.replace(/\s+/g, ' ')).toContain('посланици')
    for (const text of [...texts, everythingIn(join(out, 'folder'))])
      for (const word of ['сцената', 'провери', 'нарисувал', 'Şükrü', 'Иванова'])
        expect(text).not.toContain(word)
  })
})
