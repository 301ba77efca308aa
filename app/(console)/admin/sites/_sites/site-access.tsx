import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { SiteSummary } from '@/lib/central/list-sites';
import { ConfirmSection } from '../../_admin/confirm-section';
import { disableSiteAction, enableSiteAction, releaseInstallationAction } from '../actions';
import { RenewTokenForm } from './renew-token-form';
import { readTokenLabels } from './token-labels';

/** What an administrator may do with a site's access; each act asks before it is done. */
export async function SiteAccess({ site }: { site: SiteSummary }) {
  const [t, token] = await Promise.all([getTranslations('admin.sites'), readTokenLabels(site.name)]);
  const id = <input type="hidden" name="siteId" value={site.id} />;
  return (
    <Card title={t('access')} className="mb-4">
      <div>
        <ConfirmSection title={t('renew')} text={t('renewText')} label={t('renew')}>
          <RenewTokenForm siteId={site.id} confirm={t('renewConfirm')} token={token} />
        </ConfirmSection>
        {site.bound ? (
          <ConfirmSection title={t('release')} text={t('releaseBound')} label={t('releaseConfirm')}>
            <form action={releaseInstallationAction}>
              {id}
              <SubmitButton variant="danger">{t('release')}</SubmitButton>
            </form>
          </ConfirmSection>
        ) : (
          <div className="border-t border-line-soft px-4.5 py-4">
            <p className="font-semibold">{t('release')}</p>
            <p className="text-note text-ink-2">{t('releaseFree')}</p>
          </div>
        )}
        {site.disabledAt ? (
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line-soft px-4.5 py-4">
            <div>
              <p className="font-semibold">{t('enable')}</p>
              <p className="text-note text-ink-2">{t('enableText')}</p>
            </div>
            <form action={enableSiteAction}>
              {id}
              <SubmitButton>{t('enable')}</SubmitButton>
            </form>
          </div>
        ) : (
          <ConfirmSection title={t('disable')} text={t('disableText')} label={t('disable')} variant="danger">
            <form action={disableSiteAction}>
              {id}
              <SubmitButton variant="danger">{t('disableConfirm')}</SubmitButton>
            </form>
          </ConfirmSection>
        )}
      </div>
    </Card>
  );
}
