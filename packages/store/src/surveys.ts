import { newId } from '@soundings/contracts/ids';
import { PublishedSurvey, Survey, type SurveyDefinition } from '@soundings/contracts/survey';
import type { Table } from './table.ts';

const pk = 'surveys';

/** Surveys as their team edits them, and each version that was ever published, which never changes. */
export function openSurveys(table: Table) {
  const versionKey = (id: string, version: number) => ({
    pk: `survey#${id}`,
    sk: `version#${String(version).padStart(6, '0')}`,
  });

  async function change(id: string, make: (survey: Survey) => Survey | undefined): Promise<Survey | undefined> {
    const item = await table.get({ pk, sk: id });
    if (!item) return undefined;
    const survey = Survey.parse(item.value);
    const changed = make(survey);
    if (!changed) return survey;
    const updated = { ...changed, updatedAt: new Date().toISOString() };
    return (await table.replace({ pk, sk: id, value: updated }, item.version)) ? updated : change(id, make);
  }

  return {
    async create(
      { productId, name, definition }: Pick<Survey, 'productId' | 'name' | 'definition'>,
      id = newId('survey'),
    ): Promise<Survey> {
      const now = new Date().toISOString();
      const survey: Survey = {
        id,
        productId,
        name,
        status: 'draft',
        version: 0,
        definition,
        createdAt: now,
        updatedAt: now,
        publishedAt: null,
        closedAt: null,
      };
      await table.create([{ pk, sk: id, value: survey }]);
      return (await this.get(id)) ?? survey;
    },

    async get(id: string): Promise<Survey | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && Survey.parse(item.value);
    },

    /** Newest first. */
    async list({ limit, after }: { limit: number; after?: string | undefined }) {
      const page = await table.list({ pk, limit, after, newestFirst: true });
      const items = page.items.map(({ value }) => Survey.parse(value));
      return page.cursor ? { items, cursor: page.cursor } : { items };
    },

    /** Changes what will be published next. */
    edit: (id: string, edited: { name?: string; definition?: SurveyDefinition }) =>
      change(id, (survey) => ({ ...survey, ...edited })),

    /** Makes the definition as it stands a version of its own and opens the survey. Undefined if there is no such survey. */
    async publish(id: string): Promise<Survey | undefined> {
      const survey = await this.get(id);
      if (!survey) return undefined;
      const published = survey.version > 0 ? await this.version(id, survey.version) : undefined;
      let { version } = survey;
      if (JSON.stringify(published?.definition) !== JSON.stringify(survey.definition)) {
        // A number that a crash left taken, or that another publisher took, is passed over.
        do version++;
        while (!(await this.createVersion(survey, version)));
      }
      const publishedAt = new Date().toISOString();
      return change(id, (now) => ({ ...now, status: 'published', version, publishedAt, closedAt: null }));
    },

    async createVersion(survey: Survey, version: number): Promise<boolean> {
      const { id, productId, definition } = survey;
      const value: PublishedSurvey = { id, productId, version, status: 'published', closedAt: null, definition };
      const [created = false] = await table.create([{ ...versionKey(id, version), value }]);
      return created;
    },

    close: (id: string) =>
      change(id, (survey) =>
        survey.status === 'published' ? { ...survey, status: 'closed', closedAt: new Date().toISOString() } : undefined,
      ),

    /** One version as it was published, with the survey's state of today. */
    async version(id: string, version: number): Promise<PublishedSurvey | undefined> {
      const [item, survey] = await Promise.all([table.get(versionKey(id, version)), this.get(id)]);
      if (!item || !survey || survey.status === 'draft') return item && PublishedSurvey.parse(item.value);
      return { ...PublishedSurvey.parse(item.value), status: survey.status, closedAt: survey.closedAt };
    },

    /** The version that respondents meet now, or undefined where there is none. */
    async published(id: string): Promise<PublishedSurvey | undefined> {
      const survey = await this.get(id);
      return survey && survey.version > 0 ? this.version(id, survey.version) : undefined;
    },
  };
}
