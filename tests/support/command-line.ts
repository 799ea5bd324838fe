import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const projectFolder = join(import.meta.dirname, '../..')

export type Answer = { code: number | null; out: string; err: string }

/** Runs the built command line, as `npm run cli` does. */
export function fivefold(
  words: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): Answer {
  const cli = join(projectFolder, 'dist/cli.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    encoding: 'utf8',
    ...options,
  })
  return { code: status, out: stdout, err: stderr }
}

/** The one JSON value that a command prints with `--json`. */
export function fivefoldJson(words: readonly string[]): unknown {
  const { code, out, err } = fivefold([...words, '--json'])
  if (code !== 0) throw new Error(`exit ${String(code)}: ${err}`)
  return JSON.parse(out)
}

/** Runs another program and gives what it printed; throws when it fails. */
export function run(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${program}: exit ${String(status)}\n${stdout}${stderr}`)
  return stdout
}

/** The text of a PDF with white space folded and broken words whole, so that line ends do not count. */
export function pdfText(path: string): string {
  return run('pdftotext', [path, '-']).replace(/\s+/g, ' ')
}
