import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = resolve(import.meta.dirname, '..')

/**
 * Deals test files out to the parts that run side by side (`--shard`) by their size, the largest first, back and forth: so the parts
 * take about as long. Vitest's own way, by a hash of the path, left one waiting a fifth of the time.
 */
class BySize extends BaseSequencer {
  override shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 }
    const sized = files.map((file) => ({ file, bytes: statSync(file.moduleId).size }))
    sized.sort((one, other) => other.bytes - one.bytes || (one.file.moduleId < other.file.moduleId ? -1 : 1))
    const dealt = sized.filter((_, at) => {
      const turn = at % (2 * count)
      return (turn < count ? turn : 2 * count - 1 - turn) === index - 1
    })
    return Promise.resolve(dealt.map(({ file }) => file))
  }
}

/**
 * Four projects: `unit` (real files and databases in temp folders, plain Node), `journeys` (the built app in a real
 * Electron; `npm test` gives the path of the executable in FIVEFOLD_ELECTRON), `packed` (the packed app,
 * whose path is in FIVEFOLD_PACKED), and `bench`, which prints figures and judges nothing (`npm run bench`).
 */
export default defineConfig({
  root,
  cacheDir: '.cache/vitest',
  test: {
    sequence: { sequencer: BySize },
    projects: [
      {
        root,
        cacheDir: '.cache/vitest',
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          environment: 'node',
          pool: 'forks',
          // Vitest leaves one core free, which on a machine of two is half of it.
          maxWorkers: availableParallelism(),
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/bench/**', 'tests/packed/**'],
          // Only against what hangs: nothing is judged by its time.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        root,
        cacheDir: '.cache/vitest',
        test: {
          name: 'bench',
          environment: 'node',
          pool: 'forks',
          include: ['tests/bench/**/*.bench.ts'],
          fileParallelism: false,
        },
      },
      ...(['journeys', 'packed'] as const).map((name) => ({
        root,
        cacheDir: '.cache/vitest',
        test: {
          name,
          environment: 'node' as const,
          pool: 'forks' as const,
          include: [name === 'journeys' ? 'tests/e2e/**/*.test.ts' : 'tests/packed/**/*.test.ts'],
          setupFiles: ['tests/support/watch-network.ts'],
          // One window at a time on a display: only one has the keyboard.
          fileParallelism: false,
          retry: 0,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // As long as a person on an old laptop would wait before thinking that nothing happens.
          expect: { poll: { timeout: 10_000 } },
        },
      })),
    ],
  },
})
