import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { claimStateTexts } from './texts.ts';

const colours: Readonly<Partial<Record<ClaimState, TagColour>>> = {
  'awaiting-applicant': 'yellow',
  'proposed-rejection': 'yellow',
  'awaiting-funds': 'green',
  awarded: 'green',
  rejected: 'grey',
  withdrawn: 'grey',
  closed: 'grey',
};

/** Where a claim stands. */
export function ClaimTag({ state }: { state: ClaimState }) {
  const t = useTexts();
  return <Tag colour={colours[state] ?? 'blue'}>{t(claimStateTexts[state])}</Tag>;
}
