import type { Page } from '@playwright/test';
import type { Product } from './product';

/** Fills the sign-in form that the page shows (in English) and goes on. */
export async function signIn(page: Page, { email, password }: Pick<Product, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
