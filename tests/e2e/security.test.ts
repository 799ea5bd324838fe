import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mainRequests } from '../../electron/contract/main'
import { startApp, type App } from '../support/app'
import { createPortfolio } from '../support/journey'
import { startListening } from '../support/hostile'
import { temporaryFolder } from '../support/temporary'

type Answer = { ok: boolean; value?: unknown; failure?: { code: string } }

/** Asks main as the page does; by whoever may have taken the page over. */
async function askMain(app: App, name: string, input: unknown): Promise<Answer> {
  const text = await app.page.evaluate(
    ([request, given]) => {
      const { fivefold } = window as unknown as {
        fivefold: { main: Record<string, (input: unknown) => Promise<string>> }
      }
      return fivefold.main[request]?.(given) ?? '{}'
    },
    [name, input] as const,
  )
  return JSON.parse(text) as Answer
}

/** Doubles of the system: what the user is asked about an address, and what was opened. */
async function watchLinks(
  app: App,
  answer: number,
): Promise<() => Promise<{ asked: string[]; opened: string[] }>> {
  await app.electron.evaluate(({ dialog, shell }, response) => {
    const seen = { asked: [] as string[], opened: [] as string[] }
    Object.assign(globalThis, { seenLinks: seen })
    const ask = (_window: unknown, { detail }: { detail?: string }) => {
      seen.asked.push(detail ?? '')
      return Promise.resolve({ response, checkboxChecked: false })
    }
    Object.assign(dialog, { showMessageBox: ask })
    shell.openExternal = (url) => {
      seen.opened.push(url)
      return Promise.resolve()
    }
    shell.openPath = (path) => {
      seen.opened.push(path)
      return Promise.resolve('')
    }
  }, answer)
  return () =>
    app.electron.evaluate(() => {
      const { seenLinks } = globalThis as unknown as { seenLinks: { asked: string[]; opened: string[] } }
      return seenLinks
    })
}

describe('a page that was taken over', () => {
  it('opens no address that the user has not seen as it is, and only addresses of the web', async () => {
    const app = await startApp()
    const seen = await watchLinks(app, 0)
    const long = `https://school.example/${'a'.repeat(3900)}/end.exe`
    const tried: [url: string, opened: string | null][] = [
      ['https://school.example/novini', 'https://school.example/novini'],
      ['https://аpple.example/', 'https://xn--pple-43d.example/'],
      ['https://school.example/\u202egpj.exe', 'https://school.example/%E2%80%AEgpj.exe'],
      [long, long],
      ['http://school.eu@evil.example/', null],
      ['https://school.eu:pw@evil.example/', null],
      ['https://school\u0000.example/', null],
      ['https://school.example/\nx', null],
      ['https://school\u202e.example/', null],
      ['javascript:alert(1)', null],
      ['file:///etc/passwd', null],
      ['data:text/html,<script>1</script>', null],
      ['mailto:a@school.example', null],
      ['smb://server.example/share', null],
      ['ms-settings:privacy', null],
      [`https://school.example/${'a'.repeat(5000)}`, null],
    ]
    for (const [url, opened] of tried) {
      const answer = await askMain(app, 'openLink', { url })
      expect([url, answer.ok]).toEqual([url, opened !== null])
      if (!answer.ok) expect(answer.failure?.code).toMatch(/^(link|input)\.invalid$/)
    }
    const { asked, opened } = await seen()
    expect(opened).toEqual(tried.map(([, url]) => url).filter((url) => url !== null))
    expect(asked.slice(0, 3)).toEqual(opened.slice(0, 3))
    expect(asked[3]).toMatch(/^https:\/\/school\.example\/a+ … a+\/end\.exe$/)
    expect(asked).toHaveLength(4)
  })

  it('opens nothing when the user says no', async () => {
    const app = await startApp()
    const seen = await watchLinks(app, 1)
    expect(await askMain(app, 'openLink', { url: 'https://school.example/' })).toEqual({
      ok: true,
      value: { opened: false },
    })
    expect((await seen()).opened).toEqual([])
  })

  it('has the system open only what was just saved: no chosen file, no path, no made up token', async () => {
    const app = await startApp()
    const seen = await watchLinks(app, 0)
    const out = join(temporaryFolder(), 'book.pdf')
    await app.answerSave(out)
    await app.answerOpen(['/etc/passwd'])
    const saved = await askMain(app, 'chooseOut', { suggestedName: 'book', kind: 'pdf' })
    const [file] = (await askMain(app, 'chooseFiles', {})).value as { grant: string; name: string }[]
    // The page learns a token and a name, never a path.
    expect(file).toEqual({ grant: expect.stringMatching(/^[\da-f-]{36}$/) as string, name: 'passwd' })
    const grant = (saved.value as { grant: string }).grant
    expect(await askMain(app, 'openFile', { grant })).toMatchObject({ ok: true })
    for (const each of [file?.grant, '/etc/passwd', '00000000-0000-4000-8000-000000000000', '']) {
      for (const request of ['openFile', 'showFile'])
        expect(await askMain(app, request, { grant: each })).toMatchObject({
          ok: false,
          failure: { code: 'input.invalid' },
        })
    }
    expect((await seen()).opened).toEqual([out])
  })

  it('reads no file of this computer by what it calls a file of its own', async () => {
    const app = await startApp()
    await createPortfolio(app)
    const outcomes = await app.page.evaluate(async () => {
      const { fivefold } = window as unknown as {
        fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
      }
      // Empty, so that its bytes cannot be kept: then nothing but its name is left.
      const names = ['/etc/passwd', '../../../../../../../etc/passwd', 'C:\\Windows\\win.ini', 'package.json']
      const text = await fivefold.engine.addEvidence?.({
        place: { section: 'students', strand: 'students.1' },
        title: 'Stolen',
        files: names.map((name) => new File([], name)),
      })
      return JSON.parse(text ?? '{}') as { ok: boolean; value: { files: { outcome: string }[] } }
    })
    expect(outcomes.value.files.map(({ outcome }) => outcome)).toEqual(Array(4).fill('refused'))
    expect(JSON.stringify(outcomes)).toContain('file.missing')
  })

  it('gets a plain refusal for any request to main that the table does not allow', async () => {
    const app = await startApp()
    const wrong = [null, 'x', 7, { strange: true }, { url: 7 }, { text: {} }, { grant: [] }]
    for (const name of Object.keys(mainRequests)) {
      for (const input of wrong)
        expect([name, await askMain(app, name, input)]).toEqual([
          name,
          { ok: false, failure: { code: 'input.invalid', words: expect.anything() as object } },
        ])
    }
    // The window is still there, and main still answers.
    expect(await askMain(app, 'licences', {})).toMatchObject({ ok: true })
  })

  it('reaches no part of Electron or Node, and the bridge is plain functions that it cannot change', async () => {
    const { page } = await startApp()
    const found = await page.evaluate(() => {
      const given = window as unknown as { fivefold: Record<string, unknown> } & Record<string, unknown>
      try {
        Object.assign(given, { fivefold: null })
      } catch {
        // It is read-only.
      }
      const kinds = (value: unknown): string[] =>
        typeof value === 'object' && value !== null ? Object.values(value).flatMap(kinds) : [typeof value]
      return {
        kinds: [...new Set(kinds(given.fivefold))],
        parts: Object.keys(given.fivefold).sort(),
        node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
          (name) => name in given,
        ),
      }
    })
    expect(found).toEqual({
      kinds: ['function'],
      parts: ['cancel', 'engine', 'main', 'onClosing', 'onEvent', 'onMenu'],
      node: [],
    })
  })

  it('runs no code but the app’s own, frames nothing, posts no form and changes no address', async () => {
    const { address, visits } = await startListening()
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    const policy = await app.electron.evaluate(async ({ net }) => {
      const response = await net.fetch('app://fivefold/index.html')
      return response.headers.get('content-security-policy')
    })
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    const done = await page.evaluate(async (outside) => {
      const ran: string[] = []
      Object.assign(window, { ran: (what: string) => ran.push(what) })
      const add = (markup: string) => {
        document.body.insertAdjacentHTML('beforeend', markup)
      }
      const script = document.createElement('script')
      script.textContent = 'ran("inline")'
      document.body.append(script)
      add('<img src="x" onerror="ran(\'handler\')">')
      add(
        `<iframe src="${outside}/frame"></iframe><iframe srcdoc="<script>parent.ran('frame')</script>"></iframe>`,
      )
      add(`<object data="${outside}/object"></object><embed src="${outside}/embed">`)
      add(`<link rel="stylesheet" href="${outside}/style"><video src="${outside}/film"></video>`)
      add(`<form id="form" action="${outside}/form" method="post"></form>`)
      document.querySelector<HTMLFormElement>('#form')?.submit()
      const tries: (() => unknown)[] = [
        () => {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it is refused is what is shown
          const made = new Function('ran("made of a text")') as () => void
          made()
        },
        () => new Worker(URL.createObjectURL(new Blob(['1']))),
        () => new WebSocket(outside.replace('http', 'ws')),
        () => navigator.sendBeacon(`${outside}/beacon`),
      ]
      // Not in the turn in which DevTools run this: there anything may be made of a text.
      await new Promise((resolve) => {
        setTimeout(resolve)
      })
      for (const work of tries) {
        try {
          work()
        } catch {
          // Refused.
        }
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 300)
      })
      return ran
    }, address)
    expect(done).toEqual([])
    await page.evaluate((outside) => {
      location.assign(outside)
    }, address)
    await page.waitForTimeout(200)
    expect(page.url()).toBe('app://fivefold/index.html')
    expect(visits()).toEqual([])
  })

  it('is granted no permission at all', async () => {
    const { page } = await startApp()
    const states = await page.evaluate(async () => {
      const names = [
        'camera',
        'microphone',
        'geolocation',
        'notifications',
        'clipboard-read',
        'midi',
        'persistent-storage',
      ]
      const asked = names.map(async (name) => {
        try {
          return (await navigator.permissions.query({ name: name as PermissionName })).state
        } catch {
          return 'denied'
        }
      })
      return Promise.all(asked)
    })
    expect([...new Set(states)]).toEqual(['denied'])
  })
})
