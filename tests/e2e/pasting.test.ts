import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { projectFolder } from '../support/command-line'
import { strand } from '../support/journey'
import { paste } from '../support/paste'
import { newPortfolio } from '../support/portfolio'
import { answerField, claim, openToWrite, storedAnswer } from '../support/writing'

const field = `[id="answer-${claim}"]`
const saved = (page: Page) => strand(page, claim).getByText('Answer saved').waitFor()
const fixture = (name: string) =>
  readFileSync(join(projectFolder, 'tests/files/paste', `${name}.html`), 'utf8')

/** What the four programs put onto the clipboard, and what is kept of it. */
const sources: Record<string, string[]> = {
  word: [
    '# Учениците водят',
    'Всеки септември нашите дванадесет **посланици** откриват _учителския_ съвет с представяне на **_проектите_**.',
    '## Как',
    '- Срещи всяка седмица\n  - с родители\n- Училищно **радио**',
    '1. Избори\n2. Седмица',
    'Написано от учениците и [качено тук](https://school.example/radio?id=7).',
    '| **Кой** | **Какво** |\n| - | - |\n| 9 А клас | ден на езиците |',
    'Край.',
  ],
  docs: [
    '# Öğrenciler yönetir',
    'Her eylülde on iki **elçimiz** kurulu _açar_: [haber](https://okul.example/haber?id=7).',
    '- toplantılar\n  - velilerle\n- **radyo**',
    '1. seçim',
    '| **Kim** | Ne |\n| - | - |\n| 9-A | |',
    'İlk satır\nikinci satır.',
  ],
  writer: [
    '# Õpilased juhivad',
    'Igal sügisel avavad **saadikud** _õppenõukogu_ ja räägivad projektidest: [uudis](https://kool.example/uudis).',
    '- koosolekud\n  - vanematega\n- **raadio**',
    '3. valimised\n4. nädal',
    '> „Küsitakse ka meilt.“',
    '| Kes | Mis |\n| - | - |\n| 9. klass | keelte \\| päev |',
    'Lõpp.',
  ],
  page: [
    '## Școala deschisă',
    'Elevii **conduc** radioul _școlii_. [Știri](https://school.example/stiri?id=7#sus), aici, acolo, date și [scrieți-ne](mailto:scoala@school.example).',
    '> „Suntem întrebați și noi.“',
    'Rând unu',
    'Rând doi\nRând trei',
    'Cine',
    'Clasa a IX-a',
    'un   doi\ntrei',
    'Subliniat **gros** **_ambele_** 2 A',
    'Program',
    '| Ora | Ce | |\n| - | - | - |\n| 9 | cor | unu doi |\n| | dans | tabel în tabel |',
    'Într-un cadru',
    '- fără tabel',
    'A\u00a0&\u00a0B \\<script> \\*stea\\* \\_linie\\_ # 1. \\[x]\\(y)',
  ],
}

describe('what is pasted', () => {
  it.each(Object.entries(sources))(
    'from %s keeps its text and its shape, and nothing else',
    async (name, kept) => {
      const app = await startApp()
      const { page } = app
      const asked: string[] = []
      page.on('request', (request) => {
        // Its own typefaces come when they are first needed.
        if (!request.url().startsWith('app://fivefold/')) asked.push(request.url())
      })
      await openToWrite(app, newPortfolio())
      await answerField(page).click()
      asked.length = 0
      await paste(page, field, { html: fixture(name), text: 'the same as words', png: name === 'word' })
      await saved(page)
      expect.soft(await storedAnswer(page)).toBe(kept.join('\n\n'))
      // Nothing was asked for, nothing ran, and nothing in the field could.
      expect(asked).toEqual([])
      await expect.poll(() => page.evaluate(() => (window as { pasted?: string }).pasted)).toBeUndefined()
      expect(
        await answerField(page)
          .locator(
            'img:not(.ProseMirror-separator), script, style, iframe, object, svg, form, input, a, [src], [href], [onclick], [onerror]',
          )
          .evaluateAll((all) => all.map(({ outerHTML }) => outerHTML)),
      ).toEqual([])
      await expect.poll(() => strand(page, claim).locator('[data-evidence]').count()).toBe(0)

      // It is one step to undo.
      await page.keyboard.press('Control+z')
      await expect.poll(() => storedAnswer(page)).toBe('')
    },
  )

  it('is taken when it is three megabytes of HTML, and typing goes on behind it', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await answerField(page).click()
    const line = (index: number) => `Ред ${index}: учениците решават сами.`
    const paragraph = (index: number) =>
      `<p class=MsoNormal style='margin-bottom:0cm;line-height:normal;mso-layout-grid-align:none'><span style='font-size:12.0pt;font-family:"Times New Roman",serif;mso-fareast-font-family:"Times New Roman";mso-ansi-language:BG'>${line(index)}<script>window.pasted = 1</script><img src="https://tracker.example/${index}.png"><o:p></o:p></span></p>`
    const count = 8000
    const html = `<!--StartFragment-->${Array.from({ length: count }, (_, index) => paragraph(index)).join('\n')}<!--EndFragment-->`
    expect(Buffer.byteLength(html)).toBeGreaterThan(3_000_000)
    await paste(page, field, { html })
    await saved(page)
    const kept = Array.from({ length: count }, (_, index) => line(index)).join('\n\n')
    expect((await storedAnswer(page)) === kept).toBe(true)
    await page.keyboard.type(' Край.')
    await saved(page)
    expect((await storedAnswer(page)) === `${kept} Край.`).toBe(true)
  })

  it('is taken when it is 200,000 characters of words, in paragraphs or in one', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await answerField(page).click()
    const inOne = 'Учениците решават. '.repeat(10_600).trim()
    const inMany = Array.from({ length: 5600 }, (_, index) => `Ред ${index}: учениците решават сами.`).join(
      '\r\n\r\n',
    )
    for (const text of [inOne, inMany]) {
      expect(text.length).toBeGreaterThan(200_000)
      await page.keyboard.press('Control+a')
      await paste(page, field, { text })
      await saved(page)
      const kept = text.replaceAll('\r', '')
      expect((await storedAnswer(page)) === kept).toBe(true)
      await page.keyboard.press('Control+End')
      await page.keyboard.type(' Край.')
      await saved(page)
      expect((await storedAnswer(page)) === `${kept} Край.`).toBe(true)
    }
  })

  it('keeps scripts of both directions, marks and joined emoji; control characters go', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await answerField(page).click()
    const mixed = 'Школа עִבְרִית ומבנה, العربية ١٢٣ and English; \u2067מימין\u2069 משמאל.'
    const emoji = '👩🏽\u200d🏫👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈 🇧🇬 ☀️ 1️⃣'
    const composed = 'Școală, õpilased, İstanbul, ученѝк, école, é'
    const text = `${mixed}\n\n${emoji}\n\n${composed.normalize('NFD')}`
    await paste(page, field, { text: `\u0000${text.replace('Школа', 'Шк\u0007о\u001bла\u007f')}\u0008` })
    await saved(page)
    const kept = `${mixed.normalize('NFC')}\n\n${emoji}\n\n${composed.normalize('NFC')}`
    expect(await storedAnswer(page)).toBe(kept)

    await page.keyboard.press('Control+a')
    const html = text.split('\n\n').map((line) => `<p>${line.replace('Школа', 'Шк\u0007ола')}</p>`)
    await paste(page, field, { html: html.join('') })
    await expect.poll(() => storedAnswer(page)).toBe(kept)
    // A letter of several signs goes with one press, and nothing of it stays.
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('Delete')
    await saved(page)
    expect((await storedAnswer(page)).split('\n\n')[1]).toBe(emoji.slice('👩🏽\u200d🏫'.length))
  })

  it('into the middle of words, into a list and into a cell fits where it comes', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio('en'))
    await answerField(page).click()
    await page.keyboard.type('before after')
    for (let letter = 0; letter < 5; letter += 1) await page.keyboard.press('ArrowLeft')
    await paste(page, field, { html: '<p class=MsoNormal><b>bold</b>&nbsp;<o:p></o:p></p>' })
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('- one')
    await page.keyboard.press('Enter')
    await paste(page, field, { html: '<ul><li>two</li><li><p>three</p></li></ul>' })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await strand(page, claim).getByRole('button', { name: 'Table', exact: true }).click()
    await paste(page, field, { html: '<h1>Head</h1><p>in <i>two</i> lines</p>' })
    await page.keyboard.press('Tab')
    await paste(page, field, { text: 'a\n\nb' })
    await page.keyboard.press('Enter')
    await page.keyboard.type('!')
    await saved(page)
    expect(await storedAnswer(page)).toBe(
      [
        'before **bold**\u00a0after',
        '- one\n- two\n- three',
        '| Head in _two_ lines | a b! |\n| - | - |\n| | |\n| | |',
      ].join('\n\n'),
    )
    await expectAccessible(page)
  })
})
