import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  isAllowed,
  licencesText,
  packageOf,
  readLicensed,
  withDependencies,
} from '../../electron/dev/licences'
import { projectFolder } from '../support/command-line'
import { temporaryFolder } from '../support/temporary'

function aPackage(license: unknown): string {
  const folder = join(temporaryFolder(), 'node_modules', 'thing')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'thing', version: '1.0.0', license }))
  writeFileSync(join(folder, 'LICENSE'), 'May be used.')
  return folder
}

describe('the licence of what comes with the app', () => {
  it.each([
    'MIT',
    'ISC',
    '(MIT OR GPL-3.0)',
    'MIT AND Zlib',
    'LGPL-3.0-or-later',
    '(Apache-2.0 OR MIT)',
    { type: 'MIT' },
  ])('may be %j', (licence) => {
    expect(readLicensed(aPackage(licence))).toMatchObject({ name: 'thing', texts: ['May be used.'] })
  })
  it.each([
    'AGPL-3.0',
    'AGPL-3.0-or-later',
    'GPL-2.0',
    'MIT AND GPL-2.0',
    'SEE LICENSE IN x',
    'UNLICENSED',
    undefined,
  ])('may not be %j: the build stops, and names it', (licence) => {
    expect(() => readLicensed(aPackage(licence))).toThrow(/^thing 1\.0\.0 has the licence/)
  })
  it('is that of its own text where its package says nothing', () => {
    const folder = aPackage(undefined)
    writeFileSync(join(folder, 'LICENSE'), 'MIT License\n\nCopyright (c) Somebody')
    expect(readLicensed(folder)).toMatchObject({ licence: 'MIT' })
  })
  it('is told from the package in which a file lies', () => {
    const folder = aPackage('MIT')
    expect(packageOf(`${folder}/lib/a.js?raw`)).toBe(folder)
    expect(packageOf(`\0${folder}/a.js`)).toBe(folder)
    expect(packageOf(join(projectFolder, 'electron/main.ts'))).toBeNull()
  })
  it('is looked at of what a package asks for, too', () => {
    const names = [...withDependencies('heic-decode')].map((folder) => basename(folder))
    expect(names).toEqual(['heic-decode', 'libheif-js'])
    expect(isAllowed('LGPL-3.0')).toBe(true)
  })
  it('stands in one text with those of fonts, dictionaries and Electron', () => {
    const dictionaries = temporaryFolder()
    writeFileSync(join(dictionaries, 'dictionaries.txt'), 'tr-TR: made from dictionary-tr')
    const text = licencesText([join(projectFolder, 'node_modules/svelte')], dictionaries)
    const { dependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    for (const name of [...Object.keys(dependencies), 'svelte', 'libheif-js'])
      expect(text).toContain(`\n${name} `)
    for (const word of [
      'SIL OPEN FONT LICENSE',
      'made from dictionary-tr',
      'Electron (MIT)',
      'libvips (LGPL-2.1)',
    ])
      expect(text).toContain(word)
  })
})
