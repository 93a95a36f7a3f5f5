import type { RecoveryState } from '../../../domain/receivables/recovery-lifecycle.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { recoveryStateTexts } from './texts.ts';

const colours: Readonly<Record<RecoveryState, TagColour>> = {
  assessed: 'yellow',
  notified: 'blue',
  stayed: 'purple',
  recovering: 'blue',
  paused: 'orange',
  recovered: 'green',
  'written-off': 'grey',
  cancelled: 'grey',
};

export function ReceivableTag({ status }: { status: RecoveryState }) {
  const t = useTexts();
  return <Tag colour={colours[status]}>{t(recoveryStateTexts[status])}</Tag>;
}
