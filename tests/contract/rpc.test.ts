import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { engineRequests } from '../../electron/contract/engine'
import { ask, callMethod, connect, serve } from '../../electron/contract/rpc'
import { row, type Methods } from '../../electron/contract/table'
import { Failure } from '../../electron/domain/failure'
import { startWithPortfolio } from '../support/engine'
import { line } from '../support/line'

const table = {
  double: row(v.strictObject({ value: v.number() }))<number>(),
  wait: row(v.strictObject({}))<string>(),
  fail: row(v.strictObject({ bug: v.boolean() }))<null>(),
} as const

const methods: Methods<typeof table> = {
  double: ({ value }) => value * 2,
  wait: (_input, { signal, progress }) =>
    new Promise((resolve, reject) => {
      progress({ done: 1, total: 2, step: 'half' })
      signal.addEventListener('abort', () => {
        reject(new Failure('cancelled'))
      })
      setTimeout(() => {
        resolve('waited')
      }, 5000)
    }),
  fail: ({ bug }) => {
    throw bug ? new TypeError('a bug') : new Failure('file.empty', { name: 'a.jpg' })
  },
}

function connected() {
  const bugs: unknown[] = []
  const { near, far, cut } = line()
  serve({ table, methods, link: far, logBug: (bug) => bugs.push(bug) })
  return {
    client: connect(table, { link: near, whenClosed: { code: 'export.stopped', words: {} } }),
    bugs,
    cut,
    near,
  }
}

describe('a request', () => {
  it('is answered', async () => {
    expect(await connected().client.double({ value: 21 })).toBe(42)
  })

  it('with an input that the table does not allow is refused before the method', async () => {
    const { client } = connected()
    const wrong = { value: '21' } as unknown as { value: number }
    await expect(client.double(wrong)).rejects.toMatchObject({
      code: 'input.invalid',
      words: { field: 'value' },
    })
  })

  it('that fails as expected brings its code and words, and no bug is logged', async () => {
    const { client, bugs } = connected()
    await expect(client.fail({ bug: false })).rejects.toMatchObject({
      code: 'file.empty',
      words: { name: 'a.jpg' },
    })
    expect(bugs).toEqual([])
  })

  it('that meets a bug says only that, and the bug is logged', async () => {
    const { client, bugs } = connected()
    await expect(client.fail({ bug: true })).rejects.toMatchObject({ code: 'unexpected', words: {} })
    expect(bugs).toHaveLength(1)
  })

  it('tells its progress and can be cancelled', async () => {
    const { client } = connected()
    const controller = new AbortController()
    const steps: unknown[] = []
    const waiting = client.wait(
      {},
      {
        signal: controller.signal,
        onProgress: (progress) => {
          steps.push(progress)
          controller.abort()
        },
      },
    )
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toEqual([{ done: 1, total: 2, step: 'half' }])
  })

  it('under way when the other end dies fails with the sentence for that, and so do later ones', async () => {
    const { client, cut } = connected()
    const waiting = client.wait({})
    cut()
    await expect(waiting).rejects.toMatchObject({ code: 'export.stopped' })
    await expect(client.double({ value: 1 })).rejects.toMatchObject({ code: 'export.stopped' })
  })

  it('for a name that is not in the table is refused, inherited names included', async () => {
    const request = ask({ link: connected().near })
    for (const name of ['nothing', 'toString', '__proto__', 'constructor']) {
      expect(await request(name, {})).toMatchObject({ ok: false, failure: { code: 'input.invalid' } })
    }
  })
})

it('anything at all sent to the engine is answered or dropped; nothing is a bug', async () => {
  const engine = startWithPortfolio()
  const names = Object.keys(engineRequests).filter(
    (name) => !['closePortfolio', 'addPortfolio'].includes(name),
  )
  const anyInput = fc.oneof(
    fc.anything(),
    fc.dictionary(
      fc.constantFrom('id', 'place', 'files', 'strand', 'text', 'section', 'ids', 'from', 'to'),
      fc.anything(),
    ),
    fc.record({
      id: fc.string(),
      place: fc.record({ section: fc.constant('students'), strand: fc.option(fc.string()) }),
    }),
    fc.record({ strand: fc.constantFrom('students.1', 'x'), text: fc.string({ unit: 'binary' }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), anyInput, async (name, input) => {
      // What asks a worker waits here without end, as no worker answers: it is cancelled, and says so.
      const call = { signal: AbortSignal.timeout(500), progress: () => undefined }
      try {
        await callMethod(engineRequests, engine.methods, { name, input, ...call })
      } catch (error) {
        expect(error).toBeInstanceOf(Failure)
      }
    }),
    { numRuns: 1500, examples: names.map((name): [string, unknown] => [name, {}]) },
  )
  expect(await engine.ask('verify', {})).toEqual([])
})
