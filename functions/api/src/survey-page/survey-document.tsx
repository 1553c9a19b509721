import type { Survey } from '@soundings/contracts/survey';
import { textIn } from '@soundings/survey/localized';
import type { Child } from 'hono/jsx';
import { scriptPath, stylePath } from './assets.ts';

/** The document around every page that a respondent sees. */
export function SurveyDocument({
  title,
  language,
  brand,
  script = false,
  children,
}: {
  title: string;
  language: string;
  brand?: Survey['definition']['brand'];
  script?: boolean;
  children: Child;
}) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={stylePath(brand?.color)} />
        <link rel="icon" href="data:," />
        {script && <script src={scriptPath} defer />}
      </head>
      <body>
        {brand?.logo && (
          <header>
            <img class="logo" src={brand.logo.url} alt={textIn(brand.logo.alt, language)} />
          </header>
        )}
        <main id="main">{children}</main>
      </body>
    </html>
  );
}
