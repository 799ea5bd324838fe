import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** What the project keeps at its top level; all else is a stray, such as what a test wrote beside itself. */
const given = new Set([
  ...['electron', 'renderer', 'resources', 'tests', 'docs', '.ci', '.github'],
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'electron-builder.yml',
    'eslint.config.js',
    'knip.json',
  ],
  ...['.dependency-cruiser.cjs', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc.json'],
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'],
])

it('the project keeps nothing at its top level but what belongs there', () => {
  const kept = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean)
  const strays = new Set(kept.map((path) => path.split('/')[0] ?? '').filter((name) => !given.has(name)))
  expect([...strays]).toEqual([])
})
