import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../../../contracts/language.ts';
import { type ApplicationProblem, type Problem, problemStatus } from '../../../contracts/problem.ts';
import { fieldTexts, problemTexts, textIn } from './messages.ts';

/** A refusal as problem+json (RFC 9457) in one language. */
export function problemAnswer(
  problem: ApplicationProblem,
  { language, requestId }: { readonly language: Language; readonly requestId: string },
): APIGatewayProxyStructuredResultV2 {
  const { title, detail } = problemTexts[problem.kind];
  const status = problemStatus[problem.kind];
  const body: Problem = {
    type: `urn:huimin:problem:${problem.kind}`,
    title: textIn(title, language, problem.parameters),
    status,
    ...(detail && { detail: textIn(detail, language, problem.parameters) }),
    code: problem.kind,
    instance: `urn:huimin:request:${requestId}`,
    ...(problem.errors && {
      errors: problem.errors.map(({ pointer, code, parameters }) => ({
        pointer,
        code,
        message: textIn(fieldTexts[code], language, parameters),
      })),
    }),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      vary: 'accept-language',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': challenge(problem) }),
      ...(problem.retryAfterSeconds !== undefined && { 'retry-after': String(problem.retryAfterSeconds) }),
    },
    body: JSON.stringify(body),
  };
}

/** RFC 6750: no error code when nothing was sent. */
function challenge({ kind }: ApplicationProblem): string {
  return kind === 'token-missing' ? 'Bearer realm="huimin"' : 'Bearer realm="huimin", error="invalid_token"';
}
