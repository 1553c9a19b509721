import { parseArgs } from 'node:util';
import { FolderInUse } from '@soundings/store/folder-lock';
import { NoInstallation, openInstallation } from '@soundings/store/moving/installation';
import { move, NotEqual } from '@soundings/store/moving/move';

// `pnpm run move --from folder:.soundings --to aws:<table>,<bucket>`, either way round: all data of one installation into
// another, compared afterwards. Run again it goes on where it stopped.

const usage = 'npx -y pnpm@12 run move --from folder:<path> --to aws:<table>,<bucket>';
const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
if (!values.from || !values.to) {
  console.error(`Say where from and where to: ${usage}`);
  process.exit(1);
}

try {
  const from = await openInstallation(values.from, { readOnly: true });
  const to = await openInstallation(values.to);
  let told = 0;
  const { copied, contents } = await move(from, to, {
    onProgress({ step, done, copied: so }) {
      if (Date.now() - told < 1000) return;
      told = Date.now();
      console.log(step === 'verifying' ? `comparing: ${done}` : `${step}: ${done}, of these copied now: ${so}`);
    },
  });
  console.log(`Copied ${copied.items} items and ${copied.objects} objects. Both sides are equal:`);
  console.log(`${contents.items} items, SHA-256 sum ${contents.itemsDigest}`);
  console.log(`${contents.objects} objects, ${contents.bytes} bytes, SHA-256 sum ${contents.objectsDigest}`);
  await Promise.all([from.close(), to.close()]);
} catch (error) {
  const isForeseen = [NoInstallation, FolderInUse, NotEqual].some((kind) => error instanceof kind);
  if (!(isForeseen && error instanceof Error)) throw error;
  console.error(error.message);
  process.exit(1);
}
