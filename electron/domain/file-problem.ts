import { isPictureType } from './file-group'

/**
 * What is wrong with a file that is kept all the same: only a part of its picture could be read (`damaged`), it should have a
 * picture and none can be made (`unreadable`), it is behind a password (`locked`), its text cannot be read (`noText`).
 */
export const fileProblems = ['damaged', 'unreadable', 'locked', 'noText'] as const
export type FileProblem = (typeof fileProblems)[number]

/** What is wrong with a file, as far as it was looked at; null when nothing is. */
export function problemOf({
  type,
  picture,
  text,
}: {
  type: string
  picture: string
  text: string
}): FileProblem | null {
  if (picture === 'damaged') return 'damaged'
  // A photo is there to be seen. Of a document that cannot be drawn its text says more.
  if (!isPictureType(type)) {
    if (text === 'locked') return 'locked'
    if (text === 'unreadable') return 'noText'
  }
  return picture === 'unreadable' ? 'unreadable' : null
}
