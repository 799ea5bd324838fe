import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { chooseMenu, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { beginButton, goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const killPoints = 20
/** What was typed longer ago than this is kept whatever happens, in ms. */
const promise = 2000
const words = 'Учениците водят срещите и пишат сами: õpilased, școală, çocuklar, leerlingen.'.split(' ')

const answer = (page: Page) => strand(page, 'students.1').getByRole('textbox')

/** The answer as it is shown: one paragraph after another. */
async function shown(page: Page): Promise<string> {
  return (await answer(page).locator('p').allTextContents()).join('\n\n').trim()
}

/** Numbers from 0 to 1 in the order that a seed gives (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Types words at the end of a text until the time is up. Gives all that stands there then, and what was there when. */
async function typeFor(page: Page, from: string, ms: number) {
  const begun = performance.now()
  const moments: { length: number; at: number }[] = []
  let text = from
  for (let index = 0; performance.now() - begun < ms; index += 1) {
    const isNewParagraph = text !== '' && index % 15 === 14
    const before = text === '' ? '' : isNewParagraph ? '\n\n' : ' '
    const word = `${words[index % words.length] ?? ''}${index}`
    if (isNewParagraph) await page.keyboard.press('Enter')
    else if (before !== '') await page.keyboard.insertText(before)
    if (index % 2 === 0) await page.keyboard.insertText(word)
    else await page.keyboard.type(word, { delay: 10 })
    text += before + word
    moments.push({ length: text.length, at: performance.now() })
  }
  return { text, moments }
}

async function open(app: App): Promise<void> {
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await goToSection(app.page, 'students')
  await answer(app.page).waitFor()
}

it(`the app is killed at ${killPoints} random moments while one types: no word older than two seconds is gone`, async () => {
  const seed = Number(process.env.FIVEFOLD_SEED ?? Date.now() % 1_000_000)
  console.log(`seed ${seed}`)
  const random = randomFrom(seed)
  const home = temporaryFolder()
  const dir = newPortfolio()
  let app = await startApp({ home })
  await app.answerOpen([dir])
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await chooseMenu(app, 'openPortfolio')
  await open(app)

  let kept = ''
  const lost: number[] = []
  for (let point = 1; point <= killPoints; point += 1) {
    const { page } = app
    await answer(page).click()
    await page.keyboard.press('ControlOrMeta+End')
    const { text, moments } = await typeFor(page, kept, 300 + random() * 3700)
    const killed = performance.now()
    await app.kill()

    app = await startApp({ home })
    await open(app)
    const safe = moments.findLast(({ at }) => at <= killed - promise)?.length ?? kept.length
    kept = await shown(app.page)
    const where = `kill ${point} of seed ${seed}`
    expect(text.startsWith(kept), `${where}: what is kept was typed so`).toBe(true)
    expect(kept.length, `${where}: what is two seconds old is kept`).toBeGreaterThanOrEqual(safe)
    lost.push(killed - (moments.find(({ length }) => length > kept.length)?.at ?? killed))
  }
  console.log(`longest loss: ${Math.round(Math.max(...lost))} ms`)
  await app.close()
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0, err: '' })
}, 300_000)
