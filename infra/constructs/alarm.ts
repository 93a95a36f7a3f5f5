import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface AlarmOnProps {
  readonly metric: IMetric;
  /** Rings from this value on. */
  readonly from: number;
  /** What has happened and what to do, for whoever is woken. */
  readonly says: string;
  readonly tells: ITopic;
  /** Whether silence is a fault too: of what reports regularly. */
  readonly ringsOnSilence?: boolean;
  readonly periods?: number;
}

/** An alarm that says what to do, to the one topic that people subscribe to. */
export function alarmOn(scope: Construct, id: string, props: AlarmOnProps): Alarm {
  const { metric, from, says, tells, ringsOnSilence = false, periods = 1 } = props;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: from,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: ringsOnSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: says,
  });
  alarm.addAlarmAction(new SnsAction(tells));
  return alarm;
}
