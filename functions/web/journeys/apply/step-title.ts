import type { Texts } from '../../../contracts/language.ts';
import type { Programme, StepId } from './steps.ts';
import { aboutOneChild, stepTexts } from './texts.ts';

/** What a page of a programme's form is called. */
export function stepTitle({ asks }: Programme, id: StepId): Texts {
  return id === 'children' && asks.children === 'required' ? aboutOneChild.title : stepTexts[id].title;
}
