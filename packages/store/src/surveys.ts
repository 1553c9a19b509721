import { newId } from '@soundings/contracts/ids';
import { PublishedSurvey, Survey, SurveyDefinition } from '@soundings/contracts/survey';
import { itemsOf, listPage } from './partition.ts';
import type { PageQuery } from './sharding.ts';
import type { Table } from './table.ts';

const pk = 'surveys';
/** For so long an edit can be undone. */
const UNDO_SECONDS = 30 * 86_400;

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
    list: (page: PageQuery) => listPage(table, { pk, ...page, newestFirst: true }, ({ value }) => Survey.parse(value)),

    /** All of them, newest first, without holding them all. */
    async *all(): AsyncGenerator<Survey> {
      for await (const { value } of itemsOf(table, { pk, newestFirst: true })) yield Survey.parse(value);
    },

    /** Changes what will be published next. */
    edit: (id: string, edited: { name?: string; definition?: SurveyDefinition }) =>
      change(id, (survey) => ({ ...survey, ...edited })),

    /**
     * Changes the definition by what `make` gives, which is asked again where another change came between; what it was is
     * kept to be undone. Whatever `make` throws leaves all as it is. Undefined if there is no such survey.
     */
    async revise(
      id: string,
      make: (definition: SurveyDefinition) => SurveyDefinition,
      name?: string,
    ): Promise<Survey | undefined> {
      const survey = await this.get(id);
      if (!survey) return undefined;
      const made = make(survey.definition);
      // Kept before the change, so that none is ever without its way back.
      if (!same(made, survey.definition)) await this.keep(survey);
      return change(id, (now) => ({
        ...now,
        ...(name && { name }),
        definition: same(now.definition, survey.definition) ? made : make(now.definition),
      }));
    },

    async keep({ id, definition }: Survey): Promise<void> {
      const now = Date.now();
      const sk = `draft#${newId('survey', now)}`;
      const expires = Math.floor(now / 1000) + UNDO_SECONDS;
      await table.create([{ pk: `survey#${id}`, sk, value: definition, expires }]);
    },

    async undoable(id: string): Promise<boolean> {
      return (await table.list({ ...drafts(id), limit: 1 })).items.length > 0;
    },

    /** Gives the definition its former form back; undone again and again it goes further back. */
    async undo(id: string): Promise<Survey | undefined> {
      const survey = await this.get(id);
      const [former] = (await table.list({ ...drafts(id), limit: 1 })).items;
      if (!survey || !former) return survey;
      const definition = SurveyDefinition.parse(former.value);
      const undone = same(definition, survey.definition)
        ? undefined
        : await change(id, (now) => ({ ...now, definition }));
      await table.remove(former);
      // A change that never came about left its way back: it leads nowhere.
      return undone ?? this.undo(id);
    },

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

    /** Removes a survey with its versions. Whoever asks sees to it that it has no responses. */
    async remove(id: string): Promise<void> {
      for await (const { pk, sk } of itemsOf(table, { pk: `survey#${id}` })) await table.remove({ pk, sk });
      await table.remove({ pk, sk: id });
    },

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

function drafts(id: string) {
  return { pk: `survey#${id}`, prefix: 'draft#', newestFirst: true };
}

function same(a: SurveyDefinition, b: SurveyDefinition): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
