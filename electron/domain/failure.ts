/**
 * What can go wrong and is expected to, by code. The sentence for the user stands in the messages under
 * `failure.<code>`: what happened, what is safe, what to do.
 */
export const failureCodes = [
  'archive.changed',
  'archive.damaged',
  'archive.driveGone',
  'archive.forgotten',
  'archive.insidePortfolio',
  'archive.isFolder',
  'archive.locked',
  'archive.missing',
  'archive.newer',
  'archive.noRoom',
  'archive.notOne',
  'archive.tooLargeForDrive',
  'archive.tooMany',
  'archive.unsafe',
  'archive.unsettled',
  'backup.gone',
  'backup.notMade',
  'backup.unsound',
  'cancelled',
  'comment.gone',
  'contribution.gone',
  'contribution.notOne',
  'contribution.other',
  'copy.full',
  'copy.inPortfolio',
  'copy.noRoom',
  'copy.none',
  'copy.notThere',
  'copy.notWritable',
  'disk.full',
  'evidence.gone',
  'export.folderTaken',
  'export.inUse',
  'export.isFolder',
  'export.noFolder',
  'export.notHeldBack',
  'export.notWritable',
  'export.stopped',
  'export.tooLarge',
  'export.withdrawn',
  'file.changed',
  'file.empty',
  'file.forgotten',
  'file.isFolder',
  'file.missing',
  'file.moved',
  'file.noProgram',
  'file.notKept',
  'file.notOpened',
  'file.unreadable',
  'files.tooMany',
  'gathering.cut',
  'gathering.kept',
  'history.nothingToRedo',
  'history.nothingToUndo',
  'input.invalid',
  'invitation.newer',
  'invitation.notOne',
  'language.same',
  'language.unknown',
  'link.invalid',
  'logo.noPicture',
  'merge.notOurs',
  'merge.same',
  'mission.cut',
  'mission.locked',
  'mission.noText',
  'mission.notOne',
  'mission.unreadable',
  'person.gone',
  'place.unknown',
  'portfolio.damaged',
  'portfolio.exists',
  'portfolio.gone',
  'portfolio.inUse',
  'portfolio.missing',
  'portfolio.newer',
  'portfolio.none',
  'portfolio.notOne',
  'portfolio.notWritable',
  'portfolio.readOnly',
  'portfolio.unreadable',
  'project.gone',
  'repair.nothing',
  'school.missing',
  'strand.notOwn',
  'submission.damaged',
  'submission.gone',
  'submission.noPdf',
  'submission.unsettled',
  'subject.gone',
  'subject.taken',
  'unexpected',
  'version.gone',
] as const

export type FailureCode = (typeof failureCodes)[number]

/** Words that the sentence needs: a file's name, a folder. */
export type FailureWords = Readonly<Record<string, string | number>>

/** The form in which a failure crosses a process border. */
export type FailureMessage = { code: FailureCode; words: FailureWords }

/** An expected failure. Anything else that is thrown is a bug and is logged with its stack. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    readonly words: FailureWords = {},
    options?: ErrorOptions,
  ) {
    super(code, options)
    this.name = 'Failure'
  }

  toMessage(): FailureMessage {
    return { code: this.code, words: this.words }
  }
}
