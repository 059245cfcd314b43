// The story of api.test.ts, with its data on a PostgreSQL server.
process.env['HALLPASS_TEST_STORE'] = 'postgresql';
await import('./api.test.ts');
