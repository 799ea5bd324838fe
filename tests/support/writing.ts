import type { Locator, Page } from 'playwright-core'
import { chooseMenu, type App } from './app'
import { fivefoldJson } from './command-line'
import { beginButton, goToSection, strand } from './journey'
import { askThrough } from './window-engine'

/** The strand that the journeys of writing write about. */
export const claim = 'students.1'

/** The field of its answer in the section's screen. */
export const answerField = (page: Page): Locator => strand(page, claim).locator(`[id="answer-${claim}"]`)

/** Opens a portfolio where its answers are written. */
export async function openToWrite(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await goToSection(app.page, 'students')
  await answerField(app.page).waitFor()
}

/** The Markdown that the open portfolio holds for the answer, whatever is shown. */
export async function storedAnswer(page: Page): Promise<string> {
  const { strands } = await askThrough(page)('section', { section: 'students' })
  return strands.find(({ strand }) => strand === claim)?.answer ?? ''
}

/** Adds a note as evidence by the command line; gives its id. */
export function addNote(folder: string, title: string, to: string): string {
  const { ids } = fivefoldJson(['add', folder, '--title', title, '--note', `Text: ${title}`, '--to', to]) as {
    ids: string[]
  }
  return ids[0] ?? ''
}
