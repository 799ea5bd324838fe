import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { fivefold, fivefoldJson, pdfText } from '../support/command-line'
import { createPortfolio, goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const first = 'Всеки септември учениците избират посланици за всеки клас.'
const second = 'Every September the pupils elect ambassadors for every class.'
const more = ' Родителите също гласуват.'

/** Shows the school's details. */
async function goToDetails(page: Page): Promise<void> {
  await page.getByRole('navigation').locator('.rail-school').click()
  await page.getByRole('menuitem', { name: 'School’s details' }).click()
  await page.getByRole('heading', { level: 1, name: 'School’s details' }).waitFor()
}

describe('two languages', () => {
  it('are chosen, written side by side, compared, and printed in both', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await expect.poll(() => page.getByRole('group', { name: /^English/ }).count()).toBe(0)

    await goToDetails(page)
    const choice = page.getByRole('combobox', { name: 'Second language' })
    await expect.poll(() => choice.getByRole('option', { name: 'Български' }).count()).toBe(0)
    await choice.selectOption('en')
    await page.getByRole('radio', { name: 'English' }).check()
    await page.getByRole('button', { name: 'Save details' }).click()
    await page.getByText('This is the first language already.').waitFor()
    await expectAccessible(page)
    await page.getByRole('radio', { name: 'Български' }).check()
    await page.getByRole('button', { name: 'Save details' }).click()
    await page.getByText('Nothing is written yet.').waitFor()

    await goToSection(page, 'students')
    const block = strand(page, 'students.2')
    const own = block.getByRole('textbox', { name: 'How we do it: answer to 3.2' })
    const other = block.getByRole('textbox', { name: 'English: answer to 3.2' })
    await expect.poll(() => other.getAttribute('lang')).toBe('en')
    await own.fill(first)
    await block.getByText('Not written yet').waitFor()
    await other.fill(second)
    await block.getByText('Not compared yet').waitFor()
    await block.getByRole('button', { name: /^Both say the same/ }).click()
    await block.getByText('Says the same', { exact: true }).waitFor()
    await expectAccessible(page)

    await own.fill(first + more)
    await block.getByText('Behind: the first answer has changed').waitFor()
    await block.getByText('What has changed since').click()
    await block.getByText('Български, when both said the same').waitFor()
    await expectAccessible(page)

    await page.getByRole('navigation').getByText('Overview').click()
    await page.getByText('1 answer is behind').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Go to 3.2' }).click()
    await block.getByText('Behind: the first answer has changed').waitFor()
    await other.fill(`${second} The parents vote, too.`)
    await block.getByText('Both have changed: do they say the same?').waitFor()
    await block.getByRole('button', { name: /^Both say the same/ }).click()
    await block.getByText('Says the same', { exact: true }).waitFor()

    await page
      .getByRole('navigation')
      .getByRole('button', { name: /Export/ })
      .click()
    await page.getByRole('radio', { name: 'Both', exact: true }).check({ force: true })
    await page.getByRole('img', { name: /^Page 1 of/ }).waitFor()
    await expectAccessible(page)
    const out = join(temporaryFolder(), 'Both.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByText('“Both.pdf” is saved.').first().waitFor()
    const text = pdfText(out)
    expect(text).toContain(first + more)
    expect(text).toContain(`${second} The parents vote, too.`)

    await app.close()
    const again = await startApp({ home: app.home })
    await again.page.getByText('All answers say the same in both languages.').waitFor()
  })
})

describe('the command line', () => {
  it('writes an answer in either language, and exports in either or both', () => {
    const dir = join(temporaryFolder(), 'Two.fivefold')
    expect(fivefold(['new', dir, '--school', 'Мост', '--language', 'bg', '--second', 'en']).code).toBe(0)
    expect(fivefold(['answer', dir, 'students.2', '--text', first, '--language', 'bg']).code).toBe(0)
    expect(fivefold(['answer', dir, 'students.2', '--text', second, '--language', 'en']).code).toBe(0)
    expect(fivefold(['coverage', dir]).out).toContain('Second language: Not compared yet')
    const refused = fivefold(['answer', dir, 'students.2', '--text', 'x', '--language', 'tr'])
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('bg (Български), en (English)')

    const read = (language: string) => {
      const out = join(temporaryFolder(), 'answers.txt')
      fivefoldJson(['export', dir, '--answers', out, '--language', language])
      return readFileSync(out, 'utf8')
    }
    expect(read('bg')).not.toContain(second)
    expect(read('en')).not.toContain(first)
    expect(read('both')).toContain(`${first}\n\n[English]\n${second}`)
    const pdf = join(temporaryFolder(), 'second.pdf')
    fivefoldJson(['export', dir, '--out', pdf, '--language', 'en'])
    expect(pdfText(pdf)).toContain(second)
    expect(pdfText(pdf)).not.toContain(first)
    expect(fivefold(['export', dir, '--out', `${pdf}2`, '--language', 'nl']).code).toBe(1)
  })

  it('knows one language where there is one, and takes no language twice', () => {
    const dir = newPortfolio()
    const both = fivefold([
      'export',
      dir,
      '--answers',
      join(temporaryFolder(), 'a.txt'),
      '--language',
      'both',
    ])
    expect(both.code).toBe(1)
    const twice = ['--school', 'Мост', '--language', 'bg', '--second', 'bg']
    const { code, err } = fivefold(['new', join(temporaryFolder(), 'Same.fivefold'), ...twice])
    expect(code).toBe(1)
    expect(err).toContain('The second language is the first one already.')
  })
})
