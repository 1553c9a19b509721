import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders of long tests: what is begun last is waited for. */
const FIRST = ['/test/browser/', '/test/flows/', '/test/'];

/** Begins with the tests in a browser and of whole flows; the many short ones fill the time beside and after them. */
export class WholeFlowsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const i = FIRST.findIndex((folder) => moduleId.includes(folder));
      return i < 0 ? FIRST.length : i;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
