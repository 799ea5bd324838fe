import { describe, expect, it } from 'vitest'
import { chooseMenu, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { startListening, writeHostile } from '../support/hostile'
import { newPortfolio } from '../support/portfolio'
import { somePhotos } from '../support/journey'

async function openPortfolio(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: 'New portfolio' }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

/** What main's protocols answer, asked from main itself: the page may not ask for anything but pictures. */
function fetched(app: App, urls: string[]): Promise<{ status: number; type: string; start: string }[]> {
  return app.electron.evaluate(async ({ net }, all) => {
    return Promise.all(
      all.map(async (url) => {
        try {
          const response = await net.fetch(url)
          const bytes = Buffer.from(await response.arrayBuffer())
          return {
            status: response.status,
            type: response.headers.get('content-type') ?? '',
            start: bytes.subarray(0, 3).toString('hex'),
          }
        } catch {
          return { status: 0, type: '', start: '' }
        }
      }),
    )
  }, urls)
}

type Shown = { attachments: { name: string; file: { hash: string } }[] }

function hashesIn(folder: string): Record<string, string> {
  const pieces = fivefoldJson(['list', folder]) as { id: string }[]
  const shown = pieces.map(({ id }) => fivefoldJson(['show', folder, id]) as Shown)
  return Object.fromEntries(
    shown.flatMap(({ attachments }) => attachments.map(({ name, file }) => [name, file.hash])),
  )
}

describe('what was gathered', () => {
  it('is never active: an SVG, a page and a mail that would run and ask outside do neither, wherever they are looked at', async () => {
    const { address, visits } = await startListening()
    const { drawing, page: web, mail } = writeHostile(address)
    const folder = newPortfolio('en')
    const added = fivefold(['add', folder, '--to', 'students.1', '--title', 'Hostile', drawing, web, mail])
    expect(added).toMatchObject({ code: 0 })
    const hashes = hashesIn(folder)

    const app = await startApp()
    await openPortfolio(app, folder)
    const { page } = app
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.locator('main [data-evidence]').first().click()
    await page.getByText('drawing.svg').first().waitFor()
    // The first SVG takes its time: what draws it is loaded for it alone.
    await expect
      .poll(
        () =>
          page
            .locator('img[src^="media:"]')
            .evaluateAll((all) => all.filter((each) => (each as HTMLImageElement).naturalWidth > 0).length),
        { timeout: 40_000 },
      )
      .toBeGreaterThan(0)
    // Its words are found, so the page and the mail were read.
    await chooseMenu(app, 'search')
    await page.getByRole('dialog').getByRole('combobox').fill('Written words')
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')

    const found = await page.evaluate(() => ({
      hacked: 'hacked' in window,
      title: document.title,
      active: document.querySelectorAll('iframe, object, embed, svg foreignObject, video, audio, base')
        .length,
      sources: [...document.images].map(({ src }) => new URL(src).protocol),
    }))
    expect(found).toEqual({
      hacked: false,
      title: expect.not.stringContaining('hacked') as string,
      active: 0,
      sources: expect.any(Array) as string[],
    })
    expect(new Set(found.sources)).toEqual(new Set(['media:']))
    expect(asked.filter((url) => !/^(app|media):/.test(url))).toEqual([])

    // The drawing leaves main as a JPEG of ours; page and mail have no picture at all, and nothing serves the files themselves.
    const [picture, ...others] = await fetched(app, [
      `media://print/${hashes['drawing.svg'] ?? ''}`,
      `media://print/${hashes['page.html'] ?? ''}`,
      `media://large/${hashes['mail.eml'] ?? ''}`,
      `media://original/${hashes['page.html'] ?? ''}`,
    ])
    expect(picture).toEqual({ status: 200, type: 'image/jpeg', start: 'ffd8ff' })
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404])
    await app.close()
    expect(visits()).toEqual([])
  })

  it('is served by its hash, out of the open portfolio, and nothing else is', async () => {
    const folder = newPortfolio('en')
    const [photo = ''] = await somePhotos(1)
    fivefold(['add', folder, '--to', 'students.1', '--title', 'Photo', photo])
    const other = newPortfolio('en')
    const [, second = ''] = await somePhotos(2)
    fivefold(['add', other, '--to', 'students.1', '--title', 'Other', second])
    const hash = Object.values(hashesIn(folder))[0] ?? ''
    const foreign = Object.values(hashesIn(other))[0] ?? ''

    const app = await startApp()
    await app.page.getByRole('button', { name: 'New portfolio' }).waitFor()
    const [early] = await fetched(app, [`media://thumbnail/${hash}`])
    expect(early?.status).toBe(404)

    await openPortfolio(app, folder)
    await expect
      .poll(async () => (await fetched(app, [`media://thumbnail/${hash}`]))[0])
      .toMatchObject({
        status: 200,
        type: 'image/jpeg',
      })
    const refused = [
      `media://thumbnail/${foreign}`,
      `media://thumbnail/${hash.slice(0, 63)}`,
      `media://thumbnail/${hash.toUpperCase()}`,
      `media://thumbnail/${hash}.jpg`,
      `media://thumbnail/../../portfolio.sqlite`,
      `media://thumbnail/..%2f..%2fportfolio.sqlite`,
      `media://thumbnail/%2e%2e/%2e%2e/portfolio.sqlite`,
      `media://print/${hash}/..%2f..%2f..%2fportfolio.sqlite`,
      `media://print/${hash}/../../../portfolio.sqlite`,
      `media://print/${hash}/p0`,
      `media://print/${hash}/p99999999`,
      `media://files/${hash}`,
      `media://original-view/files/${hash}`,
      `media://original-view/print/${foreign}`,
      `media://original-view/print/..%2f..%2fportfolio.sqlite`,
      `media://page/${hash}`,
      'media://page/../portfolio.sqlite',
      `media:///etc/passwd`,
      'app://fivefold/../main.js',
      'app://fivefold/..%2fmain.js',
      'app://fivefold/%2e%2e/%2e%2e/package.json',
      'app://fivefold/..%5cmain.js',
      'app://elsewhere/index.html',
    ]
    const answers = await fetched(app, refused)
    expect(refused.filter((_url, index) => answers[index]?.status === 200)).toEqual([])

    // The page itself may not read even what it may show.
    const read = await app.page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url).then(
              () => 'read',
              () => 'refused',
            ),
          ),
        ),
      [`media://thumbnail/${hash}`, 'file:///etc/passwd', 'app://fivefold/index.html'],
    )
    expect(read).toEqual(['refused', 'refused', 'refused'])
    await chooseMenu(app, 'home')
    await app.page.getByRole('button', { name: 'New portfolio' }).waitFor()
    const [late] = await fetched(app, [`media://thumbnail/${hash}`])
    expect(late?.status).toBe(404)
  })
})
