import { describe, expect, it } from 'vitest';
import { detectLanguage, languageOf } from './language.ts';

describe('detectLanguage', () => {
  it.each([
    ['zh', '很好用，推荐'],
    ['zh', 'iPhone很好用'],
    ['zh-Hant', '這個手機很好用，電池續航不錯'],
    ['en', 'great phone'],
    ['en', 'The battery dies within hours'],
    ['ja', 'バッテリーはすごい'],
    ['ko', '배터리가 좋아요'],
    ['ru', 'Отличный телефон'],
    ['es', 'Este teléfono es muy bueno, me encanta la cámara'],
    ['de', 'Das Handy ist super, der Akku hält lange'],
    ['fr', 'Très bon produit, livraison rapide'],
    ['und', '👍 12345'],
  ])('%s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('believes a usable tag that the source states', () => {
    expect(languageOf('ok', 'nl')).toBe('nl');
    expect(languageOf('很好', 'unknown language')).toBe('zh');
    expect(languageOf('很好', 'und')).toBe('zh');
  });
});
