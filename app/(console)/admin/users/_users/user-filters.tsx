import { getTranslations } from 'next-intl/server';
import { Filters, SearchField, Segments } from '@/app/_ui/filters';
import { ROLES } from '@/lib/users/role';
import { USER_STATES } from '@/lib/users/user-state';
import { CsvLink } from '../../../_list/csv-link';
import { hrefOf } from '../../../_list/query';
import type { readUsersQuery } from './read-users-query';

const PATH = '/admin/users';

/** Search, state and role; each keeps the others and leads to the first page. */
export async function UserFilters({ values }: { values: ReturnType<typeof readUsersQuery>['values'] }) {
  const t = await getTranslations('users');
  return (
    <Filters>
      <SearchField label={t('search')} value={values.q ?? ''} keep={{ role: values.role, state: values.state }} />
      <Segments
        label={t('state')}
        segments={[undefined, ...USER_STATES].map((state) => ({
          href: hrefOf(PATH, { ...values, state }),
          label: state ? t(`states.${state}`) : t('all'),
          active: state === values.state,
        }))}
      />
      <Segments
        label={t('role')}
        segments={[undefined, ...ROLES].map((role) => ({
          href: hrefOf(PATH, { ...values, role }),
          label: role ? t(`roles.${role}`) : t('anyRole'),
          active: role === values.role,
        }))}
      />
      <span className="ml-auto">
        <CsvLink path={PATH} filters={values} />
      </span>
    </Filters>
  );
}
