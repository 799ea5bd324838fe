import { resolve } from 'node:path'
import type { Merge } from '../domain/merge'
import { fieldKeys, kindKeys } from '../domain/merge-words'
import type { CliEngine } from './cli-engine'
import { say, sayNumber, type Spoken } from './spoken'

/** Brings another copy in, or only says what it would bring. Of texts that both have written the last one stays, and is named. */
export async function mergeCommand(
  engine: CliEngine,
  [dir = '', from = '']: string[],
  { dryRun = false }: { dryRun?: boolean },
): Promise<Spoken> {
  engine.open(dir)
  const copy = { files: [{ path: resolve(from) }] }
  const merge = dryRun ? await engine.ask('previewMerge', copy) : await engine.ask('merge', copy)
  return { lines: linesOf(merge, dryRun), json: merge }
}

function linesOf(merge: Merge, dryRun: boolean): string[] {
  const { changes, counts, contributors, conflicts, files, bytes, missing, forgotten } = merge
  if (changes === 0) return [say('merge.nothing')]
  return [
    say(dryRun ? 'cli.merge.would' : 'cli.merged', { count: changes }),
    ...counts.map(({ kind, added, changed, removed }) => {
      const parts = [
        added > 0 ? say('merge.added', { count: added }) : '',
        changed > 0 ? say('merge.changed', { count: changed }) : '',
        removed > 0 ? say('merge.removed', { count: removed }) : '',
      ]
      return `- ${say(kindKeys[kind])}: ${parts.filter((part) => part !== '').join(', ')}`
    }),
    ...contributors.map(({ name, count }) => `- ${say('merge.by', { name, count })}`),
    ...(files > 0
      ? [`- ${say('merge.files', { count: files, size: `${sayNumber(bytes / 1_000_000)} MB` })}`]
      : []),
    ...(missing.length > 0
      ? [`- ${say('merge.missing', { count: missing.length, names: missing.join(', ') })}`]
      : []),
    ...(forgotten.length > 0
      ? [
          `- ${say('merge.forgotten', {
            count: forgotten.length,
            names: forgotten.map(({ name }) => name).join(', '),
          })}`,
        ]
      : []),
    ...conflicts.map(({ number, name, field, chosen }) =>
      `- ${say('cli.merge.conflict', {
        number: [number, name].filter((part) => part !== '').join(' '),
        what: say(fieldKeys[field]),
        side: chosen,
      })}`.trim(),
    ),
  ]
}
