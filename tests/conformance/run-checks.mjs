import { randomUUID } from 'node:crypto';
import { endingChecks } from './checks/ending.mjs';
import { exchangeChecks } from './checks/exchange.mjs';
import { fileChecks } from './checks/files.mjs';
import { helloChecks } from './checks/hello.mjs';
import { problemChecks } from './checks/problems.mjs';
import { pullChecks } from './checks/pull.mjs';
import { pushChecks } from './checks/push.mjs';
import { requestChecks } from './checks/requests.mjs';
import { verificationChecks } from './checks/verification.mjs';
import { Deviation } from './expect.mjs';
import { Site } from './site.mjs';

/**
 * @typedef {object} Check
 * @property {string} name the guarantee
 * @property {string} says where docs/protocol.md says so
 * @property {(site: Site) => unknown} run throws where it does not hold
 */

const [sayHello, ...furtherHellos] = helloChecks;
/** In order: later ones use what earlier ones wrote. */
const CHECKS = [
  ...(sayHello ? [sayHello] : []),
  ...requestChecks,
  ...furtherHellos,
  ...pushChecks,
  ...exchangeChecks,
  ...problemChecks,
  ...fileChecks,
  ...pullChecks,
  ...verificationChecks,
  ...endingChecks,
];
const MOST_WITHOUT_ANSWER = 5;

/**
 * Runs every check against a central server and says what became of each.
 * @param {{ url: string, token: string, installation?: string | undefined }} connection
 * @param {(line: string) => void} print
 */
export async function runChecks({ url, token, installation = randomUUID() }, print) {
  const site = new Site({ url, token, installation });
  print(
    `Conformance of ${url} with docs/protocol.md, version 1. As the site of this token, installation ${installation}:`,
  );
  print(
    'this writes test records, some 1,300 contacts among them, and removes them in the end. What a site cannot remove stays:',
  );
  print('two providers named “Conformance test”, and 310 kB of files until the central server cleans up.\n');
  const failed = [];
  let ok = 0;
  let unanswered = 0;
  for (const check of CHECKS) {
    const startedAt = performance.now();
    const failure = await findFailure(check, site);
    const seconds = (performance.now() - startedAt) / 1000;
    print(`${failure ? 'failed' : 'ok    '}  ${check.name}${seconds > 1 ? ` (${seconds.toFixed(1)} s)` : ''}`);
    if (!failure) {
      ok++;
      continue;
    }
    failed.push(check.name);
    print(
      `        expected: ${failure.expected}\n        received: ${failure.received}\n        protocol: ${check.says}`,
    );
    unanswered = failure.answered ? 0 : unanswered + 1;
    if (unanswered === MOST_WITHOUT_ANSWER) {
      print('\nNobody answers: the rest is left out.');
      break;
    }
  }
  const result = { url, checks: CHECKS.length, ok, failed, requests: site.requests() };
  print(`\n${failed.length === 0 ? 'Conforms' : 'Does not conform'}: ${ok} of ${result.checks} checks ok.`);
  return result;
}

/**
 * @param {Check} check
 * @param {Site} site
 */
async function findFailure(check, site) {
  try {
    await check.run(site);
    return null;
  } catch (error) {
    if (error instanceof Deviation) return { expected: error.expected, received: error.received, answered: true };
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const unreachable = error instanceof TypeError && error.message === 'fetch failed';
    return {
      expected: 'an answer that can be gone on with',
      received: `${String(error)}${cause}`,
      answered: !unreachable,
    };
  }
}
