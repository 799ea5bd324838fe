import { readdirSync, readFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { format } from 'prettier'

/**
 * A line of the one table of all benchmarks: what was done, how long it took, beside what, how often one goes into the other
 * (under 1: less than the other), and the most memory of all processes.
 */
export type TableLine = { job: string; ours: string; beside?: string; ratio?: string; memory?: string }

/** The lines that benchmarks left in a folder, in the order of their names. */
export function readLines(folder: string): TableLine[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TableLine[])
}

const heads = ['What', 'Fivefold', 'Beside it', 'Ratio', 'Most memory']

/** The table as Markdown, with the machine described. */
export async function writeTable(lines: readonly TableLine[], electron: string): Promise<string> {
  const rows = lines.map(({ job, ours, beside = '', ratio = '', memory = '' }) => [
    job,
    ours,
    beside,
    ratio,
    memory,
  ])
  const table = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  return format(`${introduction(electron)}\n\n${table}\n`, { parser: 'markdown', printWidth: 120 })
}

function introduction(electron: string): string {
  const [processor] = cpus()
  const machine = [
    `${cpus().length} cores (${processor?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `${platform()} ${release()}`,
    `Node ${process.versions.node}`,
    `Electron ${electron}`,
  ].join(', ')
  return `# Benchmarks

Made by \`npm run bench\`, which prints this table at its end; a run of all of them keeps it here. Each line stands beside another way
to do the same, in the same run on the same machine: **the ratios hold, the times are those of this machine.** Memory is that of all
processes together, what they share counted once.

The machine: ${machine}; ${new Date().toISOString().slice(0, 10)}.`
}
