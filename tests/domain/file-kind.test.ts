import { expect, it } from 'vitest'
import { isMisnamed, kindOf } from '../../electron/domain/file-kind'

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

it.each([
  ['Programme.PDF', 'application/pdf', 'PDF', false],
  ['IMG_1.jpeg', 'image/jpeg', 'JPEG', false],
  ['photo.jpg', 'text/plain', 'TXT', true],
  ['photo.heic', 'image/jpeg', 'JPG', true],
  ['plan.doc', docx, 'DOCX', true],
  // Texts have many endings, and a new office file behind a password is an old one.
  ['list.csv', 'text/plain', 'CSV', false],
  ['plan.docx', 'application/x-cfb', 'DOCX', false],
  ['film.mov', 'video/mp4', 'MOV', false],
  ['zeros.jpg', 'application/octet-stream', '', true],
  ['board.notebook7', 'application/zip', '', false],
  ['strange.xyz', 'application/octet-stream', 'XYZ', false],
  ['letter', 'application/pdf', '', false],
])('%s, which is %s, is called %s', (name, type, kind, isOther) => {
  expect([kindOf({ name, type }), isMisnamed({ name, type })]).toEqual([kind, isOther])
})
