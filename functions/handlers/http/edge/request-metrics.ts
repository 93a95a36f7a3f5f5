/** Counts and times requests: Prometheus text here, CloudWatch's embedded format there. */
export interface RequestMetrics {
  observe(request: {
    /** The route's id, never a path with ids of subjects in it. */
    readonly route: string;
    readonly status: number;
    readonly durationSeconds: number;
  }): void;
}
