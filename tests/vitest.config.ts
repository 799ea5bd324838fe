import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { BySize } from './support/halves'

const root = resolve(import.meta.dirname, '..')

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
