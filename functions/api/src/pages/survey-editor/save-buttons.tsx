import type { Reader } from '../reader.ts';

/** Save and stay, or save and go back to the outline. */
export function SaveButtons({ reader }: { reader: Reader }) {
  const { editor } = reader.words;
  return (
    <div class="buttons">
      <button type="submit" name="do" value="save">
        {editor.save}
      </button>
      <button type="submit" name="do" value="done" class="second">
        {editor.saveAndBack}
      </button>
    </div>
  );
}
