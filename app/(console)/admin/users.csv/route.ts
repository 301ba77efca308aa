import { getTranslations } from 'next-intl/server';
import { csvTexts, queryOf } from '@/app/(console)/_list/csv-texts';
import { searchUsers } from '@/lib/users/search';
import { allPages, csvResponse } from '@/lib/web/csv';
import { jsonRoute } from '@/lib/web/route';
import { readUsersQuery } from '../users/_users/read-users-query';

/** The filtered users as a file. */
export const GET = jsonRoute('admin', async (request, { db }) => {
  const { values } = readUsersQuery(queryOf(request));
  const [t, common, texts] = await Promise.all([getTranslations('users'), getTranslations('common'), csvTexts()]);
  const input = { search: values.q, role: values.role, state: values.state, size: 500 };
  const rows = async function* () {
    for await (const user of allPages((cursor) => searchUsers(db, { ...input, cursor }))) {
      yield [
        user.name,
        user.email,
        t(`roles.${user.role}`),
        t(`states.${user.state}`),
        texts.time(user.lastSignInAt),
        texts.time(user.createdAt),
        user.id,
      ];
    }
  };
  return csvResponse({
    name: t('csv.name'),
    header: [
      t('name'),
      t('email'),
      t('role'),
      t('state'),
      `${t('lastSignIn')} (${texts.timeZone})`,
      `${t('created')} (${texts.timeZone})`,
      t('csv.id'),
    ],
    rows: rows(),
    separator: texts.separator,
    truncated: common('csvTruncated'),
  });
});
