import { readFileSync, readdirSync } from 'node:fs'

/** The memory of a process and all that it started, in bytes; what they share counts once (Linux: PSS). */
export function memoryOf(root: number): number {
  return familyOf(root).reduce((sum, pid) => sum + ownMemory(pid), 0)
}

/**
 * The processor time of a process and all that it started, those that have ended too, in s. Unlike the time on the clock it
 * hardly depends on what else the machine does.
 */
export function processorTimeOf(root: number): number {
  return familyOf(root).reduce((sum, pid) => sum + ownProcessorTime(pid), 0)
}

function familyOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const parent = Number.isInteger(pid) ? parentOf(pid) : null
    if (parent !== null) parents.set(pid, parent)
  }
  return [...parents.keys()].filter((pid) => belongs(pid, root, parents))
}

/** The processes that a process started itself, with their command lines. */
export function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    if (!Number.isInteger(pid) || parentOf(pid) !== parent) return []
    try {
      return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
    } catch {
      return []
    }
  })
}

function belongs(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined; at = parents.get(at)) if (at === root) return true
  return false
}

function parentOf(pid: number): number | null {
  const parent = statOf(pid)?.[1]
  return parent === undefined ? null : Number(parent)
}

/** Its own and that of its children that have ended. Linux counts a hundred ticks a second. */
function ownProcessorTime(pid: number): number {
  return (statOf(pid) ?? []).slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

/** The fields of `stat` from the third on, which stand behind a name that may hold anything (proc(5)). */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function ownMemory(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0)
  } catch {
    return 0
  }
}
