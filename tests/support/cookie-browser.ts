/** A browser as far as a test of cookies and redirects needs one: it keeps cookies per host and follows nothing by itself. */
export class CookieBrowser {
  private readonly jars = new Map<string, Map<string, string>>();

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  /** Follows redirects, at most ten, and answers where they lead and what is there. */
  async follow(url: string, init: RequestInit = {}): Promise<{ url: string; response: Response }> {
    let at = url;
    let response = await this.send(at, init);
    for (let hop = 0; hop < 10; hop++) {
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).toString();
      response = await this.send(at);
    }
    throw new Error(`more than ten redirects, the last one to ${at}`);
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  const isOver = attributes.some((attribute) => {
    const [key = '', text = ''] = attribute.split('=');
    if (/^max-age$/i.test(key)) return Number(text) <= 0;
    return /^expires$/i.test(key) && Date.parse(text) <= Date.now();
  });
  if (isOver || value === '') jar.delete(name);
  else jar.set(name, value);
}
