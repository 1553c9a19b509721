import { Reanalysis } from '@soundings/contracts/analysis';
import { BuildSchedule, FIRST_BUILD_SCHEDULE } from '@soundings/contracts/build-schedule';
import { Import } from '@soundings/contracts/import';
import { FIRST_PERSONA_SETTINGS, PersonaSettings } from '@soundings/contracts/persona-settings';
import { StrategyRules } from '@soundings/contracts/strategy-rule';
import { openApiKeys } from './api-keys.ts';
import { openArrivals } from './arrivals.ts';
import { openAuditLog } from './audit-log.ts';
import type { Bucket } from './bucket.ts';
import { openBuilds } from './builds.ts';
import { openComprehendJobs } from './comprehend-jobs.ts';
import { openCustomerSettings } from './customer-settings.ts';
import { openEditions } from './editions.ts';
import { openErasures } from './erasures.ts';
import { openExperiments } from './experiments.ts';
import { openFeedback } from './feedback.ts';
import { openHostManners } from './host-manners.ts';
import { openIdempotency } from './idempotency.ts';
import { openImportProblems } from './import-problems.ts';
import { openJobs } from './jobs.ts';
import { openLakeTables } from './lake-tables.ts';
import { openLearntModels } from './learnt-models.ts';
import { openMembers } from './members.ts';
import { openMentionOverrides } from './mention-overrides.ts';
import { openMonthlySpending } from './monthly-spending.ts';
import { openPersonas } from './personas.ts';
import { openProducts } from './products.ts';
import { openReports } from './reports.ts';
import { openRetention } from './retention.ts';
import { openSampleData } from './sample-data.ts';
import { openScrapeRuns } from './scrape-runs.ts';
import { openSecrets } from './secrets.ts';
import { openSignInLinks } from './sign-in-links.ts';
import { openSignInProvider } from './sign-in-provider.ts';
import { openSources } from './sources.ts';
import { openSurveyResponses } from './survey-responses.ts';
import { openSurveyVisits } from './survey-visits.ts';
import { openSurveys } from './surveys.ts';
import type { Table } from './table.ts';
import { openThemeEdits } from './theme-edits.ts';
import { openWebhooks } from './webhooks.ts';

/** Everything durable, by its noun. */
export function openStore(table: Table, bucket: Bucket) {
  return {
    bucket,
    products: openProducts(table),
    surveys: openSurveys(table),
    responses: openSurveyResponses(table),
    visits: openSurveyVisits(table),
    imports: openJobs(table, { pk: 'imports', queue: 'import', schema: Import }),
    arrivals: openArrivals(table),
    erasures: openErasures(table, openSecrets(table)),
    builds: openBuilds(table),
    sources: openSources(table),
    runs: openScrapeRuns(table),
    hosts: openHostManners(table),
    feedback: openFeedback(table),
    reanalyses: openJobs(table, { pk: 'reanalyses', queue: 'reanalyze', schema: Reanalysis }),
    overrides: openMentionOverrides(table),
    learntModels: openLearntModels(table, bucket),
    spending: openMonthlySpending(table),
    comprehendJobs: openComprehendJobs(table, bucket),
    lake: openLakeTables(table),
    reports: openReports(table, bucket),
    personas: openPersonas(table, bucket),
    personaSettings: openEditions(table, {
      pk: 'persona-settings',
      schema: PersonaSettings,
      first: FIRST_PERSONA_SETTINGS,
    }),
    /** `null` is the book that the product brings, which changes with the product. */
    strategyBook: openEditions(table, { pk: 'strategy-book', schema: StrategyRules.nullable(), first: null }),
    buildSchedule: openEditions(table, { pk: 'build-schedule', schema: BuildSchedule, first: FIRST_BUILD_SCHEDULE }),
    retention: openRetention(table),
    sampleData: openSampleData(table),
    experiments: openExperiments(table, bucket),
    themeEdits: openThemeEdits(table),
    customerSettings: openCustomerSettings(bucket),
    importProblems: openImportProblems(bucket),
    webhooks: openWebhooks(table),
    secrets: openSecrets(table),
    idempotency: openIdempotency(table),
    signInLinks: openSignInLinks(table),
    signInProvider: openSignInProvider(table),
    apiKeys: openApiKeys(table),
    members: openMembers(table),
    auditLog: openAuditLog(table),
    close: () => table.close(),
  };
}

export type Store = ReturnType<typeof openStore>;
