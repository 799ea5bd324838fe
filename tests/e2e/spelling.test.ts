import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { languages, type Language } from '../../electron/domain/portfolio'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { chooseFromContextMenu, chooseFromMenu, rightClick, watchContextMenu } from '../support/spelling'
import { temporaryFolder } from '../support/temporary'
import { knowAttempts } from '../support/watch-network'

/** Of each language a word that is written in schools, and the same with a mistake. */
const words: Record<Language, { right: string; wrong: string }> = {
  en: { right: 'pupils', wrong: 'pupilz' },
  tr: { right: 'öğretmen', wrong: 'öğretmenn' },
  et: { right: 'õpilased', wrong: 'õpilasedd' },
  ro: { right: 'școală', wrong: 'școalăă' },
  bg: { right: 'училище', wrong: 'училищее' },
  nl: { right: 'leerlingen', wrong: 'leerlinggen' },
}

/** The answer to a claim, whatever it is written in. */
const answer = (page: Page) => strand(page, 'students.1').getByRole('textbox').first()

/** What stands in the answer by the portfolio itself. */
function savedAnswer(folder: string): string {
  const file = join(temporaryFolder(), 'answers.txt')
  expect(fivefold(['export', folder, '--answers', file])).toMatchObject({ code: 0 })
  return readFileSync(file, 'utf8')
}

async function open(app: App, folder: string): Promise<void> {
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

/** Types as a person does, and leaves a space behind: a word is looked at when it is finished. */
async function write(page: Page, text: string): Promise<void> {
  await goToSection(page, 'students')
  await answer(page).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(`${text} `)
}

/** The events of Chromium's network that would be bytes on their way out. */
const leaving = [
  'DNS_TRANSACTION',
  'HOST_RESOLVER_SYSTEM_TASK',
  'TCP_CONNECT',
  'TCP_CONNECT_ATTEMPT',
  'UDP_BYTES_SENT',
]

/** Which of them a log of Chromium's network holds. */
function departures(log: string): string[] {
  const { constants, events } = JSON.parse(readFileSync(log, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> }
    events: { type: number }[]
  }
  expect(Object.keys(constants.logEventTypes)).toEqual(expect.arrayContaining(leaving))
  expect(events.length).toBeGreaterThan(0)
  const types = new Set(events.map(({ type }) => type))
  return leaving.filter((name) => types.has(constants.logEventTypes[name] ?? -1))
}

describe('spelling', () => {
  it.each(languages)(
    'marks a wrong word and no right one, and offers the right one: %s',
    async (language) => {
      if (process.env.FIVEFOLD_NETWORK === 'cut') expect(Object.keys(networkInterfaces())).toEqual(['lo'])
      const log = join(temporaryFolder(), 'net.json')
      const app = await startApp({ switches: [`--log-net-log=${log}`] })
      await open(app, newPortfolio(language))
      await watchContextMenu(app)
      const { right, wrong } = words[language]
      await write(app.page, `${right} ${wrong}`)
      const field = answer(app.page)
      await expect.poll(() => rightClick(app, field, wrong)).toMatchObject({ wrong })
      const { suggestions, menu } = await rightClick(app, field, wrong)
      expect(suggestions).toContain(right)
      expect(menu.slice(0, suggestions.length)).toEqual(suggestions)
      expect(await rightClick(app, field, right)).toMatchObject({ wrong: '', suggestions: [] })
      await app.close()
      expect(departures(log)).toEqual([])
    },
  )

  it('asks nobody for a dictionary that the app does not bring: a system in Greek', async () => {
    const log = join(temporaryFolder(), 'net.json')
    const app = await startApp({ locale: 'el_GR', switches: [`--log-net-log=${log}`] })
    await app.page.getByRole('heading', { name: 'Fivefold' }).waitFor()
    await app.close()
    expect(departures(log)).toEqual([])
    // Before it learns that no name has an address, Chromium asks the system whether it has a way for IPv6; no byte is sent for that.
    knowAttempts()
  })

  it('puts the word that is chosen into the answer, and it is saved', async () => {
    const app = await startApp()
    const folder = newPortfolio('nl')
    await open(app, folder)
    await watchContextMenu(app)
    await write(app.page, 'Onze leerlinggen leren samen')
    const field = answer(app.page)
    await expect.poll(() => rightClick(app, field, 'leerlinggen')).toMatchObject({ wrong: 'leerlinggen' })
    await chooseFromContextMenu(app, 'leerlingen')
    await app.page.getByText('Answer saved').waitFor()
    await expectAccessible(app.page)
    await app.close()
    expect(savedAnswer(folder)).toContain('Onze leerlingen leren samen')
  })

  it('knows a word that was added, also after a restart, and no more once it is removed', async () => {
    const folder = newPortfolio('et')
    const app = await startApp()
    await open(app, folder)
    await watchContextMenu(app)
    await write(app.page, 'Fivefoldike')
    await expect
      .poll(() => rightClick(app, answer(app.page), 'Fivefoldike'))
      .toMatchObject({ wrong: 'Fivefoldike' })
    await chooseFromContextMenu(app, 'Add “Fivefoldike” to the dictionary')
    await expect.poll(() => rightClick(app, answer(app.page), 'Fivefoldike')).toMatchObject({ wrong: '' })
    await app.page.getByText('Answer saved').waitFor()
    await app.close()

    const again = await startApp({ home: app.home })
    await again.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await watchContextMenu(again)
    const field = answer(again.page)
    await write(again.page, 'Fivefoldike vigganesõna')
    await expect.poll(() => rightClick(again, field, 'vigganesõna')).toMatchObject({ wrong: 'vigganesõna' })
    expect(await rightClick(again, field, 'Fivefoldike')).toMatchObject({ wrong: '' })

    await chooseFromMenu(again, 'Remove “Fivefoldike” from the dictionary')
    await write(again.page, 'Fivefoldike vigganesõna')
    await expect.poll(() => rightClick(again, field, 'Fivefoldike')).toMatchObject({ wrong: 'Fivefoldike' })
  })

  it('follows the language of the portfolio', async () => {
    const app = await startApp()
    await open(app, newPortfolio('nl'))
    await watchContextMenu(app)
    await write(app.page, 'leerlingen pupils')
    await expect.poll(() => rightClick(app, answer(app.page), 'pupils')).toMatchObject({ wrong: 'pupils' })
    await app.page.getByText('Answer saved').waitFor()
    await open(app, newPortfolio('en'))
    await write(app.page, 'pupils leerlingen colour color')
    await expect
      .poll(() => rightClick(app, answer(app.page), 'leerlingen'))
      .toMatchObject({ wrong: 'leerlingen' })
    for (const right of ['pupils', 'colour', 'color']) {
      expect(await rightClick(app, answer(app.page), right)).toMatchObject({ wrong: '' })
    }
    await app.page.getByText('Answer saved').waitFor()
  })

  it('is switched off by the menu and stays off, and on again', async () => {
    const folder = newPortfolio('en')
    const app = await startApp()
    await open(app, folder)
    await watchContextMenu(app)
    await write(app.page, 'pupilz')
    await expect.poll(() => rightClick(app, answer(app.page), 'pupilz')).toMatchObject({ wrong: 'pupilz' })
    await chooseFromMenu(app, 'Check spelling')
    await write(app.page, 'pupilz and teacherz')
    await app.page.getByText('Answer saved').waitFor()
    expect(await rightClick(app, answer(app.page), 'pupilz')).toMatchObject({ wrong: '' })
    expect(await rightClick(app, answer(app.page), 'teacherz')).toMatchObject({ wrong: '' })
    await app.close()

    const again = await startApp({ home: app.home })
    await again.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await watchContextMenu(again)
    await write(again.page, 'pupilz')
    expect(await rightClick(again, answer(again.page), 'pupilz')).toMatchObject({ wrong: '' })
    await chooseFromMenu(again, 'Check spelling')
    await write(again.page, 'teacherz')
    await expect
      .poll(() => rightClick(again, answer(again.page), 'teacherz'))
      .toMatchObject({ wrong: 'teacherz' })
  })
})
