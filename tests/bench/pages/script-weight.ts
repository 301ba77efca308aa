import { gzipSync } from 'node:zlib';
import { chromium, type Response } from 'playwright';

export interface ScriptWeight {
  files: { name: string; bytes: number }[];
  /** Thousands of bytes after gzip -9. */
  kilobytes: number;
}

/** Every script that a browser is sent for a page, until it is idle: compressed as well as gzip can. */
export async function weighScripts(executablePath: string, url: string, cookie: string): Promise<ScriptWeight> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ extraHTTPHeaders: { cookie } });
    const scripts: Response[] = [];
    const note = (response: Response) => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    };
    page.on('response', note);
    await page.goto(url, { waitUntil: 'networkidle' });
    page.off('response', note);
    const files = (await Promise.all(scripts.map(weigh))).sort((a, b) => b.bytes - a.bytes);
    if (files.length === 0) throw new Error(`${url} sent no script: is its cookie right?`);
    return { files, kilobytes: files.reduce((sum, file) => sum + file.bytes, 0) / 1000 };
  } finally {
    await browser.close();
  }
}

async function weigh(response: Response): Promise<ScriptWeight['files'][number]> {
  const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
  return { name, bytes: gzipSync(await response.body(), { level: 9 }).length };
}
