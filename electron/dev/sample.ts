import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFolder, projectFolder } from './places'
import { runInForeground } from './run'

/**
 * Does the app's main job through the command line, for a machine without a display: gathers a small sample in a
 * temporary folder and writes its PDF. Gives the exit code of the first command that fails, else 0.
 */
export async function gatherSample(): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'fivefold-'))
  const portfolio = join(place, 'Sample.fivefold')
  const book = join(place, 'Sample.pdf')
  for (const words of [...sampleCommands(portfolio), ['export', portfolio, '--out', book]]) {
    console.log(`\n> fivefold ${words.map(quoted).join(' ')}`)
    const code = await runInForeground(process.execPath, [join(buildFolder, 'cli.js'), ...words])
    if (code !== 0) return code
  }
  console.log(`\nThe portfolio: ${portfolio}\nThe PDF: ${book}`)
  return 0
}

function sampleCommands(portfolio: string): string[][] {
  const pictures = sampleFiles(['.jpg', '.jpeg', '.png'])
  const documents = sampleFiles(['.pdf'])
  const add = (place: string, title: string, ...rest: string[]): string[] => [
    'add',
    portfolio,
    ...['--to', place, '--title', title],
    ...rest,
  ]
  const commands = [
    ['new', portfolio, '--school', 'Sample School', '--language', 'en', '--country', 'EE'],
    add(
      'collaboration.1',
      'Project meeting in November',
      ...['--note', 'Six teachers planned the spring projects together and shared out the tasks.'],
    ),
    add(
      'students.1',
      'The eTwinning platform',
      '--link',
      'https://school-education.ec.europa.eu/en/etwinning',
    ),
    [
      'answer',
      portfolio,
      'students.1',
      ...['--text', 'Pupils choose the topic of a project themselves and present it to their partner class.'],
    ],
    [
      'plan',
      portfolio,
      'students',
      ...['--row', 'More pupils take part; one project per class; class teachers; by June; number of pupils'],
    ],
  ]
  if (pictures.length > 0) commands.push(add('students.2', 'Moments of our school year', ...pictures))
  if (documents.length > 0) commands.push(add('esafety.1', 'Our rules', ...documents))
  return commands
}

function sampleFiles(endings: readonly string[]): string[] {
  const folder = join(projectFolder, 'resources', 'sample')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
    .sort()
    .map((name) => join(folder, name))
}

function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word}'`
}
