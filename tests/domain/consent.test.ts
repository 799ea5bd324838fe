import { describe, expect, it } from 'vitest'
import {
  consentStatus,
  noConsent,
  unsaidConsent,
  type Consent,
  type FileConsent,
} from '../../electron/domain/consent'

const asked = { purpose: 'label', isAsked: true } as const
const status = (file: Partial<FileConsent>, subjects: Partial<Consent>[] = [], how = {}) =>
  consentStatus(
    { ...unsaidConsent, ...file },
    subjects.map((each) => ({ ...noConsent, ...each })),
    { ...asked, ...how },
  )

describe('whether a picture may leave', () => {
  it('is unsaid while nobody said who can be seen', () => {
    expect(status({})).toBe('unsaid')
    expect(status({}, [], { isAsked: false })).toBe('clear')
  })

  it('is clear where nobody, only adults, or nobody recognisable is seen', () => {
    expect(status({ people: 'none' })).toBe('clear')
    expect(status({ people: 'adults' })).toBe('clear')
    expect(status({ people: 'unrecognisable' })).toBe('clear')
  })

  it('asks for a consent that is held where pupils can be recognised', () => {
    expect(status({ people: 'recognisable' })).toBe('missing')
    expect(status({ people: 'recognisable', state: 'missing' })).toBe('missing')
    expect(status({ people: 'recognisable', state: 'held' })).toBe('clear')
    expect(status({ people: 'recognisable', state: 'not-needed' })).toBe('clear')
  })

  it('takes the consent of a person or group for its pictures, and of several the worst', () => {
    expect(status({ people: 'recognisable' }, [{ state: 'held' }])).toBe('clear')
    expect(status({ people: 'recognisable' }, [{ state: 'held' }, { state: '' }])).toBe('missing')
    expect(status({ people: 'recognisable', state: 'held' }, [{ state: 'withdrawn' }])).toBe('withdrawn')
    expect(status({ people: 'recognisable' }, [{ state: 'missing' }, { state: 'withdrawn' }])).toBe(
      'withdrawn',
    )
  })

  it('hears whoever withdrew, adults and people who can hardly be recognised too', () => {
    expect(status({ people: 'adults', state: 'withdrawn' })).toBe('withdrawn')
    expect(status({ people: 'unrecognisable' }, [{ state: 'withdrawn' }])).toBe('withdrawn')
    expect(status({ people: '', state: 'withdrawn' }, [], { isAsked: false })).toBe('withdrawn')
  })

  it('holds back what consent was given for less than', () => {
    const held = { people: 'recognisable', state: 'held' } as const
    expect(status({ ...held, scope: 'internal' })).toBe('narrow')
    expect(status({ ...held, scope: 'label' })).toBe('clear')
    expect(status({ ...held, scope: 'label' }, [], { purpose: 'publication' })).toBe('narrow')
    expect(status({ ...held, scope: 'publication' }, [], { purpose: 'publication' })).toBe('clear')
    expect(status(held, [], { purpose: 'publication' })).toBe('clear')
  })

  it('is clear once somebody said that enough is covered, and not before', () => {
    const covered = { people: 'recognisable', state: 'withdrawn', redaction: 'b' } as const
    expect(status({ ...covered })).toBe('withdrawn')
    expect(status({ ...covered, isRedactionEnough: true })).toBe('clear')
    expect(status({ ...covered, redaction: '', isRedactionEnough: true })).toBe('withdrawn')
  })
})
