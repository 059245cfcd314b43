// The story of export-roster.test.ts, with its data on a PostgreSQL server.
process.env['HALLPASS_TEST_STORE'] = 'postgresql';
await import('./export-roster.test.ts');
