import fc from 'fast-check'
import * as v from 'valibot'

/*
 * Inputs made from the schema of a request: such as it allows, and such as it must refuse. Texts and numbers come from a pool,
 * so that ids, hashes and grants of a real portfolio are among them; of the pool each field takes what it allows.
 */

export type Pool = {
  texts: readonly string[]
  numbers: readonly number[]
  /** What a field of that name mostly takes: ids of the right kind. */
  named?: Readonly<Record<string, readonly string[]>>
}

/** Any input that the schema allows. */
export function allowed(schema: v.GenericSchema, pool: Pool): fc.Arbitrary<unknown> {
  const made = madeOf(schema, pool)
  // A check on the whole, such as of two years that belong together.
  return made.filter((input) => v.is(schema, input))
}

/** An input with one thing in it that the schema does not allow. */
export function refused(schema: v.GenericSchema, pool: Pool): fc.Arbitrary<unknown> {
  return fc
    .tuple(allowed(schema, pool), fc.nat(), strange)
    .map(([input, at, thing]) => spoiled(input, at, thing))
    .filter((input) => !v.is(schema, input))
}

/** As much of valibot's schemas as is walked here. */
type Node = {
  type: string
  entries?: Record<string, Node>
  item?: Node
  wrapped?: Node
  key?: Node
  value?: Node
  options?: readonly unknown[]
  literal?: unknown
}

function madeOf(node: Node, pool: Pool, name = ''): fc.Arbitrary<unknown> {
  switch (node.type) {
    case 'strict_object':
    case 'object':
    case 'loose_object':
      return fc.record(entriesOf(node, pool), { requiredKeys: requiredKeys(node) })
    case 'array':
      return fc.array(part(node.item, pool, name), { maxLength: 3 })
    case 'record':
      return fc.dictionary(part(node.key, pool) as fc.Arbitrary<string>, part(node.value, pool), {
        maxKeys: 3,
      })
    case 'optional':
      return part(node.wrapped, pool, name)
    case 'nullable':
      return fc.option(part(node.wrapped, pool, name))
    case 'union':
    case 'variant':
      return fc.oneof(...(node.options as Node[]).map((option) => madeOf(option, pool, name)))
    case 'picklist':
      return fc.constantFrom(...(node.options as unknown[]))
    case 'literal':
      return fc.constant(node.literal)
    case 'boolean':
      return fc.boolean()
    case 'instance':
      return fc.uint8Array({ minLength: 1, maxLength: 64 })
    case 'string':
      return named(node, pool, name) ?? oneAllowed(node, pool.texts)
    case 'number':
      return oneAllowed(node, pool.numbers)
    default:
      throw new Error(`a schema of a kind that is not known here: ${node.type}`)
  }
}

function part(node: Node | undefined, pool: Pool, name = ''): fc.Arbitrary<unknown> {
  if (!node) throw new Error('a schema without what it is made of')
  const made = madeOf(node, pool, name)
  return made.filter((value) => v.is(node as unknown as v.GenericSchema, value))
}

/** Three times out of four what a field of that name is meant for. */
function named(node: Node, pool: Pool, name: string): fc.Arbitrary<unknown> | null {
  const meant = (pool.named?.[name] ?? []).filter((value) => v.is(node as unknown as v.GenericSchema, value))
  if (meant.length === 0) return null
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...meant) },
    { weight: 1, arbitrary: oneAllowed(node, pool.texts) },
  )
}

function oneAllowed(node: Node, values: readonly (string | number)[]): fc.Arbitrary<unknown> {
  const fitting = values.filter((value) => v.is(node as unknown as v.GenericSchema, value))
  if (fitting.length === 0) throw new Error(`nothing in the pool fits: ${JSON.stringify(node).slice(0, 300)}`)
  return fc.constantFrom(...fitting)
}

function entriesOf({ entries = {} }: Node, pool: Pool): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(entries).map(([name, node]) => [name, part(node, pool, name)]))
}

function requiredKeys({ entries = {} }: Node): string[] {
  return Object.keys(entries).filter((name) => entries[name]?.type !== 'optional')
}

/** What a window that was taken over might send. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything(),
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    '../../../etc/passwd',
    '/etc/passwd',
    "'; DROP TABLE evidence; --",
    '\u0000',
    '\ud800',
    -1,
    NaN,
    Infinity,
    2 ** 53,
    [],
    {},
    { __proto__: null },
    { path: '/etc/passwd' },
    [[[[]]]],
    true,
  ),
)

/** The input with one of its parts, or all of it, put in another's place, taken away or joined by a strange one. */
function spoiled(input: unknown, at: number, thing: unknown): unknown {
  if (typeof input !== 'object' || input === null || input instanceof Uint8Array) return thing
  const names = Object.keys(input)
  const which = at % (names.length + 2)
  if (which === names.length) return thing
  if (which === names.length + 1)
    return Array.isArray(input) ? input.concat([thing]) : { ...input, strange: thing }
  const name = names[which] ?? ''
  const next = spoiled((input as Record<string, unknown>)[name], Math.floor(at / 7), thing)
  if (Array.isArray(input)) return input.map((each: unknown, index) => (index === which ? next : each))
  if (at % 3 === 0) return Object.fromEntries(Object.entries(input).filter(([other]) => other !== name))
  return { ...input, [name]: next }
}
