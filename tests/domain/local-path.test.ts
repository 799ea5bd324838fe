import { describe, expect, it } from 'vitest'
import { hasPath, withoutPaths } from '../../electron/domain/local-path'

describe('a place on somebody’s computer', () => {
  it.each([
    [String.raw`C:\Users\Ivan Petrov\Desktop\plan.docx`, 'plan.docx'],
    ['file:///C:/Users/ivan/Desktop/open%20day.png', 'open%20day.png'],
    [
      String.raw`INCLUDEPICTURE "C:\\Users\\ivan\\a.png" \* MERGEFORMAT`,
      String.raw`INCLUDEPICTURE "a.png" \* MERGEFORMAT`,
    ],
    [String.raw`\\server\teachers\ivan\sums.xlsx`, 'sums.xlsx'],
    ['/home/ivan/Documents/notes.odt', 'notes.odt'],
    ['/Users/ivan', ''],
    [String.raw`C:\Users\ivan`, ''],
    ["='file:///D:/school/ivan/sums.ods'#$Sheet1.A1", "='sums.ods'#$Sheet1.A1"],
    ['url(file:///C:/Users/ivan/b.png)', 'url(b.png)'],
  ])('%s becomes "%s"', (text, clean) => {
    expect(withoutPaths(text)).toBe(clean)
    expect(hasPath(text)).toBe(true)
  })

  it.each([
    'https://school.example/home/plan',
    'Ratio 3:/4 and a\\b',
    '../media/image1.png',
    'mailto:school@example.org',
    String.raw`PAGE \* MERGEFORMAT`,
    'urn:schemas-microsoft-com:office:office',
    'С: Училището',
  ])('is not %s', (text) => {
    expect(withoutPaths(text)).toBe(text)
  })
})
