// `npm start`: plain Node with nothing installed comes this far and is told if it is too old.
import { requireNodeVersion } from './system/node-version.mjs';

requireNodeVersion();
const { launch } = await import('./launch/launch.mjs');
process.exitCode = await launch();
