import { openKeyed } from '../../adapters/envelope/keyed.ts';
import { district } from './district.ts';
import { wrapper } from './key-wrapper.ts';
import { table } from './table.ts';

/** Fetched while the function starts, since its answers are given at once. */
export const keyed = await openKeyed({ table, wrapper, district });
