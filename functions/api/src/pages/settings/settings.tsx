import { reaches } from '@soundings/contracts/access';
import { Hono } from 'hono';
import type { Api } from '../../api.ts';
import { show } from '../frame.tsx';
import type { PageEnv, Reader } from '../reader.ts';
import { auditPages } from './audit-log.tsx';
import { erasurePages } from './erasures.tsx';
import { keyPages } from './keys.tsx';
import { memberPages } from './members.tsx';
import { providerPages } from './provider.tsx';
import { retentionPages } from './retention.tsx';
import { sampleSettings } from './sample-data.tsx';
import { webhookPages } from './webhooks.tsx';

/** What the team measures, who may see it, and what is kept. */
export function settingsPages(api: Api) {
  const pages = new Hono<PageEnv>().get('/', (c) => {
    const reader = c.get('reader');
    const children = <Settings admin={reaches(c.get('visitor').role, 'admin')} reader={reader} />;
    return show(c, { title: reader.words.places.settings, place: 'settings', children });
  });
  pages.route('/retention', retentionPages(api));
  pages.route('/keys', keyPages(api));
  pages.route('/members', memberPages(api));
  pages.route('/sign-in', providerPages(api));
  pages.route('/erasures', erasurePages(api));
  pages.route('/audit', auditPages(api));
  pages.route('/webhooks', webhookPages(api));
  pages.route('/sample-data', sampleSettings(api));
  return pages;
}

function Settings({ admin, reader }: { admin: boolean; reader: Reader }) {
  const { words } = reader;
  const { settings } = words;
  const places = [
    { href: '/products', title: words.places.products, about: settings.products, open: true },
    { href: '/settings/members', title: settings.members, about: settings.membersLead, open: admin },
    { href: '/settings/keys', title: settings.keys, about: settings.keysLead, open: admin },
    { href: '/settings/sign-in', title: settings.signIn, about: settings.signInLead, open: admin },
    { href: '/settings/webhooks', title: words.webhooks.title, about: words.webhooks.lead, open: admin },
    { href: '/settings/erasures', title: words.erasures.title, about: words.erasures.lead, open: admin },
    { href: '/settings/audit', title: settings.audit, about: settings.auditLead, open: admin },
    { href: '/settings/retention', title: settings.retention, about: settings.retentionLead, open: true },
    { href: '/settings/sample-data', title: words.sample.title, about: words.sample.lead, open: true },
  ];
  return (
    <>
      <h1>{words.places.settings}</h1>
      <p class="lead">{settings.lead}</p>
      <ul class="cards">
        {places
          .filter(({ open }) => open)
          .map(({ href, title, about }) => (
            <li class="card">
              <h2>
                <a href={href}>{title}</a>
              </h2>
              <p>{about}</p>
            </li>
          ))}
      </ul>
    </>
  );
}
