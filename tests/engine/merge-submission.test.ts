import { chmodSync, existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Progress } from '../../electron/contract/table'
import { contentOf, copyOf, mergeInto, stateOf, type Copy } from '../support/copies'
import { writePdf } from '../support/documents'
import { startWithPortfolio } from '../support/engine'
import { modeOf, submissionFolders } from '../support/submissions'

/** Keeps what was handed in. */
async function handIn(copy: Copy, name: string): Promise<string> {
  const pdf = copy.grant(await writePdf([name], `${name}.pdf`))
  return (await copy.ask('addSubmission', { handedInOn: '2027-03-03', pdf, name })).id
}

const namesIn = async ({ ask }: Copy) => (await ask('listSubmissions', {})).map(({ name }) => name)

/** Opens it anew, as after a crash. */
function reopen(copy: Copy, meanwhile: () => void = () => undefined): void {
  copy.close()
  meanwhile()
  copy.open(copy.root)
}

const folderOf = ({ root }: Copy, id: string) => join(root, 'submissions', id)

/** As a crash leaves it: the row is written, and the folder not yet moved. */
function move(copy: Copy, from: string, to: string): void {
  chmodSync(folderOf(copy, from), 0o755)
  renameSync(folderOf(copy, from), folderOf(copy, to))
}

async function withMarias(): Promise<{ here: Copy; maria: Copy; id: string }> {
  const here = startWithPortfolio()
  const maria = await copyOf(here, 'Maria')
  return { here, maria, id: await handIn(maria, 'Round 1') }
}

describe('what was handed in', () => {
  it('comes with its files, goes with an undo without leaving anything, and is whole again when that is redone', async () => {
    const { here, maria, id } = await withMarias()
    const before = stateOf(here)
    const { counts } = await mergeInto(here, maria)
    expect(counts).toContainEqual({ kind: 'submission', added: 1, changed: 0, removed: 0 })
    const after = stateOf(here)
    expect(submissionFolders(here.root)).toEqual([id])
    expect(modeOf(folderOf(here, id))).toBe('555')
    expect(await here.ask('verify', {})).toEqual([])
    for (let round = 0; round < 2; round += 1) {
      await here.ask('undo', {})
      expect(await namesIn(here)).toEqual([])
      expect(await here.ask('verify', {})).toEqual([])
      expect(existsSync(folderOf(here, id))).toBe(false)
      expect(stateOf(here)).toEqual(before)
      // Over a restart, as every step.
      reopen(here)
      await here.ask('redo', {})
      expect(await namesIn(here)).toEqual(['Round 1'])
      expect(modeOf(folderOf(here, id))).toBe('555')
      expect(await here.ask('verify', {})).toEqual([])
      expect(stateOf(here)).toEqual(after)
    }
  })

  it('is gone from the disk when what brought it was undone and can be redone no more', async () => {
    const { here, maria, id } = await withMarias()
    await mergeInto(here, maria)
    await here.ask('undo', {})
    reopen(here)
    expect(submissionFolders(here.root)).toEqual([`.${id}`])
    await here.ask('writeAnswer', { strand: 'students.1', text: 'Something else' })
    reopen(here)
    expect(submissionFolders(here.root)).toEqual([])
    // It comes again with the copy that has it.
    await mergeInto(here, maria)
    expect(await namesIn(here)).toEqual(['Round 1'])
    expect(await here.ask('verify', {})).toEqual([])
  })

  it('comes again by another merge after one was undone', async () => {
    const { here, maria } = await withMarias()
    await mergeInto(here, maria)
    await here.ask('undo', {})
    await mergeInto(here, maria)
    expect(await namesIn(here)).toEqual(['Round 1'])
    expect(await here.ask('verify', {})).toEqual([])
  })

  it('is whole or not there, wherever a merge, an undo or a redo was cut off', async () => {
    const { here, maria, id } = await withMarias()
    await mergeInto(here, maria)
    reopen(here, () => {
      move(here, id, `.${id}`)
    })
    expect(await here.ask('verify', {})).toEqual([])
    expect(modeOf(folderOf(here, id))).toBe('555')
    await here.ask('undo', {})
    reopen(here, () => {
      move(here, `.${id}`, id)
    })
    expect(await here.ask('verify', {})).toEqual([])
    await here.ask('redo', {})
    expect(await here.ask('verify', {})).toEqual([])
    expect(submissionFolders(here.root)).toEqual([id])
  })

  it('leaves nothing of a merge that was cancelled', async () => {
    const { here, maria } = await withMarias()
    const before = stateOf(here)
    maria.close()
    const ended = new AbortController()
    const files = [{ path: maria.root }]
    const progress = ({ step }: Progress): void => {
      if (step === 'mergeWrite') ended.abort()
    }
    const { merge } = here.methods
    await expect(merge({ files, choices: {} }, { signal: ended.signal, progress })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(submissionFolders(here.root)).toEqual([])
    expect(readdirSync(join(here.root, 'cache')).filter((name) => name.startsWith('merge'))).toEqual([])
    expect(stateOf(here)).toEqual(before)
  })
})

describe('what was handed in and removed again', () => {
  it('stays removed, goes from the other copy, too, and comes back with an undo of that alone', async () => {
    const { here, maria, id } = await withMarias()
    await mergeInto(here, maria)
    await here.ask('removeSubmission', { id })
    const { changes } = await mergeInto(here, maria)
    expect(changes).toBe(0)
    expect(await namesIn(here)).toEqual([])

    const { counts } = await mergeInto(maria, here)
    expect(counts).toEqual([{ kind: 'submission', added: 0, changed: 0, removed: 1 }])
    expect(await namesIn(maria)).toEqual([])
    expect(contentOf(maria).submission).toEqual(contentOf(here).submission)
    expect(await maria.ask('verify', {})).toEqual([])
    await maria.ask('undo', {})
    expect(await namesIn(maria)).toEqual(['Round 1'])
    expect(await maria.ask('verify', {})).toEqual([])
    expect(modeOf(folderOf(maria, id))).toBe('555')
  })

  it('does not come back by an undo or a redo of the merge that brought it', async () => {
    const { here, maria, id } = await withMarias()
    await mergeInto(here, maria)
    await here.ask('removeSubmission', { id })
    await here.ask('undo', {})
    await here.ask('redo', {})
    expect(await namesIn(here)).toEqual([])
    expect(await here.ask('verify', {})).toEqual([])
    reopen(here)
    expect(submissionFolders(here.root)).toEqual([])
  })

  it('stays removed in a third copy that hears of it from the second', async () => {
    const { here, maria, id } = await withMarias()
    await mergeInto(here, maria)
    const third = await copyOf(here, 'Third')
    await here.ask('removeSubmission', { id })
    await mergeInto(maria, here)
    await mergeInto(third, maria)
    expect(await namesIn(third)).toEqual([])
    expect(await third.ask('verify', {})).toEqual([])
  })
})
