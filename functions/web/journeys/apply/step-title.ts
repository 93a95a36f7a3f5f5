import type { Texts } from '../../../contracts/language.ts';
import { type Programme, type StepId, isAboutOneChild } from './steps.ts';
import { aboutOneChild, stepTexts } from './texts.ts';

/** What a page of a programme's form is called. */
export function stepTitle(programme: Programme, id: StepId): Texts {
  return id === 'children' && isAboutOneChild(programme) ? aboutOneChild.title : stepTexts[id].title;
}
