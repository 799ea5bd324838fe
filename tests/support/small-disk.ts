import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from './command-line'
import { temporaryFolder } from './temporary'

/**
 * Runs a shell script with a disk of `size` at `$DISK`. Root mounts it for as long as the script runs; anyone else in a
 * namespace of their own, which Debian allows.
 */
export function withSmallDisk(size: string, script: string): { out: string; err: string } {
  const disk = temporaryFolder()
  const mounted = `mount -t tmpfs -o size=${size} small "$DISK" && trap 'cd / && umount --lazy "$DISK"' EXIT && ${script}`
  const words = ['bash', '-c', mounted]
  const namespace = process.getuid?.() === 0 ? [] : ['unshare', '--mount', '--map-root-user']
  const [program = '', ...rest] = [...namespace, ...words]
  const { stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, DISK: disk, CLI: join(projectFolder, 'dist/cli.js') },
  })
  return { out: stdout, err: stderr }
}
