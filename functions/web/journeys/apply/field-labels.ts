import type { Language, Texts } from '../../../contracts/language.ts';
import { accountLabels } from '../../components/account-fields.tsx';
import { texts } from './texts.ts';

const labels: Readonly<Record<string, Texts>> = {
  'onBehalfOf.relation': texts.relation,
  'onBehalfOf.residentId': texts.theirResidentId,
  'applicant.name': texts.name,
  'applicant.residentId': texts.residentId,
  'applicant.areaCode': texts.area,
  'applicant.address': texts.address,
  'applicant.phone': texts.phone,
  'applicant.email': texts.email,
  'spouse.name': texts.name,
  'spouse.residentId': texts.residentId,
  'certificate.number': texts.certificateNumber,
  'proxy.name': texts.proxyName,
  'proxy.relation': texts.proxyIs,
  'proxy.phone': texts.phone,
};

/** What a field of the form is called, for a list of what is wrong; undefined where the message says it. */
export function fieldLabel(field: string, language: Language): string | undefined {
  const [list, line = '', part] = field.split('.');
  if (list === 'children' && part !== undefined) {
    const child = texts.childNumber[language].replace('{n}', String(Number(line) + 1));
    return `${child} ${(part === 'name' ? texts.name : texts.residentId)[language]}`;
  }
  return labels[field]?.[language] ?? accountLabels(language)[field];
}
