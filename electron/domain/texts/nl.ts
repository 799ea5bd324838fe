import archive from '../../../resources/messages/nl/archive.json'
import backup from '../../../resources/messages/nl/backup.json'
import app from '../../../resources/messages/nl/app.json'
import book from '../../../resources/messages/nl/book.json'
import change from '../../../resources/messages/nl/change.json'
import check from '../../../resources/messages/nl/check.json'
import cleaning from '../../../resources/messages/nl/cleaning.json'
import comments from '../../../resources/messages/nl/comments.json'
import consent from '../../../resources/messages/nl/consent.json'
import contribution from '../../../resources/messages/nl/contribution.json'
import extraCopy from '../../../resources/messages/nl/extra-copy.json'
import evidence from '../../../resources/messages/nl/evidence.json'
import failure from '../../../resources/messages/nl/failure.json'
import forget from '../../../resources/messages/nl/forget.json'
import guards from '../../../resources/messages/nl/guards.json'
import keeping from '../../../resources/messages/nl/keeping.json'
import languages from '../../../resources/messages/nl/languages.json'
import merge from '../../../resources/messages/nl/merge.json'
import finding from '../../../resources/messages/nl/finding.json'
import people from '../../../resources/messages/nl/people.json'
import photos from '../../../resources/messages/nl/photos.json'
import problem from '../../../resources/messages/nl/problem.json'
import redaction from '../../../resources/messages/nl/redaction.json'
import sample from '../../../resources/messages/nl/sample.json'
import school from '../../../resources/messages/nl/school.json'
import submission from '../../../resources/messages/nl/submission.json'
import system from '../../../resources/messages/nl/system.json'
import versions from '../../../resources/messages/nl/versions.json'
import window from '../../../resources/messages/nl/window.json'
import wording from '../../../resources/messages/nl/wording.json'
import writing from '../../../resources/messages/nl/writing.json'

export const nl = {
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
