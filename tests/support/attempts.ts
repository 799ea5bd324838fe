import { readFileSync } from 'node:fs'

/*
 * Who tries to reach a network that is not there. In a network of its own, in which only this computer is, Linux finds no way
 * for whatever is sent outside, and counts it: each connection that is begun, each datagram, each question for a name, of
 * every program in that network, whatever library it used.
 */

/** Whether the network is cut, so that attempts can be counted; `npm test` does so where it may (Linux, as root). */
export const isCounting = process.env.FIVEFOLD_NETWORK === 'cut'

/** How often any program in this network has tried to reach another computer since it was made. */
export function attempts(): number {
  return valueOf(readFileSync('/proc/self/net/snmp', 'utf8'), 'OutNoRoutes') + valueOf6('Ip6OutNoRoutes')
}

/** The counters of IPv4: a line of names, and a line of values below it. */
function valueOf(table: string, name: string): number {
  const [names = [], values = []] = table
    .split('\n')
    .filter((line) => line.startsWith('Ip:'))
    .map((line) => line.split(' '))
  return counted(values[names.indexOf(name)])
}

/** The counters of IPv6: a name and a value a line. */
function valueOf6(name: string): number {
  const table = readFileSync('/proc/self/net/snmp6', 'utf8')
  return counted(new RegExp(`^${name}\\s+(\\d+)$`, 'm').exec(table)?.[1])
}

function counted(value: string | undefined): number {
  if (value === undefined) throw new Error('Linux does not say how often no way was found')
  return Number(value)
}
