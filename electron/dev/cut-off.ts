import { isOnPath } from './system'
import { runQuietly } from './run'

/** Brings up the loopback of a new network, in which nothing else is, and becomes the command given. */
const withLoopback = `
import fcntl, os, socket, struct, sys
up = 0x1 | 0x8 | 0x40  # IFF_UP, IFF_LOOPBACK, IFF_RUNNING
fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh', b'lo', up))  # SIOCSIFFLAGS
os.execvp(sys.argv[1], sys.argv[1:])
`

/**
 * The words to put before a command so that it runs with the network cut, this computer's own excepted. None where that
 * cannot be done: it takes Linux and root's rights.
 */
export async function cutOffWords(): Promise<string[]> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return []
  if (!isOnPath('unshare') || !isOnPath('python3')) return []
  const words: [string, ...string[]] = ['unshare', '--net', 'python3', '-c', withLoopback]
  const [program, ...rest] = words
  const { code } = await runQuietly(program, [...rest, process.execPath, '--version'])
  return code === 0 ? words : []
}
