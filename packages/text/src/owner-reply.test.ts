import { expect, it } from 'vitest';
import { withoutOwnerReply } from './owner-reply.ts';

it("blanks the owner's reply out in place and keeps what the customer adds", () => {
  const text = '房间旧。宾馆反馈2008年7月21日：感谢您的支持！补充点评2008年8月1日：早餐也差';
  const blanked = withoutOwnerReply(text);
  expect(blanked).toHaveLength(text.length);
  expect(blanked).not.toContain('感谢');
  expect(blanked).toContain('房间旧。');
  expect(blanked).toContain('早餐也差');
});

it('leaves a text that is all reply as it is', () => {
  expect(withoutOwnerReply('商家回复：谢谢')).toBe('商家回复：谢谢');
});
