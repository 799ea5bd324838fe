import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runQuietly } from './run'
import { say, PlainFailure } from './say'

/** The Debian package of each shared library that Electron needs and that a bare system lacks. */
const libraryPackages: Record<string, string> = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
}

/** The Debian package of each program that the tests run. */
const programPackages = {
  Xvfb: 'xvfb',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  exiftool: 'libimage-exiftool-perl',
  'heif-enc': 'libheif-examples',
  unzip: 'unzip',
}

/** The Debian package of each program that only the benchmark runs: a decoder of the system's own, to compare with. */
const benchPackages: Record<string, string> = { djpeg: 'libjpeg-turbo-progs' }

/** Makes Chromium's dictionaries; no part of the PATH. Debian, Fedora and Arch each have a place of their own for it. */
const converter = {
  program: 'qwebengine_convert_dict',
  package: 'qt6-webengine-dev-tools',
  folders: ['/usr/lib/qt6/libexec', '/usr/lib64/qt6/libexec', '/usr/lib/qt6'],
}

/** GTK's own package drags in no icons, and Chromium draws the app's menus and dialogs with the system's fonts. */
const fontsFolder = '/usr/share/fonts'
const fontsPackage = 'fonts-dejavu-core'

type Missing = { what: string; package: string | undefined }

/** Makes sure that the given Electron finds the system's libraries. */
export async function prepareLibraries(executable: string): Promise<void> {
  if (process.platform !== 'linux') return
  await install(async () => [...(await missingLibraries(executable)), ...missingFonts()])
}

/** Makes sure that the programs are there that the tests run; those of the packed app run on every system, and need a display only. */
export async function prepareTestPrograms({ ofPacked }: { ofPacked: boolean }): Promise<void> {
  const { Xvfb, ...others } = programPackages
  await install(() => Promise.resolve(missingPrograms({ Xvfb, ...(ofPacked ? {} : others) })))
}

/** Makes sure that the programs are there with which the benchmark compares. */
export async function prepareBenchPrograms(): Promise<void> {
  await install(() => Promise.resolve(missingPrograms(benchPackages)))
}

/** Makes sure that Chromium's converter of dictionaries is there, and gives its path. */
export async function prepareConverter(): Promise<string> {
  await install(() =>
    Promise.resolve(
      findConverter() === null ? [{ what: converter.program, package: converter.package }] : [],
    ),
  )
  const found = findConverter()
  if (found === null) throw new PlainFailure(`This system lacks: ${converter.program}.`)
  return found
}

/** The path of Chromium's converter of dictionaries, or null. */
export function findConverter(): string | null {
  return findProgram(converter.program, [...pathFolders(), ...converter.folders])
}

/** The names of the shared libraries that `ldd` reports as missing. */
export function missingFrom(lddOutput: string): string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  return [...new Set(names)]
}

/** The Debian packages, each once, of what is missing; undefined when one of them is not known. */
export function packagesOf(missing: readonly Missing[]): string[] | undefined {
  const names = missing.map((one) => one.package)
  return names.includes(undefined)
    ? undefined
    : [...new Set(names)].filter((name) => name !== undefined).sort()
}

async function missingLibraries(executable: string): Promise<Missing[]> {
  const { output } = await runQuietly('ldd', [executable])
  return missingFrom(output).map((library) => ({ what: library, package: libraryPackages[library] }))
}

function missingFonts(): Missing[] {
  return existsSync(fontsFolder) ? [] : [{ what: 'fonts', package: fontsPackage }]
}

function missingPrograms(packages: Record<string, string>): Missing[] {
  const displayed = process.platform === 'linux'
  return Object.entries(packages)
    .filter(([program]) => (displayed || program !== 'Xvfb') && !isOnPath(program))
    .map(([program, packageName]) => ({ what: program, package: packageName }))
}

/** Whether a program of this name can be run. */
export function isOnPath(program: string): boolean {
  return findProgram(program, pathFolders()) !== null
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter)
}

function findProgram(program: string, folders: readonly string[]): string | null {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const paths = folders.map((folder) => join(folder, program + ending))
  return paths.find(canRun) ?? null
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function install(find: () => Promise<Missing[]>): Promise<void> {
  const missing = await find()
  if (missing.length === 0) return

  const packages = packagesOf(missing)
  const names = missing.map((one) => one.what).join(', ')
  if (!packages || !isOnPath('apt-get')) {
    throw new PlainFailure(
      `This system lacks: ${names}. Install them with its package manager and try again.`,
    )
  }
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() !== 0) {
    throw new PlainFailure(`This system lacks: ${names}. Run: sudo ${command}`)
  }

  say(`Installing missing system packages: ${packages.join(' ')} ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runQuietly('apt-get', ['update'], { env })
  const { code, output } = await runQuietly('apt-get', command.split(' ').slice(1), { env })
  if (code !== 0)
    throw new PlainFailure(`${output.trim()}\nThe packages could not be installed. Run: ${command}`)

  const still = await find()
  if (still.length === 0) return
  throw new PlainFailure(`Still missing after the installation: ${still.map((one) => one.what).join(', ')}.`)
}
