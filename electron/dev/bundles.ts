import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { InlineConfig, Plugin } from 'vite'
import { cacheFolder, projectFolder } from './places'

/** The entry files of the processes that run in Node or in Electron's Node, by the name of what is built from them. */
const nodeEntries = {
  main: 'electron/main.ts',
  engine: 'electron/engine/entry.ts',
  media: 'electron/media/entry.ts',
  press: 'electron/press/entry.ts',
  checker: 'electron/engine/checker-entry.ts',
  cli: 'electron/cli/main.ts',
}
const preloadEntry = 'electron/preload.ts'

// The floors of what runs the code: Node 20 on the command line, Chromium 130 (Electron 33) in the window.
const nodeTarget = 'node20'
const windowTarget = 'chrome130'

/** Where a build goes, and what else is done to its sources. */
export type BuildTarget = { folder: string; plugins: Plugin[] }

/** What every bundle shares. */
function shared(): InlineConfig {
  return { configFile: false, root: projectFolder, cacheDir: join(cacheFolder, 'vite'), logLevel: 'warn' }
}

/** The packages that are installed beside the app; all others are bundled. */
function installedPackages(): string[] {
  const facts = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  return Object.keys(facts.dependencies)
}

/** `dist/main.js`, `engine.js` and so on: ES modules; code they share lies beside them, so that all see the same folder. */
export function nodeBundle({ folder, plugins }: BuildTarget): InlineConfig {
  return {
    ...shared(),
    plugins: [...plugins, leaveOutWoff2()],
    ssr: { target: 'node', noExternal: true, external: [...installedPackages(), 'electron'] },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: folder,
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: absolute(nodeEntries),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
      },
    },
  }
}

/** `dist/preload.cjs`: a sandboxed preload is one CommonJS file and may ask for `electron` only. */
export function preloadBundle({ folder, plugins }: BuildTarget): InlineConfig {
  return {
    ...shared(),
    ssr: { target: 'node', noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: folder,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: absolute({ preload: preloadEntry }),
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
    plugins: [...plugins, refuseNode()],
  }
}

/** `dist/renderer/`: the window's page. */
export function rendererBundle({ folder, plugins }: BuildTarget): InlineConfig {
  return {
    ...shared(),
    root: join(projectFolder, 'renderer'),
    base: './',
    plugins: [...plugins, svelte({ configFile: false })],
    build: {
      target: windowTarget,
      outDir: join(folder, 'renderer'),
      // Its texts in six languages are one piece: they are on the disk already, and a switch must not wait.
      chunkSizeWarningLimit: 2500,
      emptyOutDir: true,
      sourcemap: true,
      // The page's content policy allows no data: addresses for code, fonts or styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  }
}

function absolute(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(projectFolder, path)]))
}

/**
 * fontkit brings along what unpacks WOFF2, with a dictionary of its own that each start of the press would wait for; the
 * book's fonts are not packed.
 */
function leaveOutWoff2(): Plugin {
  const name = 'leave-out-woff2'
  return {
    name,
    enforce: 'pre',
    resolveId: (source) => (source === 'brotli/decompress.js' ? name : null),
    load: (id) =>
      id === name
        ? "export default () => { throw new Error('Fonts packed as WOFF2 cannot be read.') }"
        : null,
  }
}

/** Says at build time what a sandboxed preload would only say by failing to load. */
function refuseNode(): NonNullable<InlineConfig['plugins']>[number] {
  return {
    name: 'refuse-node',
    enforce: 'pre',
    resolveId(source): void {
      if (source.startsWith('node:') || builtinModules.includes(source)) {
        throw new Error(`The preload is sandboxed and cannot use ${source}.`)
      }
    },
  }
}
