import archive from '../../../resources/messages/ro/archive.json'
import backup from '../../../resources/messages/ro/backup.json'
import app from '../../../resources/messages/ro/app.json'
import book from '../../../resources/messages/ro/book.json'
import change from '../../../resources/messages/ro/change.json'
import check from '../../../resources/messages/ro/check.json'
import cleaning from '../../../resources/messages/ro/cleaning.json'
import comments from '../../../resources/messages/ro/comments.json'
import consent from '../../../resources/messages/ro/consent.json'
import contribution from '../../../resources/messages/ro/contribution.json'
import extraCopy from '../../../resources/messages/ro/extra-copy.json'
import evidence from '../../../resources/messages/ro/evidence.json'
import failure from '../../../resources/messages/ro/failure.json'
import forget from '../../../resources/messages/ro/forget.json'
import guards from '../../../resources/messages/ro/guards.json'
import keeping from '../../../resources/messages/ro/keeping.json'
import languages from '../../../resources/messages/ro/languages.json'
import merge from '../../../resources/messages/ro/merge.json'
import finding from '../../../resources/messages/ro/finding.json'
import people from '../../../resources/messages/ro/people.json'
import photos from '../../../resources/messages/ro/photos.json'
import problem from '../../../resources/messages/ro/problem.json'
import redaction from '../../../resources/messages/ro/redaction.json'
import sample from '../../../resources/messages/ro/sample.json'
import school from '../../../resources/messages/ro/school.json'
import submission from '../../../resources/messages/ro/submission.json'
import system from '../../../resources/messages/ro/system.json'
import versions from '../../../resources/messages/ro/versions.json'
import window from '../../../resources/messages/ro/window.json'
import wording from '../../../resources/messages/ro/wording.json'
import writing from '../../../resources/messages/ro/writing.json'

export const ro = {
  ...archive,
  ...backup,
  ...app,
  ...book,
  ...change,
  ...check,
  ...cleaning,
  ...comments,
  ...consent,
  ...contribution,
  ...extraCopy,
  ...evidence,
  ...failure,
  ...forget,
  ...guards,
  ...keeping,
  ...languages,
  ...finding,
  ...merge,
  ...people,
  ...photos,
  ...problem,
  ...redaction,
  ...sample,
  ...school,
  ...submission,
  ...system,
  ...versions,
  ...window,
  ...wording,
  ...writing,
}
