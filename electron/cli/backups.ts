import type { Backup } from '../domain/backup'
import type { CliEngine } from './cli-engine'
import { say, sayNumber, type Spoken } from './spoken'

/** Makes a backup. */
export async function backupCommand(engine: CliEngine, [dir = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const { backup, isNew } = await engine.ask('makeBackup', {})
  return { lines: [say(isNew ? 'cli.backup.made' : 'cli.backup.same', { name: backup.name })], json: backup }
}

/** Goes back to a backup; lists them when none is named. */
export async function restoreCommand(engine: CliEngine, [dir = '', which]: string[]): Promise<Spoken> {
  const of = { grant: await engine.grant(dir) }
  if (which === undefined) {
    const { backups } = await engine.ask('listBackups', { of })
    return { lines: backups.length > 0 ? backups.map(backupLine) : [say('backup.none')], json: backups }
  }
  const { backup, missing } = await engine.ask('restoreBackup', { of, backup: which })
  const count = missing.length
  return {
    lines: [say('cli.restored', { name: backup.name })],
    json: { backup, missing },
    ...(count > 0 ? { asides: [say('backup.restored.missing', { count, names: missing.join(', ') })] } : {}),
  }
}

function backupLine({ number, madeAt, reason, pieces, answers, bytes }: Backup): string {
  return say('cli.restore.row', {
    number,
    when: `${madeAt.slice(0, 16).replace('T', ' ')} UTC`,
    contents: say('backup.contents', { pieces, answers }),
    reason: say(`backup.reason.${reason}`),
    size: sayNumber(bytes / 1_000_000),
  })
}
