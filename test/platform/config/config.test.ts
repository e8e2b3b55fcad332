import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig, SETTINGS } from '../../../src/platform/config';
import { settingsTable } from '../../../src/platform/config/table';

const errorOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('these settings were taken');
};

describe('reading the settings', () => {
  test('without any, the defaults hold, and each is valid', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: '',
      readerDatabaseUrl: '',
      port: 4000,
      host: '127.0.0.1',
      introspection: true,
      corsOrigins: ['*'],
      trustedProxies: [],
    });
  });

  test('are read in their types', () => {
    const environment = {
      PORT: '0',
      EDITOR_PAGE: 'off',
      CORS_ORIGINS: 'https://a.example, https://b.example,',
      TRUSTED_PROXIES: '192.0.2.1,10.0.0.0/8, 2001:db8::/32',
      DATABASE_URL: 'postgres://u:p@h/d',
    };
    expect(readConfig(environment)).toMatchObject({
      port: 0,
      editor: false,
      corsOrigins: ['https://a.example', 'https://b.example'],
      trustedProxies: ['192.0.2.1', '10.0.0.0/8', '2001:db8::/32'],
      databaseUrl: 'postgres://u:p@h/d',
    });
  });

  test.each([
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '4e3', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '', 'PORT must be a whole number from 0 to 65535'],
    ['MAX_DEPTH', '-1', 'MAX_DEPTH must be a whole number from 1 to 100'],
    ['EDITOR_PAGE', 'yes', 'EDITOR_PAGE must be one of on, off'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent'],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/8, proxy.example',
      'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8',
    ],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'TRUSTED_PROXIES must be addresses'],
    [
      'CORS_ORIGINS',
      'https://maps.example/',
      'CORS_ORIGINS must be * or origins such as https://maps.example',
    ],
    ['DATABASE_URL', 'mysql://root:hunter2@h', 'DATABASE_URL must start with postgres://'],
  ])('%s=%s is refused in words that help', (variable, value, message) => {
    expect(errorOf({ [variable]: value })).toContain(message);
  });

  test('all that is wrong is told at once, and no value of it', () => {
    const message = errorOf({ PORT: 'hunter2', MAX_ALIASES: 'hunter2', DATABASE_URL: 'hunter2' });
    expect(message.split('\n')).toHaveLength(4);
    expect(message).not.toContain('hunter2');
  });

  test('a secret may be in a file; the variable itself wins', () => {
    const folder = mkdtempSync(join(tmpdir(), 'csg-config-'));
    const path = join(folder, 'url');
    writeFileSync(path, 'postgres://from-file/d\n');
    expect(readConfig({ DATABASE_URL_FILE: path }).databaseUrl).toBe('postgres://from-file/d');
    expect(readConfig({ DATABASE_URL_FILE: path, DATABASE_URL: 'postgres://x/d' }).databaseUrl).toBe(
      'postgres://x/d',
    );
    expect(errorOf({ DATABASE_URL_FILE: join(folder, 'absent') })).toContain(
      'DATABASE_URL the file cannot be read',
    );
    rmSync(folder, { recursive: true });
  });
});

test('the table has a row for every setting, and no cell breaks it', () => {
  const lines = settingsTable().trimEnd().split('\n');
  expect(lines).toHaveLength(2 + Object.keys(SETTINGS).length);
  for (const line of lines) expect(line.match(/\|/g)).toHaveLength(4);
  expect(settingsTable()).toContain('| `PORT` | `4000` | Port to listen on; 0 takes a free one. |');
});
