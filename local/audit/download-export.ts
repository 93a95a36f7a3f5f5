import { routes } from '../../functions/app/access/routes.ts';
import { errorCode } from '../../functions/adapters/localkey/error-code.ts';
import { type Result, err, ok } from '../../functions/domain/result/result.ts';

const nextLink = /^<([^>]+)>; rel="next"$/;
const timeoutMilliseconds = 60_000;

/**
 * Downloads the audit's export, part after part, as the Link headers lead.
 * @param write takes a part; the next is asked for when it is done
 * @returns what to tell whoever asked, when it could not be downloaded whole
 */
export async function downloadExport(
  { origin, token }: { readonly origin: string; readonly token: string },
  write: (text: string) => Promise<void>,
): Promise<Result<void, string>> {
  let path: string | undefined = routes['export-audit'].path;
  while (path !== undefined) {
    const answer = await get(new URL(path, origin), token);
    if (!answer.ok) return answer;
    if (!answer.value.ok) {
      return err(`${origin} gave no export: status ${String(answer.value.status)}`);
    }
    await write(await answer.value.text());
    path = nextLink.exec(answer.value.headers.get('link') ?? '')?.[1];
  }
  return ok();
}

async function get(url: URL, token: string): Promise<Result<Response, string>> {
  try {
    return ok(
      await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      }),
    );
  } catch (error) {
    const why = error instanceof Error ? (errorCode(error.cause) ?? error.message) : String(error);
    return err(`no system answers at ${url.origin} (${why})`);
  }
}
