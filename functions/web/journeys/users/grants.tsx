import { useTexts } from '../../kernel/page-context.ts';
import type { Role } from '../../../domain/review/role.ts';
import type { AreaNames } from '../finance/area-names.ts';
import { roleTexts } from '../staff-home/texts.ts';
import { texts } from './texts.ts';

export interface ShownGrant {
  readonly role: Role;
  readonly areaCode: string;
}

/** Somebody's roles, each with its area. */
export function Grants({ grants, areas }: { grants: readonly ShownGrant[]; areas: AreaNames }) {
  const t = useTexts();
  if (grants.length === 0) return <>{t(texts.noRoles)}</>;
  return (
    <ul class="govuk-list govuk-!-margin-bottom-0">
      {grants.map(({ role, areaCode }) => (
        <li key={`${role} ${areaCode}`}>{`${t(roleTexts[role])} · ${areaName(areaCode, areas)}`}</li>
      ))}
    </ul>
  );
}

/** A village goes by its street's name, and so needs its code. */
export function areaName(areaCode: string, areas: AreaNames): string {
  return areaCode.length > 9 ? `${areas.of(areaCode)} ${areaCode}` : areas.of(areaCode);
}
