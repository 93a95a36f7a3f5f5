import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { claimStateTexts, staffStateTexts } from './state-texts.ts';

const colours: Readonly<Partial<Record<ClaimState, TagColour>>> = {
  'awaiting-applicant': 'yellow',
  'proposed-rejection': 'yellow',
  'awaiting-funds': 'green',
  awarded: 'green',
  rejected: 'grey',
  withdrawn: 'grey',
  closed: 'grey',
};

/** Where a claim stands: to its holder as "you", to staff who are signed in as of the applicant. */
export function ClaimTag({ state }: { state: ClaimState }) {
  const t = useTexts();
  const { staff } = usePage();
  const texts = staff ? staffStateTexts : claimStateTexts;
  return <Tag colour={colours[state] ?? 'blue'}>{t(texts[state])}</Tag>;
}
