import * as z from 'zod';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const healthSchema = z.strictObject({
  status: z.literal('ok'),
  /** The business date, so that somebody who tries the system out sees which day it is there. */
  today: z.iso.date(),
});

export const readHealth = routeContract({
  id: 'read-health',
  summary: { 'zh-CN': '服务是否就绪', en: 'Whether the service is ready' },
  tag: 'service',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '就绪', en: 'Ready' },
      schema: healthSchema,
      example: { status: 'ok', today: '2008-05-20' },
    },
  },
  problems: ['store-unavailable'],
});

export const readOpenapi = routeContract({
  id: 'read-openapi',
  summary: { 'zh-CN': '本接口的 OpenAPI 3.1 说明', en: 'This API as an OpenAPI 3.1 document' },
  tag: 'service',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': 'OpenAPI 文档', en: 'The document' },
      schema: z.looseObject({ openapi: z.literal('3.1.1') }),
    },
  },
  problems: [],
});

export const readMetrics = routeContract({
  id: 'read-metrics',
  summary: { 'zh-CN': '运行指标（Prometheus 文本格式）', en: 'Metrics in Prometheus’s text format' },
  tag: 'service',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: { text: { 'zh-CN': '指标', en: 'The metrics' }, mediaTypes: ['text/plain; version=0.0.4'] },
  },
  problems: [],
});
