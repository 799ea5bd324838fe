import archive from '../../../resources/messages/en/archive.json'
import backup from '../../../resources/messages/en/backup.json'
import app from '../../../resources/messages/en/app.json'
import book from '../../../resources/messages/en/book.json'
import change from '../../../resources/messages/en/change.json'
import check from '../../../resources/messages/en/check.json'
import cleaning from '../../../resources/messages/en/cleaning.json'
import comments from '../../../resources/messages/en/comments.json'
import consent from '../../../resources/messages/en/consent.json'
import contribution from '../../../resources/messages/en/contribution.json'
import extraCopy from '../../../resources/messages/en/extra-copy.json'
import evidence from '../../../resources/messages/en/evidence.json'
import failure from '../../../resources/messages/en/failure.json'
import forget from '../../../resources/messages/en/forget.json'
import guards from '../../../resources/messages/en/guards.json'
import keeping from '../../../resources/messages/en/keeping.json'
import languages from '../../../resources/messages/en/languages.json'
import merge from '../../../resources/messages/en/merge.json'
import finding from '../../../resources/messages/en/finding.json'
import people from '../../../resources/messages/en/people.json'
import photos from '../../../resources/messages/en/photos.json'
import problem from '../../../resources/messages/en/problem.json'
import redaction from '../../../resources/messages/en/redaction.json'
import sample from '../../../resources/messages/en/sample.json'
import school from '../../../resources/messages/en/school.json'
import submission from '../../../resources/messages/en/submission.json'
import system from '../../../resources/messages/en/system.json'
import versions from '../../../resources/messages/en/versions.json'
import window from '../../../resources/messages/en/window.json'
import wording from '../../../resources/messages/en/wording.json'
import writing from '../../../resources/messages/en/writing.json'

export const en = {
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
