import type { CheckPlace } from '../../electron/domain/check'
import type { CommentsState } from './comments.svelte'
import type { DetailFocus, DetailState } from './detail.svelte'
import type { Navigation } from './navigation.svelte'

type Parts = { navigation: Navigation; detail: DetailState; comments: CommentsState }

/** Goes to where something is mended, and puts the keyboard into the very field. */
export function goToCheckPlace(place: CheckPlace, { navigation, detail, comments }: Parts): void {
  switch (place.kind) {
    case 'answer': {
      const field = `${place.edition === 'second' ? 'second-answer' : 'answer'}-${place.strand}`
      navigation.goToSection(place.section, { field })
      return
    }
    case 'strand':
      navigation.goToSection(place.section, { field: `add-${place.strand}` })
      return
    case 'plan':
      navigation.goToSection(place.section, { tab: 'plan', field: planField(place) })
      return
    case 'evidence':
      navigation.go({ name: 'evidence' })
      void detail.select(place.evidence, {
        on: 'field',
        within: '#detail',
        selectors: [evidenceFields[place.field]],
      })
      return
    case 'attachment':
      navigation.go({ name: 'evidence' })
      void detail.select(place.evidence, attachmentFocus(place))
      // Who describes a photo sees it large.
      detail.show(place.attachment)
      return
    case 'comment':
      comments.show(place.target, true)
      if ('evidence' in place.target) {
        navigation.go({ name: 'evidence' })
        void detail.select(place.target.evidence)
      } else if (place.section) navigation.goToSection(place.section, { strand: place.target.strand })
      return
    case 'alike':
      navigation.go({ name: 'evidence', field: 'similar-photos' })
      return
    case 'facts':
      navigation.go({ name: 'application', field: place.field })
      return
    case 'projects':
      navigation.go({ name: 'people', field: 'new-project' })
      return
    case 'responsible':
      navigation.go({ name: 'check', field: `responsible-${place.section}` })
      return
    case 'target':
      navigation.go({ name: 'export', field: 'target' })
  }
}

function planField({ row, column }: Extract<CheckPlace, { kind: 'plan' }>): string {
  if (row === null) return 'add-goal'
  return column === 'outcome' ? `outcome-${row}` : `plan-${row}-${column}`
}

const evidenceFields = {
  title: '#evidence-title',
  shows: '#evidence-shows',
  note: '#evidence-note',
  date: '#evidence-date',
  until: '#evidence-until',
  places: '#detail [aria-labelledby="places"] > button',
  files: '#detail [aria-labelledby="attachments"] > .row:last-child > button',
} as const

function attachmentFocus({
  attachment,
  field,
}: Extract<CheckPlace, { kind: 'attachment' }>): Extract<DetailFocus, { on: 'field' }> {
  const id = `#attachment-${CSS.escape(attachment)}`
  const selectors = {
    caption: [`${id}-caption`],
    alt: [`${id}-alt`],
    url: [`${id}-url`],
    checked: [`${id}-checked`],
    copy: [`${id} [data-link] button`],
    // What is chosen, else the first choice.
    people: [`${id} [id*="-people-"]:checked`, `${id} [id*="-people-"]`],
    file: [id],
  } as const
  return { on: 'field', within: id, selectors: selectors[field] }
}
