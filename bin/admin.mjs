// `npm run admin -- …`: what is done from the machine itself, without signing in.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { administer } = await import('./launch/administer.mjs');
process.exitCode = await administer(process.argv.slice(2));
