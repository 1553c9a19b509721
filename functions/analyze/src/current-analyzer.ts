import type { LearntModel } from '@soundings/contracts/analysis';
import type { Store } from '@soundings/store/store';
import type { TextAnalyzer } from '@soundings/text/analyzer';

type Analyzer = Pick<TextAnalyzer, 'analyze'>;

/**
 * The local analyzer with what builds have learnt from the team's stars: from the batch after a build on. Opened at the
 * first text, since its dictionaries take half a second and 100 MB.
 */
export function currentAnalyzer({ learntModels }: Pick<Store, 'learntModels'>): Analyzer {
  let opened: { versions: string; analyzer: Promise<TextAnalyzer> } | undefined;
  return {
    async analyze(texts) {
      const kept = (await learntModels.current()).filter((model) => model.kept);
      const versions = kept.map(({ version }) => version).join(' ');
      if (opened?.versions !== versions) opened = { versions, analyzer: openWith(kept, learntModels) };
      const { analyzer } = opened;
      try {
        return (await analyzer).analyze(texts);
      } catch (error) {
        opened = undefined;
        throw error;
      }
    },
  };
}

async function openWith(
  kept: readonly LearntModel[],
  learntModels: Pick<Store['learntModels'], 'weights'>,
): Promise<TextAnalyzer> {
  const [{ openLocalAnalyzer }, { StoredPolarityModel, readPolarityModel }] = await Promise.all([
    import('@soundings/text/local-analyzer'),
    import('@soundings/text/polarity-model'),
  ]);
  const models = await Promise.all(
    kept.map(async ({ language, version }) => {
      const stored = StoredPolarityModel.parse(await learntModels.weights(version));
      return [language, readPolarityModel(stored)] as const;
    }),
  );
  return openLocalAnalyzer({ models: Object.fromEntries(models) });
}
