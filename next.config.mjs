import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check` and before every build of `npm start`, with the project's own compiler.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pino', 'sharp', '@node-rs/argon2', 'flydrive', 'yauzl', 'postgres'],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '1mb' } },
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
