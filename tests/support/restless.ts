import { randomUUID } from 'node:crypto'
import { writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { engineRequests } from '../../electron/contract/engine'
import { callMethod } from '../../electron/contract/rpc'
import { Failure } from '../../electron/domain/failure'
import { createEngine } from '../../electron/engine/engine'
import { checkingHere } from './checker'
import { stateOf, type Ask, type Said, type State } from './restless-state'

/*
 * A process of its own that opens a portfolio and works on it without a rest, until it is killed. It says what it is about to do,
 * and what was answered to it, with the state of then. With a stick it makes extra copies all the time.
 */

const [root = '', outside = '', seed = '1', stick = ''] = process.argv.slice(2)
let turn = Number(seed)

/** Numbers from 0 to 1 in the order that the seed gives. */
function random(): number {
  turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648
  return turn / 2_147_483_648
}

function oneOf<Value>(values: readonly Value[]): Value | undefined {
  return values[Math.floor(random() * values.length)]
}

/** At once and whole: what a kill leaves in the pipe is read to its end. */
function tell(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`)
}

const call = { signal: new AbortController().signal, progress: () => undefined }
const engine = createEngine({
  userFolder: null,
  documents: outside,
  fonts: outside,
  author: 'restless',
  systemLanguages: ['en'],
  clock: () => new Date(),
  startWorker: checkingHere(() => ({
    link: { post: () => undefined, onMessage: () => undefined, onClose: () => undefined },
    end: () => undefined,
  })),
  onEvent: () => undefined,
  logBug: (bug) => {
    console.error(bug)
  },
})

const ask: Ask = async (name, input) =>
  (await callMethod(engineRequests, engine.methods, { name, input, ...call })) as never

const sections = ['leadership', 'students', 'example'] as const
const backups = new Map<number, State>()
let state: State = { answers: {}, rest: '' }
let written = 0

async function someEvidence() {
  return oneOf(await ask('listEvidence', {}))
}

/** Each says what it is about to do just before it does it; nothing to do is none. */
const works: Record<string, () => Promise<unknown>> = {
  add: async () => {
    const path = join(outside, `${randomUUID()}.txt`)
    writeFileSync(path, `${path} `.repeat(1 + Math.floor(random() * 2000)))
    tell({ kind: 'doing', what: 'add' })
    const section = oneOf(sections) ?? 'students'
    await ask('addEvidence', { place: { section, strand: `${section}.1` }, title: path, files: [{ path }] })
  },
  type: async () => {
    const strand = `students.${1 + Math.floor(random() * 3)}`
    let text = state.answers[strand] ?? ''
    for (let word = 0; word < 4; word += 1) {
      text += ` word${(written += 1)}`
      tell({ kind: 'doing', what: 'type', strand, text: text.trim() })
      await ask('writeAnswer', { strand, text: text.trim(), typing: seed })
      state = { ...state, answers: { ...state.answers, [strand]: text.trim() } }
      tell({ kind: 'confirmed', what: 'type', state })
    }
  },
  plan: async () => {
    tell({ kind: 'doing', what: 'plan' })
    await ask('addPlanRow', { section: oneOf(sections) ?? 'students', goal: randomUUID() })
  },
  move: async () => {
    const piece = await someEvidence()
    const from = piece?.places[0]
    if (!piece || !from) return
    tell({ kind: 'doing', what: 'move' })
    const to = { section: oneOf(sections) ?? 'students', strand: null }
    await ask('moveEvidence', { id: piece.id, from, to })
  },
  remove: async () => {
    const piece = await someEvidence()
    if (!piece) return
    tell({ kind: 'doing', what: 'remove' })
    await ask('removeEvidence', { ids: [piece.id] })
  },
  empty: async () => {
    tell({ kind: 'doing', what: 'empty' })
    await ask('emptyTrash', {})
  },
  undo: async () => {
    tell({ kind: 'doing', what: 'undo' })
    await ask('undo', {})
  },
  redo: async () => {
    tell({ kind: 'doing', what: 'redo' })
    await ask('redo', {})
  },
  backup: async () => {
    tell({ kind: 'doing', what: 'backup' })
    const { backup } = await ask('makeBackup', {})
    backups.set(backup.number, state)
  },
  restore: async () => {
    const there = (await ask('listBackups', {})).backups.map(({ number }) => number)
    const which = oneOf(there.filter((number) => backups.has(number)))
    if (which === undefined) return
    tell({ kind: 'doing', what: 'restore', expect: backups.get(which) })
    await ask('restoreBackup', { backup: String(which) })
  },
  copy: async () => {
    tell({ kind: 'doing', what: 'copy' })
    await ask('makeExtraCopy', {})
  },
  close: () => {
    tell({ kind: 'doing', what: 'close' })
    engine.close()
    engine.open(root)
    return Promise.resolve()
  },
}

/** How often each comes up. */
const weights: Record<string, number> = { add: 5, type: 5, plan: 2, move: 2, remove: 2, undo: 3, redo: 2 }
const all = Object.keys(works).filter((name) => name !== 'copy')
const drawn =
  stick === ''
    ? all.flatMap((name) => Array.from({ length: weights[name] ?? 1 }, () => name))
    : ['add', 'remove', 'empty', 'copy', 'copy', 'copy']

if (stick === '') tell({ kind: 'begun' })
engine.open(root)
state = await stateOf(ask)
if (stick !== '') {
  const grant = randomUUID()
  await engine.control.grantPath({ grant, path: stick }, call)
  await ask('chooseExtraCopy', { place: grant })
  // Where copies are made, it is them that are to be cut off.
  tell({ kind: 'begun' })
}
tell({ kind: 'confirmed', what: 'open', state })
for (;;) {
  const what = oneOf(drawn) ?? 'type'
  try {
    await works[what]?.()
  } catch (error) {
    // Nothing to undo, or a piece is there already.
    if (!(error instanceof Failure)) throw error
  }
  state = await stateOf(ask)
  tell({ kind: 'confirmed', what, state })
}
