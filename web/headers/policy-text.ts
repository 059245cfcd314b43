/** Says only where requests may go; cli/header_files.cpp prints the same for nginx. */
export const contentSecurityPolicy = (hosts: readonly string[]): string => {
  const list = (sources: readonly string[]): string => sources.map((source) => ` ${source}`).join('');
  return `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:${list(hosts)}; `
    + `connect-src 'self' data: blob:${list(hosts)}${list(hosts.map((host) => `wss://${host}`))}; form-action 'self'${list(hosts)}`;
};
