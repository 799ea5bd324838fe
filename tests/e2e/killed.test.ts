import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { chooseMenu, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { beginButton, goToSection } from '../support/journey'
import { folderOfPhotos, randomOf } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { stateOf, type State } from '../support/restless-state'
import { temporaryFolder } from '../support/temporary'
import { askThrough } from '../support/window-engine'
import { addNote, answerField, claim } from '../support/writing'

const seed = Number(process.env.FIVEFOLD_SEED ?? Date.now() % 1_000_000)
const random = randomOf(seed)

async function goTo({ page }: App, name: RegExp | string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

async function selectAll(app: App): Promise<void> {
  await goTo(app, /^Evidence/)
  await app.page.locator('main [data-evidence]').first().waitFor()
  await app.page.locator('main [data-evidence][tabindex="0"]').focus()
  await app.page.keyboard.press('ControlOrMeta+A')
}

/** What comes next chooses for itself. */
async function clearSelection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Clear selection' }).press('Enter')
}

/** What a person does in the window. Each gets ready, and then begins what may be cut off; that resolves when the window confirms it. */
type Work = (app: App) => Promise<() => Promise<unknown>>

const works = {
  gather: async (app) => {
    const { page } = app
    await goTo(app, /^Evidence/)
    await app.answerOpen([await folderOfPhotos(15, { width: 640, height: 480, filling: 200_000 })])
    await chooseMenu(app, 'addFolder')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/, one for each file/).click()
    return async () => {
      await dialog.getByRole('button', { name: 'Add 15 files' }).click()
      await page.getByText('Added 15 files to').waitFor()
    }
  },
  type: async ({ page }) => {
    await goToSection(page, 'students')
    await answerField(page).click()
    await page.keyboard.press('ControlOrMeta+End')
    return async () => {
      for (let word = 0; word < 12; word += 1)
        await page.keyboard.type(` дума${Math.floor(random() * 1e6)}`, { delay: 8 })
      await page.locator('[data-saves="typed"]').waitFor({ state: 'detached' })
      await page.getByText('Answer saved').first().waitFor()
    }
  },
  move: async (app) => {
    const { page } = app
    await selectAll(app)
    // By the keyboard: what is told at the foot of the window may lie over the bar for a moment.
    await page.getByRole('button', { name: 'Move to…' }).press('Enter')
    const part = 1 + Math.floor(random() * 5)
    await page.getByRole('menuitem', { name: new RegExp(`^${part} `) }).press('ArrowRight')
    const strand = page.getByRole('menuitem', { name: new RegExp(`^${part}\\.2 `) })
    await strand.waitFor()
    return async () => {
      await strand.press('Enter')
      await page.getByText(new RegExp(`moved to ${part}\\.2\\.`)).waitFor()
      await clearSelection(page)
    }
  },
  change: async (app) => {
    const { page } = app
    await selectAll(app)
    await page.getByRole('button', { name: 'Kind…' }).press('Enter')
    const kinds = page.getByRole('menuitem')
    await kinds.first().waitFor()
    const kind = kinds.nth(Math.floor(random() * (await kinds.count())))
    return async () => {
      await kind.press('Enter')
      await page.getByText(/^\d+ pieces? changed\.$/).waitFor()
      await clearSelection(page)
    }
  },
  undo: ({ page }) =>
    Promise.resolve(async () => {
      await page.getByRole('button', { name: /^Undo: / }).click()
      await page.getByText(/^Undone: /).waitFor()
    }),
  empty: async (app) => {
    const { page } = app
    await goTo(app, /^Evidence/)
    await page
      .locator('main [data-evidence]')
      .first()
      .click({ modifiers: ['ControlOrMeta'] })
    await page.keyboard.press('Delete')
    await page.getByText(/in the trash now/).waitFor()
    await page.getByRole('button', { name: /^Trash \(/ }).press('Enter')
    await page.getByRole('button', { name: 'Empty the trash…', exact: true }).click()
    return async () => {
      await page.getByRole('button', { name: 'Empty the trash', exact: true }).click()
      await page.getByText('The trash is empty:').waitFor()
      await page.getByRole('button', { name: 'Back to the evidence' }).click()
    }
  },
  backUp: async (app) => {
    const { page } = app
    await goTo(app, 'Backup and sharing')
    return async () => {
      await page.getByRole('button', { name: 'Back up now' }).click()
      await page.getByText(/^Backed up\.|^Nothing has changed since/).waitFor()
    }
  },
  pack: async (app) => {
    const { page } = app
    await app.answerSave(join(temporaryFolder(), 'Мост.fivefold.zip'))
    await chooseMenu(app, 'pack')
    return async () => {
      await page.getByRole('button', { name: 'Choose where to save…' }).click()
      await page.getByRole('button', { name: 'Show in folder' }).waitFor()
    }
  },
  close: async (app) => {
    await (
      await works.type(app)
    )()
    return () => app.close()
  },
} satisfies Record<string, Work>

type WorkName = keyof typeof works
const names = Object.keys(works) as WorkName[]

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

/** It opened by itself, and says nothing but what it always says. */
async function expectCalm({ page }: App, where: string): Promise<void> {
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  const said = await page
    .locator('[role=alert], [role=dialog], [role=alertdialog], .notice.stop')
    .allTextContents()
  expect(said, where).toEqual([])
}

/** As it was confirmed last, or as it is with more or all of what was under way; that is one step, which is taken back here. */
async function expectKept(app: App, work: WorkName, { before, where }: { before: State; where: string }) {
  const ask = askThrough(app.page)
  const found = await stateOf(ask)
  if (work === 'type' || work === 'close') {
    expect(found.rest, where).toBe(before.rest)
    expect(found.answers[claim] ?? '', where).toContain(before.answers[claim] ?? '')
  } else if (JSON.stringify(found) !== JSON.stringify(before)) {
    await ask(work === 'undo' ? 'redo' : 'undo', {})
    expect(await stateOf(ask), where).toEqual(before)
  }
  expect(await ask('verify', {}), where).toEqual([])
}

it(`the whole app is killed in the middle of ${names.length} kinds of work: what the window had confirmed is there, and all is whole`, async () => {
  console.log(`seed ${seed}`)
  const home = temporaryFolder()
  const dir = newPortfolio('en')
  // So many that there are several left to choose, whatever is undone and emptied first.
  for (let note = 1; note <= 12; note += 1) addNote(dir, `Note ${note}`, 'students.1')
  let app = await startApp({ home })
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([dir])
  await chooseMenu(app, 'openPortfolio')
  const order = shuffled(names)
  for (const [kill, work] of order.entries()) {
    const where = `kill ${kill + 1} of seed ${seed}, while: ${work}`
    await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    // Something that is confirmed comes before, so that there is something to lose.
    const earlier = shuffled(names.filter((name) => name !== 'close' && name !== work)).slice(0, 1)
    for (const name of earlier) await (await works[name](app))()
    const begin = await works[work](app)
    const before = await stateOf(askThrough(app.page))
    void begin().catch(() => undefined)
    await pause(random() * 400)
    await app.kill()

    app = await startApp({ home })
    await expectCalm(app, where)
    await expectKept(app, work, { before, where })
  }
  await app.close()
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0, err: '' })
}, 240_000)
