import { spawn, type SpawnOptions } from 'node:child_process'
import { constants } from 'node:os'
import { projectFolder } from './places'

export type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv }

/**
 * Runs a program in the foreground of this terminal and gives its exit code. Ctrl+C reaches the program itself,
 * which may have something to finish, so this process waits for it; other signals are passed on.
 */
export async function runInForeground(
  program: string,
  words: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const child = spawn(program, words, { cwd: projectFolder, ...options, stdio: 'inherit' })
  const ignore = (): void => undefined
  const passOn = (signal: NodeJS.Signals): boolean => child.kill(signal)
  process.on('SIGINT', ignore).on('SIGTERM', passOn).on('SIGHUP', passOn)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
      })
    })
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', passOn).off('SIGHUP', passOn)
  }
}

export type Output = { code: number; output: string }

/** Runs a program silently and gives its exit code with all that it wrote, both streams together. */
export function runQuietly(
  program: string,
  words: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  const spawnOptions: SpawnOptions = { cwd: projectFolder, ...options, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(program, words, spawnOptions)
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') })
    })
  })
}
