import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../support/command-line'

const engineFolder = join(projectFolder, 'electron', 'engine')

/** The files of the engine whose text fits. */
function filesWith(pattern: RegExp): string[] {
  return readdirSync(engineFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && pattern.test(readFileSync(join(engineFolder, name), 'utf8')))
    .sort()
}

/*
 * What the types say already, said once more of the sources: who adds a way out of the portfolio meets these lists, and the
 * guard behind them.
 */
describe('the ways out of the portfolio', () => {
  it('begin at the guard, which alone releases a file', () => {
    expect(filesWith(/\bas Released\b/)).toEqual(['guard.ts'])
    expect(filesWith(/\bcreateGuard\(/)).toEqual(['export.ts', 'guard.ts', 'taken-out.ts'])
  })

  it('go through the one source of the book', () => {
    expect(filesWith(/\bevidenceForBook\(/)).toEqual(['book-evidence.ts', 'book-source.ts'])
    expect(filesWith(/\bbookSource\(/)).toEqual(['book-source.ts', 'export.ts'])
    // Each kind of export is noted.
    expect(filesWith(/\brecorded\(/)).toEqual([
      'archive-pack.ts',
      'export-answers.ts',
      'export-consent-list.ts',
      'export.ts',
      'freeze.ts',
      'submission-copies.ts',
      'taken-out.ts',
    ])
  })

  it('are the only ones that know where a stored file lies, beside what looks after the portfolio itself', () => {
    expect(filesWith(/\b(?:originalPath|picturePath)\(/)).toEqual([
      // The portfolio itself, whole, for its owner: docs/decisions/0026.
      'archive-contents.ts',
      // Whether one is there, and bringing it back.
      'backup-methods.ts',
      'book-evidence.ts',
      'check.ts',
      'edited-pictures.ts',
      'files.ts',
      'folders.ts',
      'forget-copies.ts',
      'intake.ts',
      // Into the portfolio, from another copy and from a colleague.
      'merge/merge.ts',
      'redaction-methods.ts',
      'repair.ts',
      'settle-rows.ts',
      // Away with what came to nothing.
      'storing.ts',
      'take-suggestions.ts',
      // A single file, for whoever gathered it: docs/decisions/0038.
      'taken-out.ts',
      'verify.ts',
    ])
  })

  it('are the only ones that write where a person chose, or for another program to show', () => {
    expect(filesWith(/\bwrite(?:File|Folder)Aside\(/)).toEqual([
      'archive-pack.ts',
      'evidence-folder.ts',
      'export-answers.ts',
      'export-consent-list.ts',
      // Words alone.
      'export-todo.ts',
      'export.ts',
      // Words alone: what a colleague is asked for, and a report of a problem.
      'invitation-file.ts',
      'opened-copies.ts',
      'problem-methods.ts',
      'submission-copies.ts',
      'taken-out.ts',
    ])
  })
})
