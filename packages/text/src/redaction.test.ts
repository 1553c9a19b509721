import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, redact } from './redaction.ts';

describe('redact', () => {
  it.each([
    ['我的手机13812345678，微信同号', '我的手机[手机号]，微信同号'],
    ['电话１３８ １２３４ ５６７８', '电话[手机号]'],
    ['身份证11010519491231002X没用上', '身份证[身份证号]没用上'],
    ['卡号6222 0200 0000 0000 009', '卡号6222 0200 0000 0000 009'],
    ['付款卡号4111 1111 1111 1111', '付款卡号[卡号]'],
    ['加微信：wxid_abc123，QQ 12345678', '加微信：[微信号]，QQ [QQ号]'],
    ['车牌京A·12345停不进去', '车牌[车牌]停不进去'],
    ['write to jane.doe+x@example.co.uk please', 'write to [email] please'],
    ['IBAN DE89 3704 0044 0532 0130 00 was charged', 'IBAN [account] was charged'],
    ['from 192.168.10.254 again', 'from [IP address] again'],
    ['reset at https://x.example/r?token=abcdef123456 now', 'reset at [link] now'],
    ['call (212) 555-0147', 'call [phone]'],
  ])('%s', (text, expected) => {
    expect(redact(text).text).toBe(expected);
  });

  it.each([
    '订单号12345678901没到',
    '屏幕分辨率1920x1080，续航10.5小时',
    'firmware 10.0.0.12 is out',
    'see https://example.com/manual/en for help',
    '5299元买的，现在4999了',
    '用了2000mAh的电池',
  ])('leaves "%s" alone', (text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });

  it('finds places in any text that lie within it and never overlap', () => {
    const pieces = fc.constantFrom(
      '13812345678',
      'a@b.com',
      '😀',
      '微信 abc123',
      ' ',
      '，',
      'ＯＫ',
      'x',
      '11010519491231002X',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const data of findPersonalData(text)) {
          expect(data.start).toBeGreaterThanOrEqual(end);
          expect(data.end).toBeGreaterThan(data.start);
          end = data.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
