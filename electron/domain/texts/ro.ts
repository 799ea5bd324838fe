import book from '../../../resources/messages/ro/book.json'
import change from '../../../resources/messages/ro/change.json'
import check from '../../../resources/messages/ro/check.json'
import cleaning from '../../../resources/messages/ro/cleaning.json'
import comments from '../../../resources/messages/ro/comments.json'
import consent from '../../../resources/messages/ro/consent.json'
import evidence from '../../../resources/messages/ro/evidence.json'
import failure from '../../../resources/messages/ro/failure.json'
import forget from '../../../resources/messages/ro/forget.json'
import guards from '../../../resources/messages/ro/guards.json'
import keeping from '../../../resources/messages/ro/keeping.json'
import languages from '../../../resources/messages/ro/languages.json'
import finding from '../../../resources/messages/ro/finding.json'
import people from '../../../resources/messages/ro/people.json'
import photos from '../../../resources/messages/ro/photos.json'
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
  ...book,
  ...change,
  ...check,
  ...cleaning,
  ...comments,
  ...consent,
  ...evidence,
  ...failure,
  ...forget,
  ...guards,
  ...keeping,
  ...languages,
  ...finding,
  ...people,
  ...photos,
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
