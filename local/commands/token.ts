import { requestToken } from '../identity/request-token.ts';

const [user] = process.argv.slice(2);
const outcome = await requestToken({
  user,
  origin: `http://127.0.0.1:${process.env.PORT ?? '8080'}`,
  dataFolder: process.env.HUIMIN_DATA ?? '.data',
});
if (outcome.ok) {
  process.stdout.write(`${outcome.value}\n`);
} else {
  process.stderr.write(`${outcome.error}\n`);
  process.exitCode = 1;
}
