import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import { dropFiles, expectAccessible, startApp, type App } from '../support/app'
import {
  addTogether,
  beginButton,
  createPortfolio,
  goToSection,
  school,
  somePhotos,
  strand,
} from '../support/journey'
import { clippedOf } from '../support/reading'
import { keepPicture } from '../support/screens'
import { heardOn } from '../support/tree'

type Look = (name: string) => Promise<void>

/** Goes through every screen of a portfolio that has something of most. */
async function everyScreen(app: App, look: Look): Promise<void> {
  const { page } = app
  await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
  await look('home')
  await page.getByRole('button', { name: beginButton }).click()
  await page.getByLabel('School’s name').waitFor()
  await look('new')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await createPortfolio(app)
  await look('overview')
  await unfold(page)
  await page.getByRole('button', { name: school }).click()
  await page.getByRole('menuitem', { name: 'School’s details' }).click()
  await page.getByLabel('School’s name').waitFor()
  await look('details of the school')
  await goTo(page, 'students')
  await dropFiles(page, '[data-strand="students.1"]', await somePhotos(2))
  await addTogether(page)
  await page.locator('#evidence-title').fill('Open day')
  await look('details')
  await page.locator('#detail').getByRole('button', { name: 'Close', exact: true }).click()
  await strand(page, 'students.1').getByRole('textbox').first().fill('Every autumn.')
  await page.getByText('Answer saved').first().waitFor()
  await look('section')
  await page.getByRole('tab', { name: 'Our plan' }).click()
  await page.getByRole('button', { name: 'Add a goal' }).first().click()
  await look('plan')
  await page.getByRole('tab', { name: 'The form' }).click()
  await look('form')
  for (const name of [
    'Evidence',
    'People and projects',
    'Pupils’ privacy',
    'Application',
    'Check',
    'Export',
    'Backup and sharing',
  ]) {
    await unfold(page)
    await page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    if (name === 'Export') await page.getByText(/^\d+ pages, about/).waitFor()
    await look(name)
  }
  await unfold(page)
  await page.getByRole('navigation').getByText('Application').click()
  await page.getByRole('button', { name: 'Take in the Mission statement…' }).click()
  await page.getByRole('heading', { level: 1, name: /Mission/ }).waitFor()
  await look('mission')
  for (const [key, name] of [
    ['Control+,', 'Settings'],
    ['Control+/', 'Keys'],
    ['F1', 'Help'],
  ] as const) {
    await page.keyboard.press(key)
    await page.getByRole('dialog', { name }).waitFor()
    await look(name)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name }).waitFor({ state: 'hidden' })
  }
  await goTo(page, 'students')
  await page.getByRole('tab', { name: 'How we do it' }).click()
  await page.locator('[data-evidence]').first().click()
  await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
  await page.getByRole('group', { name: /^Picture, made larger/ }).waitFor()
  await look('light table')
  await page.getByRole('button', { name: 'Cover faces…' }).click()
  await page.getByRole('dialog', { name: 'Cover faces and places' }).waitFor()
  await look('covering')
}

/** In a small window, or with large text, the rail is folded. */
async function unfold(page: Page): Promise<void> {
  const menu = page.getByRole('navigation').getByRole('button', { name: 'Menu', exact: true })
  if ((await menu.isVisible()) && (await menu.getAttribute('aria-expanded')) === 'false') await menu.click()
}

async function goTo(page: Page, section: 'students'): Promise<void> {
  await unfold(page)
  await goToSection(page, section)
}

describe('a screen reader', () => {
  it('hears a name of everything that can be used on every screen, and is told what happens', async () => {
    const app = await startApp()
    const { page } = app
    await everyScreen(app, async (name) => {
      const { nameless, live } = await heardOn(page)
      expect({ name, nameless }).toEqual({ name, nameless: [] })
      // Notices have a place of their own from the start; what is saved and how far work has come is said there or nearby.
      expect({ name, hasLive: live.length > 0 }).toEqual({ name, hasLive: true })
      await expectAccessible(page)
    })
  })
})

describe('text at 200 %', () => {
  it('is all there on every screen, with no scrolling sideways', async () => {
    const app = await startApp()
    const { page } = app
    await page.evaluate(async () => {
      type Ask = { engine: { writeSettings: (input: unknown) => Promise<unknown> } }
      await (window as unknown as { fivefold: Ask }).fivefold.engine.writeSettings({ zoom: 2 })
    })
    await page.waitForFunction(() => window.innerWidth === 640)
    await everyScreen(app, async (name) => {
      await keepPicture(page, `zoom ${name}`)
      expect({ name, clipped: await clippedOf(page) }).toEqual({ name, clipped: [] })
      const sideways = await page.evaluate(() =>
        [
          document.documentElement,
          ...document.querySelectorAll<HTMLElement>('main, [role=dialog], nav, aside'),
        ]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
          .map(({ tagName, className, scrollWidth, clientWidth }) => [
            tagName,
            className,
            scrollWidth,
            clientWidth,
          ]),
      )
      expect({ name, sideways }).toEqual({ name, sideways: [] })
    })
  })

  it('is all there in Bulgarian, too, where words are long', async () => {
    const app = await startApp({ locale: 'bg_BG' })
    const { page } = app
    const say = createMessages('bg')
    await page.getByRole('button', { name: say('home.choice.own') }).waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('dialog').getByRole('combobox').nth(1).selectOption('2')
    await page.waitForFunction(() => window.innerWidth === 640)
    for (const key of ['Control+,', 'Control+/', 'F1']) {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await expect.poll(() => clippedOf(page)).toEqual([])
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      await keepPicture(page, `zoom bg ${key}`)
      await expect.poll(() => clippedOf(page)).toEqual([])
    }
  })
})

describe('the colours of the system', () => {
  it('leave nothing unseen: what is chosen, how far work has come, where the keyboard is', async () => {
    const app = await startApp()
    const { page } = app
    await page.emulateMedia({ forcedColors: 'active' })
    await everyScreen(app, async (name) => {
      await keepPicture(page, `forced ${name}`)
      // What is chosen must differ from what is not by more than a ground, which the system takes away.
      const alike = await page.evaluate(() =>
        [...document.querySelectorAll('label.chosen, [aria-current=page], [data-state=checked][role=switch]')]
          .filter((element) => element.checkVisibility())
          .filter((chosen) => {
            const others = [...(chosen.parentElement?.parentElement?.querySelectorAll(chosen.tagName) ?? [])]
            const other = others.find(
              (each) => !each.matches('.chosen, [aria-current=page], [data-state=checked]'),
            )
            const look = (element: Element): string => {
              const { color, backgroundColor, outlineStyle, outlineColor, borderColor, borderWidth } =
                getComputedStyle(element)
              return [color, backgroundColor, outlineStyle, outlineColor, borderColor, borderWidth].join()
            }
            return other !== undefined && look(chosen) === look(other)
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      )
      expect({ name, alike }).toEqual({ name, alike: [] })
    })
  })
})

describe('somebody whom motion makes dizzy', () => {
  it('sees nothing move: no transition or animation is longer than a blink on any screen', async () => {
    const app = await startApp()
    const { page } = app
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await everyScreen(app, async (name) => {
      const moving = await page.evaluate(() => {
        const seconds = (list: string) =>
          Math.max(
            ...list.split(',').map((each) => parseFloat(each) * (each.trim().endsWith('ms') ? 0.001 : 1)),
          )
        return [...document.querySelectorAll('*')].flatMap((element) =>
          ['', '::before', '::after'].flatMap((part) => {
            const style = getComputedStyle(element, part || undefined)
            const longest = Math.max(
              seconds(style.transitionDuration),
              seconds(style.transitionDelay),
              seconds(style.animationDuration),
            )
            return longest > 0.01 || style.scrollBehavior === 'smooth'
              ? [`${element.tagName} ${String(element.getAttribute('class'))} ${longest}`]
              : []
          }),
        )
      })
      expect({ name, moving }).toEqual({ name, moving: [] })
    })
  })
})
