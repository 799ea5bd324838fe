import archive from '../../../resources/messages/bg/archive.json'
import backup from '../../../resources/messages/bg/backup.json'
import app from '../../../resources/messages/bg/app.json'
import book from '../../../resources/messages/bg/book.json'
import change from '../../../resources/messages/bg/change.json'
import check from '../../../resources/messages/bg/check.json'
import cleaning from '../../../resources/messages/bg/cleaning.json'
import comments from '../../../resources/messages/bg/comments.json'
import consent from '../../../resources/messages/bg/consent.json'
import contribution from '../../../resources/messages/bg/contribution.json'
import extraCopy from '../../../resources/messages/bg/extra-copy.json'
import evidence from '../../../resources/messages/bg/evidence.json'
import failure from '../../../resources/messages/bg/failure.json'
import forget from '../../../resources/messages/bg/forget.json'
import guards from '../../../resources/messages/bg/guards.json'
import keeping from '../../../resources/messages/bg/keeping.json'
import languages from '../../../resources/messages/bg/languages.json'
import merge from '../../../resources/messages/bg/merge.json'
import finding from '../../../resources/messages/bg/finding.json'
import people from '../../../resources/messages/bg/people.json'
import photos from '../../../resources/messages/bg/photos.json'
import problem from '../../../resources/messages/bg/problem.json'
import redaction from '../../../resources/messages/bg/redaction.json'
import sample from '../../../resources/messages/bg/sample.json'
import school from '../../../resources/messages/bg/school.json'
import submission from '../../../resources/messages/bg/submission.json'
import system from '../../../resources/messages/bg/system.json'
import versions from '../../../resources/messages/bg/versions.json'
import window from '../../../resources/messages/bg/window.json'
import wording from '../../../resources/messages/bg/wording.json'
import writing from '../../../resources/messages/bg/writing.json'

export const bg = {
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
