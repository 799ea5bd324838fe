import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { PlainFailure } from './say'

/**
 * Runs `work` with the environment of a virtual display of its own, so that the tests' windows neither disturb nor are
 * disturbed by the person at the machine; where there is no Xvfb (macOS, Windows) on the machine's own display.
 */
export async function withDisplay<T>(
  environment: NodeJS.ProcessEnv,
  work: (environment: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  if (process.platform !== 'linux') return work(environment)

  // Xvfb itself picks a free display and writes its number to file descriptor 3.
  const words = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  try {
    const number = await readNumber(server.stdio[3] as Readable)
    const { WAYLAND_DISPLAY: _, ...rest } = environment
    return await work({ ...rest, DISPLAY: `:${number}` })
  } finally {
    server.kill()
  }
}

async function readNumber(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += String(chunk)
    if (text.endsWith('\n')) return text.trim()
  }
  throw new PlainFailure('The virtual display (Xvfb) does not start.')
}
