import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { extractFile, listPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pdfText } from '../../electron/media/pdf-text'
import { startApp } from '../support/app'
import { fivefold, projectFolder } from '../support/command-line'
import { dropFiles } from '../support/app'
import { addTogether, answer, createPortfolio, goToSection, school, strand } from '../support/journey'
import { writePdf } from '../support/documents'
import { newPortfolio } from '../support/portfolio'
import {
  copyPacked,
  lastPortfolio,
  packedFolder,
  packedProgram,
  packedResources,
  startPacked,
} from '../support/packed'
import { rightClick, watchContextMenu } from '../support/spelling'
import { temporaryFolder } from '../support/temporary'

/** A photo of three people, which comes with the network that finds faces. */
const threePeople = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo/sample3.jpg',
)

const archive = () => join(packedResources(packedProgram()), 'app.asar')

/** One request of the engine's, as the window asks. */
async function askEngine(page: Page, name: string, input: unknown): Promise<unknown> {
  const text = await page.evaluate(
    ([request, given]) => {
      const { fivefold: bridge } = window as unknown as {
        fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
      }
      return bridge.engine[request]?.(given) ?? '{}'
    },
    [name, input] as const,
  )
  const outcome = JSON.parse(text) as { ok: boolean; value: unknown }
  expect([name, outcome.ok]).toEqual([name, true])
  return outcome.value
}

describe('the packed app', () => {
  it('starts as it is, keeps a portfolio, closes, opens it again, and makes a backup', async () => {
    const home = temporaryFolder()
    const app = await startPacked({ home })
    await createPortfolio(app)
    await goToSection(app.page, 'students')
    await strand(app.page, 'students.1').getByRole('textbox').first().fill(answer)
    await app.page.getByText('Answer saved').waitFor()
    await app.close()

    const again = await startPacked({ home })
    await again.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(again.page, 'students')
    await expect
      .poll(() => strand(again.page, 'students.1').getByRole('textbox').first().innerText())
      .toBe(answer)
    const backups = join(lastPortfolio(home), 'backups')
    await expect
      .poll(() => existsSync(backups) && readdirSync(backups).join(' '))
      .toMatch(/_opening_.*\.sqlite$/)
    await again.close()
  })

  it('opens the archive that it is started with, on a computer that never saw it', async () => {
    const file = join(temporaryFolder(), 'Мост.fivefold.zip')
    expect(fivefold(['pack', newPortfolio(), file]).code).toBe(0)
    const app = await startPacked({ words: [pathToFileURL(file).href] })
    await app.page.getByRole('dialog', { name: 'Open an archive' }).getByText('СУ „Мост“').first().waitFor()
    await app.close()
  })

  it('gathers a photo and a document, finds faces, checks spelling, and saves a PDF, with all that it brings along itself', async () => {
    // Playwright reaches main by Node's debugger alone: in this copy that one fuse is on.
    const executable = copyPacked()
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      resetAdHocDarwinSignature: process.platform === 'darwin',
    })
    const app = await startApp({ executable })
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await dropFiles(page, '[data-strand="students.2"]', [threePeople, await writePdf(['Програма на деня'])])
    await addTogether(page)
    await strand(page, 'students.2').locator('[data-evidence]').waitFor()

    type Piece = { attachments: { role: string; file: { hash: string; text: string } }[] }
    const pieces = (): Promise<Piece[]> => askEngine(page, 'listEvidence', {}) as Promise<Piece[]>
    await expect
      .poll(async () => (await pieces())[0]?.attachments.map(({ file }) => file.text), { timeout: 30_000 })
      .toEqual(expect.arrayContaining(['ready']))
    const photo = (await pieces())[0]?.attachments.find(({ role }) => role === 'photo')
    const faces = await askEngine(page, 'findFaces', { file: photo?.file.hash })
    expect(faces).toHaveLength(3)

    await watchContextMenu(app)
    const field = strand(page, 'students.2').getByRole('textbox').first()
    await field.click()
    await page.keyboard.type('училищее ')
    if (process.platform === 'linux')
      await expect
        .poll(async () => (await rightClick(app, field, 'училищее')).suggestions)
        .toEqual(expect.arrayContaining(['училище']))

    await page.keyboard.press('Escape')
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    const out = join(temporaryFolder(), 'book.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByRole('button', { name: 'I have looked: export with them' }).click()
    await page.getByText(/is saved/).waitFor({ timeout: 30_000 })
    const { text } = await pdfText(readFileSync(out), 1_000_000)
    expect(text.replace(/\s+/g, ' ')).toContain(school)
    await app.close()
    expect(fivefold(['verify', lastPortfolio(app.home)])).toMatchObject({ code: 0 })
  })

  it('names the licence of every package whose code is in it', () => {
    const text = extractFile(archive(), 'dist/licences.txt').toString('utf8')
    const bundled = readdirSync(join(projectFolder, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.map'))
      .flatMap((path) => {
        const map = JSON.parse(readFileSync(join(projectFolder, 'dist', path), 'utf8')) as {
          sources: string[]
        }
        return map.sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1])
      })
      // A package may name where its own sources once lay.
      .filter((name) => name !== undefined && existsSync(join(projectFolder, 'node_modules', name)))
    const beside = listPackage(archive(), { isPack: false })
      .map(
        (path) =>
          /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path.replaceAll('\\', '/'))?.[1],
      )
      .filter((name) => name !== undefined)
    const names = [...new Set([...bundled, ...beside])]
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter((name) => !text.includes(`\n${name} `))).toEqual([])
    const program = packedProgram()
    const licences = process.platform === 'darwin' ? packedResources(program) : packedFolder(program)
    expect(readdirSync(licences)).toEqual(
      expect.arrayContaining(['LICENSES.chromium.html', 'LICENSE.electron.txt']),
    )
  })

  it('brings nothing along that it does not need', () => {
    // On a Mac the texts of a language are a folder deep in Electron's framework.
    if (process.platform !== 'darwin') {
      const folder = join(packedFolder(packedProgram()), 'locales')
      const locales = readdirSync(folder).map((name) => basename(name, '.pak'))
      expect(locales.sort()).toEqual(['bg', 'en-GB', 'en-US', 'et', 'nl', 'ro', 'tr'])
    }
    const files = listPackage(archive(), { isPack: false })
    // Of the project itself what was built, and nothing that it was built from.
    expect(new Set(files.map((path) => path.split(/[\\/]/)[1]))).toEqual(
      new Set(['dist', 'node_modules', 'package.json']),
    )
    const needless = /\.(?:map|d\.ts)$|\/(?:test|tests|demo|deps)\/|dist\/cli\.js$|jxl/
    const ofOthers = (path: string): boolean =>
      /\/prebuilds\/./.test(path) && !path.includes(`/prebuilds/${process.platform}-`)
    const found = files
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => needless.test(path) || ofOthers(path))
    expect(found).toEqual([])
  })
})
