import book from '../../../resources/messages/nl/book.json'
import change from '../../../resources/messages/nl/change.json'
import comments from '../../../resources/messages/nl/comments.json'
import consent from '../../../resources/messages/nl/consent.json'
import evidence from '../../../resources/messages/nl/evidence.json'
import failure from '../../../resources/messages/nl/failure.json'
import guards from '../../../resources/messages/nl/guards.json'
import languages from '../../../resources/messages/nl/languages.json'
import finding from '../../../resources/messages/nl/finding.json'
import people from '../../../resources/messages/nl/people.json'
import photos from '../../../resources/messages/nl/photos.json'
import redaction from '../../../resources/messages/nl/redaction.json'
import school from '../../../resources/messages/nl/school.json'
import system from '../../../resources/messages/nl/system.json'
import versions from '../../../resources/messages/nl/versions.json'
import window from '../../../resources/messages/nl/window.json'
import wording from '../../../resources/messages/nl/wording.json'
import writing from '../../../resources/messages/nl/writing.json'

export const nl = {
  ...book,
  ...change,
  ...comments,
  ...consent,
  ...evidence,
  ...failure,
  ...guards,
  ...languages,
  ...finding,
  ...people,
  ...photos,
  ...redaction,
  ...school,
  ...system,
  ...versions,
  ...window,
  ...wording,
  ...writing,
}
