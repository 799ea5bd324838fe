import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFolder } from './places'
import { runInForeground } from './run'

/**
 * Does the app's main job through the command line, for a machine without a display: makes the sample portfolio in a
 * temporary folder and writes its PDF. Gives the exit code of the first command that fails, else 0.
 */
export async function gatherSample(): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'fivefold-'))
  const portfolio = join(place, 'Sample.fivefold')
  const book = join(place, 'Sample.pdf')
  for (const words of [
    ['sample', portfolio, '--language', 'en'],
    ['coverage', portfolio],
    ['export', portfolio, '--out', book],
  ]) {
    console.log(`\n> fivefold ${words.join(' ')}`)
    const code = await runInForeground(process.execPath, [join(buildFolder, 'cli.js'), ...words])
    if (code !== 0) return code
  }
  console.log(`\nThe portfolio: ${portfolio}\nThe PDF: ${book}`)
  return 0
}
