declare module 's3rver' {
  interface Options {
    port: number;
    address: string;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string; configs: string[] }[];
  }
  /** A part of Koa's. */
  interface Context {
    method: string;
    path: string;
    query: Record<string, string | undefined>;
    headers: Record<string, string | undefined>;
    status: number;
    type: string;
    body: unknown;
  }
  interface Store {
    getResourcePath(bucket: string, key: string | undefined, resource: 'uploads'): string;
    getObject(bucket: string, key: string, range: { start: number; end: number }): Promise<{ content: unknown }>;
    putPart(bucket: string, uploadId: string, part: string, content: unknown): Promise<{ md5: string }>;
  }
  export default class S3rver {
    constructor(options: Options);
    readonly store: Store;
    readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
    run(): Promise<unknown>;
    close(): Promise<void>;
  }
}
