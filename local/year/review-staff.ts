import { createDecideTask } from '../../functions/app/review/decide-task.ts';
import { type TaskView, createListTasks } from '../../functions/app/review/list-tasks.ts';
import type { TaskStage } from '../../functions/domain/review/chain.ts';
import type { Home } from '../home/home.ts';
import { admitted, permitsOf } from './staff.ts';
import { pagesOf } from '../../functions/app/store/pages.ts';

/** Who decides at each stage; what ended in `manual` needs a person, and stays there. */
const deciders = [
  { stage: 'village', user: 'village.reviewer' },
  { stage: 'street', user: 'street.reviewer' },
  { stage: 'district', user: 'district.approver' },
  { stage: 'rejection', user: 'district.approver' },
] as const satisfies readonly { stage: TaskStage; user: string }[];

/** Tasks decided at once: enough to share a write to the disk, few enough to keep memory flat. */
const atOnce = 256;

/**
 * One day's work of the scripted reviewers: each decides what the rules decided, through the same use case and the same
 * authorisation as people do.
 * @returns how many tasks they decided
 */
export async function reviewDay(home: Home): Promise<number> {
  let decided = 0;
  for (const { stage, user } of deciders) {
    const ready = (await openTasks(home, stage, user)).filter(({ summary }) =>
      stage === 'rejection'
        ? summary.outcome === 'failed' && (summary.hearingUntil ?? '') < home.clock.today()
        : summary.outcome === 'met',
    );
    const decide = createDecideTask(home);
    const permitFor = permitsOf(home, user, 'decide-task');
    for (let at = 0; at < ready.length; at += atOnce) {
      await Promise.all(
        ready.slice(at, at + atOnce).map(async ({ taskId, payloadHash }) => {
          const outcome = stage === 'rejection' ? 'reject' : 'approve';
          const reason = stage === 'rejection' ? '不符合条件' : '符合条件';
          const result = await decide({ taskId, payloadHash, permitFor, outcome, reason });
          if (!result.ok) throw new Error(`task ${taskId} was not decided: ${result.error.kind}`);
        }),
      );
    }
    decided += ready.length;
    if (ready.length > 0) await home.settle();
  }
  return decided;
}

async function openTasks(home: Home, stage: TaskStage, user: string): Promise<readonly TaskView[]> {
  const list = createListTasks(home);
  const { grants } = admitted(user, 'list-tasks');
  const tasks: TaskView[] = [];
  for await (const page of pagesOf((from) => list({ stage, grants, ...from }))) tasks.push(...page);
  return tasks;
}
