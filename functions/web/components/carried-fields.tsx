import { formKeyField } from '../kernel/form.ts';
import { csrfField } from './form.tsx';

/** What was typed elsewhere, on its way back there. @param except fields that are asked for here */
export function CarriedFields({ form, except = [] }: { form: URLSearchParams; except?: readonly string[] }) {
  const own = new Set([csrfField, formKeyField, ...except]);
  return (
    <>
      {[...form]
        .filter(([name]) => !own.has(name))
        .map(([name, value], at) => (
          <input key={at} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}
