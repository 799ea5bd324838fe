import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { standardOptions } from '../../electron/domain/book-options'
import type { Link } from '../../electron/contract/link'
import { connect } from '../../electron/contract/rpc'
import type { Progress } from '../../electron/contract/table'
import { pressRequests } from '../../electron/contract/workers'
import type { BookSource } from '../../electron/domain/book'
import { temporaryFolder } from '../support/temporary'
import {
  fontsFolder,
  jpegMaker,
  makeEvidence,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  readPages,
} from './fixtures'

const sentence = 'Twelve pupils tell the staff what they have found out about the river. '

async function largeSource(pieces: number): Promise<BookSource> {
  const makeJpeg = await jpegMaker(temporaryFolder())
  const photos = [makeJpeg('a.jpg', 640, 480), makeJpeg('b.jpg', 480, 640), makeJpeg('c.jpg', 640, 427)]
  return makeSource([
    makeSection({
      strands: [
        makeStrand({
          answer: sentence.repeat(400),
          evidence: Array.from({ length: pieces }, (_, index) =>
            makeEvidence({
              id: String(index),
              number: `P3-${String(index + 1).padStart(2, '0')}`,
              shows: sentence.repeat(2 + (index % 5)),
              date: '2026-09-04',
              attachments: photos
                .slice(0, index % 4)
                .map((path) => makePhoto(path, { caption: `Photo ${index}` })),
            }),
          ),
        }),
      ],
    }),
  ])
}

const steps = ['pictures', 'compose', 'measure', 'paint'] as const

it.each(steps)('a cancel at %s ends the work and leaves no file', async (step) => {
  const folder = temporaryFolder()
  const controller = new AbortController()
  const seen: string[] = []
  const progress = ({ step: now = '' }: Progress) => {
    seen.push(now)
    if (now === step) controller.abort()
  }
  const printing = print(
    await largeSource(60),
    { out: join(folder, 'book.pdf') },
    { signal: controller.signal, progress },
  )
  await expect(printing).rejects.toMatchObject({ code: 'cancelled' })
  expect(seen.at(-1)).toBe(step)
  expect(readdirSync(folder)).toEqual([])
})

it('a cancel in the middle of the pages leaves no file', async () => {
  const folder = temporaryFolder()
  const controller = new AbortController()
  const progress = ({ step, done, total }: Progress) => {
    if (step === 'paint' && done > total / 3) controller.abort()
  }
  const printing = print(
    await largeSource(300),
    { out: join(folder, 'book.pdf') },
    { signal: controller.signal, progress },
  )
  await expect(printing).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(folder)).toEqual([])
})

it('an existing file is never written over', async () => {
  const out = join(temporaryFolder(), 'book.pdf')
  writeFileSync(out, 'older')
  await expect(print(makeSource([]), { out })).rejects.toMatchObject({ code: 'EEXIST' })
  expect(existsSync(out)).toBe(true)
})

it('a folder that is not there is told', async () => {
  const out = join(temporaryFolder(), 'gone', 'book.pdf')
  await expect(print(makeSource([]), { out })).rejects.toMatchObject({ code: 'export.notWritable' })
})

it('progress runs from step to step and ends with all pages', async () => {
  const told: Progress[] = []
  const { pages } = await print(
    await largeSource(60),
    {},
    {
      signal: new AbortController().signal,
      progress: (each) => told.push(each),
    },
  )
  expect([...new Set(told.map(({ step }) => step))]).toEqual(steps)
  for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total)
  expect(told.at(-1)).toEqual({ done: pages, total: pages, step: 'paint' })
})

it('1,000 pieces of evidence are set and written', async () => {
  const source = await largeSource(1000)
  const started = performance.now()
  const { pages, bytes, path } = await print(source)
  const seconds = (performance.now() - started) / 1000
  console.log(`1,000 pieces, ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB: ${seconds.toFixed(1)} s`)
  expect(readPages(path)).toHaveLength(pages)
}, 120_000)

type Press = { link: Link; stop: () => void; gone: Promise<number | null> }

/** The press as the engine starts it in plain Node. */
function startPress(): Press {
  const entry = join(import.meta.dirname, '../../electron/press/entry.ts')
  const child = fork(entry, { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const link: Link = {
    post: (message) => {
      child.send(message as object)
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    onClose: (listener) => {
      child.once('exit', listener)
    },
  }
  const stop = () => {
    child.disconnect()
  }
  return { link, stop, gone }
}

it('the press is a process that prints, is cancelled in the middle, and ends with its line', async () => {
  const { link, stop, gone } = startPress()
  const client = connect(pressRequests, { link })
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'out'))
  const order = {
    source: await largeSource(200),
    options: standardOptions,
    draft: false,
    fonts: fontsFolder,
    now: '2026-11-23T08:00:00.000Z',
  }
  const out = join(folder, 'out', 'book.pdf')
  const { pages } = await client.print({ ...order, out })
  expect(readPages(out)).toHaveLength(pages)

  const controller = new AbortController()
  const onProgress = ({ step, done }: Progress) => {
    if (step === 'paint' && done > 0) controller.abort()
  }
  const second = join(folder, 'out', 'second.pdf')
  const printing = client.print({ ...order, out: second }, { signal: controller.signal, onProgress })
  await expect(printing).rejects.toMatchObject({ code: 'cancelled' })
  expect(existsSync(second)).toBe(false)

  stop()
  expect(await gone).toBe(0)
}, 60_000)
