import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check` and before every build of `npm start`, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
  // Stand-ins for two modules of libraries; each says why. Without the aliases everything works, heavier and slower. The
  // first is Lucide's only relative import of that name.
  turbopack: {
    resolveAlias: {
      './Icon.mjs': './app/_ui/lucide-icon.ts',
      'use-intl/format-message': './lib/i18n/format-message.ts',
    },
  },
  serverExternalPackages: [
    'pino',
    'sharp',
    '@node-rs/argon2',
    'flydrive',
    'yauzl',
    'postgres',
    'ssh2',
    'ssh2-sftp-client',
    'basic-ftp',
    'busboy',
  ],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '1mb' } },
  // A list's file has the list's address with `.csv`; a folder cannot be called after a parameter and an ending.
  async rewrites() {
    return [
      { source: '/history/:runId([0-9a-f-]{36}).csv', destination: '/history/:runId/csv' },
      {
        source: '/interfaces/:interfaceId/history/:importId([0-9a-f-]{36}).csv',
        destination: '/interfaces/:interfaceId/history/:importId/csv',
      },
    ];
  },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'same-origin' },
        ],
      },
    ];
  },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
