import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languages, type Language } from '../../electron/domain/portfolio'
import { readZipParts } from '../../electron/media/zip-parts'
import { expectAccessible, startApp } from '../support/app'
import { fivefold } from '../support/command-line'
import { strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { addNote, answerField, claim, openToWrite, storedAnswer } from '../support/writing'

/** In each language, with the letters that only it has: a sentence, a word in it that is bold, two items, a title. */
const texts: Record<Language, { before: string; bold: string; items: [string, string]; title: string }> = {
  en: {
    before: 'The pupils’ council – “it’s ours” – meets',
    bold: 'every Tuesday',
    items: ['a café', 'naïve art'],
    title: 'Open day',
  },
  tr: {
    before: 'Öğrenci meclisi – “bizim işimiz” – toplanır:',
    bold: 'İLK Salı, ığüşöç',
    items: ['Ilık çay', 'şiir âşığı'],
    title: 'Açık kapı günü',
  },
  et: {
    before: 'Õpilasesindus – „see on meie oma“ – koguneb',
    bold: 'igal teisipäeval',
    items: ['šokolaad ja žürii', 'öö, äär, üür'],
    title: 'Avatud uste päev',
  },
  ro: {
    before: 'Consiliul elevilor – „este al nostru” – se întâlnește',
    bold: 'în fiecare marți',
    items: ['școală și țară', 'câine, vânt, ăsta'],
    title: 'Ziua porților deschise',
  },
  bg: {
    before: 'Ученическият съвет – „наш е“ – се събира',
    bold: 'всеки вторник',
    items: ['№ 5, щъркел', 'ѝ, юлия, ьо'],
    title: 'Ден на отворените врати',
  },
  nl: {
    before: 'De leerlingenraad – ‘die is van ons’ – vergadert',
    bold: 'elke dinsdag',
    items: ['ideeën, coördinatie', 'één ijsje, ’s avonds'],
    title: 'Open dag',
  },
}

it.each(languages)(
  'a coordinator writes an answer and pastes it into the form with nothing to fix: %s',
  async (language) => {
    const { before, bold, items, title } = texts[language]
    const folder = newPortfolio(language)
    const evidence = addNote(folder, title, claim)
    const app = await startApp()
    const { page } = app
    await openToWrite(app, folder)
    await expectAccessible(page)
    await answerField(page).click()
    await page.keyboard.type(`${before} **${bold}** (@`)
    await page.getByRole('listbox').getByText(title).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('):')
    await page.keyboard.press('Enter')
    await page.keyboard.type(`- ${items[0]}`)
    await page.keyboard.press('Enter')
    await page.keyboard.type(items[1])
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('1 < 2 & 3 * 4 = 12 # 100 % _')
    const block = strand(page, claim)
    await block.getByText('Answer saved').waitFor()
    expect(await storedAnswer(page)).toBe(
      `${before} **${bold}** ([${title}](evidence:${evidence})):\n\n- ${items[0]}\n- ${items[1]}\n\n1 < 2 & 3 \\* 4 = 12 # 100 % \\_`,
    )
    const expected = `${before} ${bold} (P3-01):\n\n- ${items[0]}\n- ${items[1]}\n\n1 < 2 & 3 * 4 = 12 # 100 % _`
    await block.getByRole('button', { name: /^Copy as plain text/ }).click()
    await page.getByText('The answer is copied.').waitFor()
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(expected)

    // A field as the form has it, and a real paste into it.
    await page.evaluate(() => {
      const form = document.createElement('textarea')
      form.id = 'form'
      document.body.append(form)
      form.focus()
    })
    await page.keyboard.press('Control+v')
    const pasted = await page.locator('#form').inputValue()
    expect(pasted).toBe(expected)
    await block.getByText(`${Array.from(pasted).length} characters`).waitFor()
    await app.close()

    const files = temporaryFolder()
    for (const name of ['answers.txt', 'answers.docx'])
      expect(fivefold(['export', folder, '--answers', join(files, name)])).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(files, 'answers.txt'), 'utf8')).toContain(`\n${expected}\n`)
    const parts = await readZipParts(join(files, 'answers.docx'), (part) => part === 'word/document.xml')
    const body = parts.get('word/document.xml')?.toString() ?? ''
    const paragraphs = [...body.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) => ({
      text: paragraph
        .replace(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&'),
      isItem: paragraph.includes('<w:numPr>'),
      bold: [...paragraph.matchAll(/<w:b\/>.*?<w:t[^>]*>([^<]*)</gs)].map(([, words]) => words),
    }))
    const first = paragraphs.findIndex(({ text }) => text.startsWith(before))
    expect(paragraphs.slice(first, first + 4)).toEqual([
      { text: `${before} ${bold} (P3-01):`, isItem: false, bold: [bold] },
      { text: items[0], isItem: true, bold: [] },
      { text: items[1], isItem: true, bold: [] },
      { text: '1 < 2 & 3 * 4 = 12 # 100 % _', isItem: false, bold: [] },
    ])
  },
)
