import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectFolder } from './command-line'

/** Keeps a picture of a screen in `.cache/screens/`, to be looked at: only when asked for by FIVEFOLD_SCREENS, since it takes long. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!process.env.FIVEFOLD_SCREENS) return
  const folder = join(projectFolder, '.cache', 'screens')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`) })
}
