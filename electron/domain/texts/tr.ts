import archive from '../../../resources/messages/tr/archive.json'
import backup from '../../../resources/messages/tr/backup.json'
import app from '../../../resources/messages/tr/app.json'
import book from '../../../resources/messages/tr/book.json'
import change from '../../../resources/messages/tr/change.json'
import check from '../../../resources/messages/tr/check.json'
import cleaning from '../../../resources/messages/tr/cleaning.json'
import comments from '../../../resources/messages/tr/comments.json'
import consent from '../../../resources/messages/tr/consent.json'
import contribution from '../../../resources/messages/tr/contribution.json'
import extraCopy from '../../../resources/messages/tr/extra-copy.json'
import evidence from '../../../resources/messages/tr/evidence.json'
import failure from '../../../resources/messages/tr/failure.json'
import forget from '../../../resources/messages/tr/forget.json'
import guards from '../../../resources/messages/tr/guards.json'
import keeping from '../../../resources/messages/tr/keeping.json'
import languages from '../../../resources/messages/tr/languages.json'
import merge from '../../../resources/messages/tr/merge.json'
import finding from '../../../resources/messages/tr/finding.json'
import people from '../../../resources/messages/tr/people.json'
import photos from '../../../resources/messages/tr/photos.json'
import problem from '../../../resources/messages/tr/problem.json'
import redaction from '../../../resources/messages/tr/redaction.json'
import sample from '../../../resources/messages/tr/sample.json'
import school from '../../../resources/messages/tr/school.json'
import submission from '../../../resources/messages/tr/submission.json'
import system from '../../../resources/messages/tr/system.json'
import versions from '../../../resources/messages/tr/versions.json'
import window from '../../../resources/messages/tr/window.json'
import wording from '../../../resources/messages/tr/wording.json'
import writing from '../../../resources/messages/tr/writing.json'

export const tr = {
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
