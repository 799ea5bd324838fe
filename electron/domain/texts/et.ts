import archive from '../../../resources/messages/et/archive.json'
import backup from '../../../resources/messages/et/backup.json'
import app from '../../../resources/messages/et/app.json'
import book from '../../../resources/messages/et/book.json'
import change from '../../../resources/messages/et/change.json'
import check from '../../../resources/messages/et/check.json'
import cleaning from '../../../resources/messages/et/cleaning.json'
import comments from '../../../resources/messages/et/comments.json'
import consent from '../../../resources/messages/et/consent.json'
import contribution from '../../../resources/messages/et/contribution.json'
import extraCopy from '../../../resources/messages/et/extra-copy.json'
import evidence from '../../../resources/messages/et/evidence.json'
import failure from '../../../resources/messages/et/failure.json'
import forget from '../../../resources/messages/et/forget.json'
import guards from '../../../resources/messages/et/guards.json'
import keeping from '../../../resources/messages/et/keeping.json'
import languages from '../../../resources/messages/et/languages.json'
import merge from '../../../resources/messages/et/merge.json'
import finding from '../../../resources/messages/et/finding.json'
import people from '../../../resources/messages/et/people.json'
import photos from '../../../resources/messages/et/photos.json'
import problem from '../../../resources/messages/et/problem.json'
import redaction from '../../../resources/messages/et/redaction.json'
import sample from '../../../resources/messages/et/sample.json'
import school from '../../../resources/messages/et/school.json'
import submission from '../../../resources/messages/et/submission.json'
import system from '../../../resources/messages/et/system.json'
import versions from '../../../resources/messages/et/versions.json'
import window from '../../../resources/messages/et/window.json'
import wording from '../../../resources/messages/et/wording.json'
import writing from '../../../resources/messages/et/writing.json'

export const et = {
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
