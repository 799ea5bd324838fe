/*
 * Which folder may import which: `renderer, engine, media, press, main, cli -> contract -> domain`.
 * Most of these folders are processes, so an import that is not named here would cross a border.
 */

const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`
const anyPackage = '(^|/)node_modules/'
// Not a package to the cruiser but a part of the platform, since the app's own folder has the same name.
const electron = '^electron$'
const platform = { dependencyTypes: ['core'] }

/** `folder` may import the project's own files only from itself and from `others`. */
function mayImport(folder, others, comment) {
  const allowed = [folder, ...others, anyPackage]
  return {
    name: `${folder.replace(/^\^|\/$/g, '')} imports only what it may`,
    comment,
    severity: 'error',
    from: { path: folder },
    to: { pathNot: allowed, dependencyTypesNot: ['core', 'npm', 'npm-dev', 'unknown'] },
  }
}

/** Only files in `places` may import the package. */
function onlyIn(name, places, comment) {
  return {
    name: `${name} only in its place`,
    comment,
    severity: 'error',
    from: { path: '^(electron|renderer|tests)/', pathNot: places },
    to: { path: packages(name) },
  }
}

const contract = '^electron/contract/'
const domain = '^electron/domain/'
const tests = '^tests/'

module.exports = {
  forbidden: [
    mayImport(domain, ['^resources/.+\\.json$'], 'The rules of the trade depend on nothing.'),
    mayImport(contract, [domain], 'The request tables know the domain only.'),
    mayImport(
      '^electron/engine/',
      [contract, domain, '^resources/.+\\.json$', '^package\\.json$'],
      'The engine starts no process itself.',
    ),
    mayImport('^electron/media/', [contract, domain], 'A worker is told all it needs.'),
    mayImport(
      '^electron/press/',
      [contract, domain, '^resources/.+\\.json$'],
      'A worker is told all it needs.',
    ),
    mayImport(
      '^electron/main/',
      [contract, domain, '^resources/.+\\.json$'],
      'Main opens windows and owns no content.',
    ),
    mayImport('^electron/main\\.ts$', ['^electron/main/', contract, domain], 'The composition root of main.'),
    mayImport('^electron/preload\\.ts$', [contract, domain], 'The bridge is made from the tables.'),
    mayImport(
      '^electron/cli/',
      ['^electron/engine/', contract, domain, '^resources/.+\\.json$'],
      'The engine without a window.',
    ),
    mayImport(
      '^electron/dev/',
      ['^electron/domain/(portfolio|dictionaries)\\.ts$'],
      'The tools know no code of the app but its languages and their dictionaries; they build and start it.',
    ),
    mayImport(
      '^renderer/',
      [contract, domain, '^resources/(messages|help|fonts|icons)/'],
      'The window asks by the tables.',
    ),
    {
      name: 'dev is for developers',
      comment: 'The tools are no part of the app.',
      severity: 'error',
      from: { pathNot: ['^electron/dev/', tests] },
      to: { path: '^electron/dev/' },
    },
    {
      name: 'the window is sandboxed',
      comment: 'There is neither Node nor Electron in the window.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: platform,
    },
    {
      name: 'the preload is sandboxed',
      comment: 'Of Node and Electron it finds `electron` only.',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { ...platform, pathNot: electron },
    },
    {
      name: 'the domain and the contract run anywhere',
      comment: 'The window uses them too, where there is no Node.',
      severity: 'error',
      from: { path: [domain, contract] },
      to: platform,
    },
    {
      name: 'the domain stays pure',
      comment:
        'No package but those that word messages and file names, read Markdown and compare texts: pure functions of text.',
      severity: 'error',
      from: { path: domain },
      to: {
        path: anyPackage,
        pathNot: packages(
          'intl-messageformat',
          '@formatjs',
          'diff',
          'filenamify',
          'mdast',
          'mdast-util-[^/]+',
          'micromark-[^/]+',
        ),
      },
    },
    {
      name: 'electron only in its place',
      comment:
        'Engine and workers are plain Node; only their entry files run Electron code (its types are harmless).',
      severity: 'error',
      from: {
        path: '^(electron|tests)/',
        pathNot: [
          '^electron/main/',
          '^electron/(main|preload)\\.ts$',
          '^electron/[^/]+/entry\\.ts$',
          '^electron/dev/loader\\.js$',
          tests,
        ],
      },
      to: { path: electron, dependencyTypesNot: ['type-only'] },
    },
    onlyIn('better-sqlite3', ['^electron/engine/', tests], 'One owner of the portfolio.'),
    ...['wasm-vips', 'heic-decode', 'libheif-js', 'exifr', 'music-metadata'].map((name) =>
      onlyIn(
        name,
        ['^electron/media/', '^electron/dev/(icons|sample-pictures)\\.ts$', tests],
        'Pictures and recordings are decoded in a process that may hang or die.',
      ),
    ),
    onlyIn(
      'yauzl',
      ['^electron/media/', '^electron/engine/archive-zip\\.ts$', tests],
      'Documents from outside are opened in a process that may die; of an archive only the directory is read, within bounds.',
    ),
    ...['@hyzyla/pdfium', 'saxes', 'chardet', 'htmlparser2', 'postal-mime'].map((name) =>
      onlyIn(
        name,
        ['^electron/media/', tests],
        'Documents from outside are opened in a process that may die.',
      ),
    ),
    onlyIn(
      'pdfkit',
      ['^electron/press/(document|measure|paint|fonts)[^/]*(/|$)', tests],
      'The book is a value until it is painted.',
    ),
    {
      name: 'nothing imports tests',
      comment: 'Code that only tests need lies in tests/.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no cycles',
      comment: 'Two files that need each other are one idea, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no orphans',
      comment: 'A file that nobody imports and that imports nobody has been forgotten.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '\\.config\\.(ts|js)$', '^tests/', '^electron/dev/loader\\.js$'],
      },
      to: {},
    },
    {
      name: 'everything resolves',
      comment: 'An import that cannot be found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?raw$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^release/', '^\\.cache/', '^tests/files/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count: a folder whose types another uses is known to it.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
      extensions: ['.ts', '.js', '.svelte', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
    builtInModules: { add: ['electron'] },
  },
}
