import { type PageAnswer, type PageRequest, redirect } from './page.ts';

/**
 * A file of the API's, in the name of whoever asks for it; a large one from where the API says.
 * @param name under which it is offered for saving; as the API names it, when absent
 * @param accept the media type, where the API has it in others too
 */
export async function passedFile(
  { api }: PageRequest,
  target: string,
  name?: string,
  accept?: string,
): Promise<PageAnswer> {
  const headers = accept === undefined ? {} : { accept };
  const passed = await api.pass({ method: 'GET', target, headers });
  if (!passed.ok) return { kind: 'problem', problem: passed.error };
  const { body, headers: answered } = passed.value;
  if (answered.location !== undefined) return redirect(answered.location);
  const mediaType = answered['content-type'] ?? 'application/octet-stream';
  const disposition = answered['content-disposition'] ?? '';
  const named = name ?? /; filename="([\w.-]+)"$/.exec(disposition)?.[1];
  return {
    kind: 'file',
    content: body,
    mediaType,
    ...(named === undefined ? {} : { name: named }),
    ...(disposition.startsWith('inline') ? { sandboxed: true } : {}),
  };
}
