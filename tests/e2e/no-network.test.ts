import { lookup } from 'node:dns/promises'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { dropFiles, startApp } from '../support/app'
import { attempts, isCounting } from '../support/attempts'
import { addTogether, answer, createPortfolio, goToSection, somePhotos, strand } from '../support/journey'
import { knowAttempts } from '../support/watch-network'

/** Addresses that are kept for documentation (RFC 5737, RFC 3849): nobody is there. */
const [nowhere, nowhere6] = ['192.0.2.1', '2001:db8::1']

/** A try to reach another computer, by one way. */
const tries: Record<string, () => Promise<unknown>> = {
  'a connection': () => once(connect(443, nowhere), 'connect'),
  'a connection by IPv6': () => once(connect(443, nowhere6), 'connect'),
  'a datagram': async () => {
    const socket = createSocket('udp4')
    try {
      await new Promise<void>((resolve, reject) => {
        socket.send('x', 9, nowhere, (error) => {
          if (error) reject(error)
          else resolve()
        })
      })
    } finally {
      socket.close()
    }
  },
  'a question for a name': () => lookup('school.example'),
  'a request': () => fetch(`https://${nowhere}/`),
}

// Only where there is no network: elsewhere these would really go out.
describe.runIf(isCounting)('the watcher of the network', () => {
  it('is in a network in which only this computer is', () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((each) => each?.internal === false)
    expect(outside).toEqual([])
  })

  it.each(Object.entries(tries))('counts %s', async (_name, attempt) => {
    const before = attempts()
    await expect(attempt()).rejects.toThrow()
    expect(attempts()).toBeGreaterThan(before)
    knowAttempts()
  })

  it('counts what another process tries, the app itself among them', async () => {
    const { electron } = await startApp()
    const before = attempts()
    // Past all that Chromium is forbidden: Node, in main.
    const tried = await electron.evaluate(async (_electron, host) => {
      const { connect: reach } = process.getBuiltinModule('node:net')
      return new Promise<string>((resolve) => {
        reach(443, host).once('error', ({ message }) => {
          resolve(message)
        })
      })
    }, nowhere)
    expect(tried).toContain('ENETUNREACH')
    expect(attempts()).toBeGreaterThan(before)
    knowAttempts()
  })
})

it('a whole journey tries to reach nobody: start, new portfolio, photos, an answer, and the end', async () => {
  const before = isCounting ? attempts() : 0
  const app = await startApp()
  const { page } = app
  await createPortfolio(app)
  await goToSection(page, 'students')
  await dropFiles(page, '[data-strand="students.1"]', await somePhotos(2))
  await addTogether(page)
  await strand(page, 'students.1').getByRole('textbox').first().fill(answer)
  await page.getByText('Answer saved').waitFor()
  await app.close()
  expect((isCounting ? attempts() : 0) - before).toBe(0)
})
