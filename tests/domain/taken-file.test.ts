import { describe, expect, it } from 'vitest'
import { coveredName, openedName, savedName } from '../../electron/domain/taken-file'

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const docm = 'application/vnd.ms-word.document.macroenabled.12'

describe('a copy that another program shows', () => {
  it.each([
    ['План.docx', docx, 'План.docx'],
    ['IMG_2041.JPG', 'image/jpeg', 'IMG_2041.jpg'],
    ['Покана', 'application/pdf', 'Покана.pdf'],
    ['2026.05.14', 'video/mp4', '2026.05.mp4'],
    ['list.csv', 'text/plain', 'list.csv'],
    ['CON.txt', 'text/plain', 'CON-.txt'],
  ])('is called as the file: %s', (name, type, wanted) => {
    expect(openedName(name, type)).toBe(wanted)
  })

  it.each([
    ['photo.exe', 'image/jpeg', 'photo.jpg'],
    ['photo\u202egpj.exe', 'image/png', 'photogpj.png'],
    ['../../a/b:c.pdf', 'application/pdf', /^[^/\\:]+\.pdf$/],
    ['.pdf', 'application/pdf', /^[^.]+\.pdf$/],
  ])('has the ending of what it is, whatever it is called: %s', (name, type, wanted) => {
    expect(openedName(name, type)).toMatch(wanted)
  })

  it.each([
    ['page.html', 'text/html'],
    ['page.pdf', 'text/html'],
    ['drawing.svg', 'image/svg+xml'],
    ['letter.eml', 'message/rfc822'],
    ['setup.exe', 'application/x-msdownload'],
    ['photo.jpg', 'application/x-msdownload'],
    ['start.bat', 'text/plain'],
    ['start.js', 'text/plain'],
    ['text', 'text/plain'],
    ['plan.docx', docm],
    ['plan.doc', 'application/x-cfb'],
    ['all.zip', 'application/zip'],
    ['film.mp4', 'application/octet-stream'],
    ['a.pdf', 'constructor'],
  ])('is not made of what may act, or is not known: %s, %s', (name, type) => {
    expect(openedName(name, type)).toBeNull()
  })
})

describe('a copy that is saved', () => {
  it.each([
    ['Програма на деня.PDF', 'Програма на деня.PDF'],
    ['a/b:c?.docx', 'a-b-c-.docx'],
    ['бележка', 'бележка'],
    ['NUL', 'NUL-'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
  ])('keeps its name where every system can: %s', (name, wanted) => {
    expect(savedName(name)).toBe(wanted)
  })

  it('is a JPEG where something is covered', () => {
    expect(coveredName('IMG_2041.heic')).toBe('IMG_2041.jpg')
  })
})
