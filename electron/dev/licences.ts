import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Plugin } from 'vite'
import { packageFolder, projectFolder } from './places'
import { PlainFailure } from './say'

/*
 * The licences of all that comes with the app, with their texts, as the build really uses it: the packages whose code is in
 * the bundles, those that are packed beside them, fonts, dictionaries, Electron.
 */

/** Licences that ask for nothing but that they are named and kept, and those of libraries that can be replaced. */
const allowed: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-2.1',
  'LGPL-3.0',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

/** What is in a file that is packed, and is no package of its own. */
const within: Readonly<Record<string, string>> = {
  '@hyzyla/pdfium': 'It holds PDFium (BSD-3-Clause and Apache-2.0, The PDFium Authors) as WebAssembly.',
  'libheif-js':
    'It holds libheif and libde265 (LGPL-3.0) as WebAssembly, in a file of its own that can be replaced.',
  'wasm-vips':
    'It holds libvips (LGPL-2.1) and the libraries that are named below as WebAssembly, in files of their own that can be replaced.',
  'better-sqlite3': 'It holds SQLite, which is in the public domain.',
}

/** Whether an SPDX expression leaves a way that is allowed: one of those with OR between them, all of those with AND. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1')
  if (/\bOR\b/.test(bare)) return bare.split(/\bOR\b/).some(isAllowed)
  if (/\bAND\b/.test(bare)) return bare.split(/\bAND\b/).every(isAllowed)
  return allowed.includes(bare.trim().replace(/(?:-only|-or-later|\+)$/, ''))
}

export type Licensed = { name: string; version: string; licence: string; texts: string[] }

/** The package at a folder. Throws a `PlainFailure` when its licence is none that is allowed, or not known. */
export function readLicensed(folder: string): Licensed {
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string | { type: string }
    licenses?: { type: string }[]
  }
  const { name, version, license, licenses } = facts
  const said =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '))
  const texts = textsIn(folder)
  const licence = said ?? licenceOf(texts)
  if (!isAllowed(licence)) {
    throw new PlainFailure(
      `${name} ${version} has the licence “${licence}”, which the app may not bring along (electron/dev/licences.ts).`,
    )
  }
  return { name, version, licence, texts }
}

/** Of one that says nothing in its package.json: what its own text is headed with. */
function licenceOf(texts: readonly string[]): string {
  return texts.some((text) => /^\W*(?:The )?MIT License\b/i.test(text)) ? 'MIT' : 'unknown'
}

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(
      (name) => /^(?:licen[cs]e|copying|notice|third-party)/i.test(name) && !/\.(?:js|ts|json)$/i.test(name),
    )
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
}

/** Notes the folders of the packages whose code comes into a bundle. */
export function notingPackages(folders: Set<string>): Plugin {
  return {
    name: 'noting-packages',
    generateBundle: (_options, bundle) => {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = packageOf(id)
          if (folder !== null && renderedLength > 0) folders.add(folder)
        }
      }
    },
  }
}

/** The folder of the package in which a file lies; null for one of the project's own. */
export function packageOf(id: string): string | null {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('/', sep)
  const found = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(path)?.[1]
  return found !== undefined && existsSync(join(found, 'package.json')) ? found : null
}

/** The folders of a package and of all that it asks for, as npm installed them. */
export function withDependencies(name: string, from = projectFolder, seen = new Set<string>()): Set<string> {
  const folder = installed(name, from)
  if (folder === null || seen.has(folder)) return seen
  seen.add(folder)
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const each of Object.keys(facts.dependencies ?? {})) withDependencies(each, folder, seen)
  return seen
}

function installed(name: string, from: string): string | null {
  for (let at = from; at.startsWith(projectFolder); at = join(at, '..')) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return null
}

/**
 * The whole text: a list, then each with its licence. Throws a `PlainFailure` for one that may not come along.
 * @param bundled folders of packages in the bundles
 * @param dictionaries the folder of the built dictionaries, where there is one
 */
export function licencesText(bundled: Iterable<string>, dictionaries: string): string {
  const facts = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string
    dependencies: Record<string, string>
  }
  const folders = new Set(bundled)
  for (const name of Object.keys(facts.dependencies)) withDependencies(name, projectFolder, folders)
  const packages = [...folders]
    .map(readLicensed)
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
  const own = readFileSync(join(projectFolder, 'docs', 'LICENSE.md'), 'utf8').trim()
  return `${[
    `Fivefold ${facts.version}, and what it is made of`,
    own,
    runtimeText(),
    ...packages.map(packageText),
    ...filesText(join(projectFolder, 'resources', 'fonts'), /LICENSE\.txt$/, 'Fonts'),
    ...filesText(dictionaries, /\.txt$/, 'Dictionaries of the spell-check'),
  ].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

function runtimeText(): string {
  const text = readFileSync(join(packageFolder('electron'), 'LICENSE'), 'utf8').trim()
  return `Electron (MIT), with Chromium and Node.js. The licences of Chromium's parts lie beside the app in LICENSES.chromium.html.\n\n${text}`
}

function packageText({ name, version, licence, texts }: Licensed): string {
  const inside = within[name]
  return [`${name} ${version} (${licence})`, ...(inside === undefined ? [] : [inside]), ...texts].join('\n\n')
}

function filesText(folder: string, pattern: RegExp, heading: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => `${heading}: ${name}\n\n${readFileSync(join(folder, name), 'utf8').trim()}`)
}
