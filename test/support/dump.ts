import type { Database } from '../../src/platform/database';
import { sql } from './api';

/** Rows and a hash of the content of every table, so that "nothing has changed" can be said in one line. */
export async function dumpOf(database: Database): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>(
    database,
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'spatial_ref_sys' ORDER BY 1`,
  );
  const dump: Record<string, string> = {};
  for (const { name } of tables) {
    const [{ n, hash }] = await sql<{ n: number; hash: string | null }>(
      database,
      `SELECT count(*) AS n, md5(string_agg(row_text, E'\\n' ORDER BY row_text COLLATE "C")) AS hash
       FROM (SELECT t::text AS row_text FROM ${name} AS t) AS r`,
    );
    dump[name] = `${n} rows, ${hash}`;
  }
  return dump;
}

/** As {@link dumpOf}, without the audit, in which a dry run leaves its lines. */
export async function dataOf(database: Database): Promise<Record<string, string>> {
  const { audit: _, ...data } = await dumpOf(database);
  return data;
}

/** Differences between the stored counts and a recount of the incidents, one row each. */
export function recountFaults(database: Database): Promise<Record<string, unknown>[]> {
  return sql(
    database,
    `WITH recount AS (
      SELECT partnership_id, month, source_id, offence_id, flags, location_id, postcode_district,
        coalesce((SELECT agency_id FROM submission AS s WHERE s.partnership_id = i.partnership_id AND s.id = i.submission_id), 0)
          AS agency_id, count(*)::integer AS n
      FROM incident AS i GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), kept AS (
      SELECT partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, agency_id, n FROM incident_count
    ), ward_of AS (
      SELECT i.partnership_id, i.id, (
        SELECT a.id FROM area a JOIN location l ON l.partnership_id = i.partnership_id AND l.id = i.location_id
        WHERE a.partnership_id = i.partnership_id AND a.kind = 'WARD' AND ST_Intersects(a.geom, l.geom)
          AND coalesce(a.valid_from, '-infinity') <= i.month AND i.month <= coalesce(a.valid_to, 'infinity')
        ORDER BY a.code COLLATE "C" LIMIT 1) AS ward_id
      FROM incident i
    ), closed AS (
      SELECT i.*, o.sensitive, w.ward_id FROM incident i JOIN source s ON s.id = i.source_id AND s.access = 'CLOSED'
      JOIN offence o ON o.id = i.offence_id JOIN ward_of w ON w.partnership_id = i.partnership_id AND w.id = i.id
    ), cell AS (
      SELECT partnership_id, month, source_id, offence_id, NULL::integer AS flag,
        CASE WHEN NOT sensitive THEN ward_id END AS ward_id, CASE WHEN NOT sensitive THEN postcode_district END AS district,
        count(*)::integer AS n
      FROM closed GROUP BY 1, 2, 3, 4, 5, 6, 7
      UNION ALL
      SELECT partnership_id, month, source_id, NULL, bit, NULL, NULL, count(*)::integer
      FROM closed JOIN (VALUES (1, 'admission-domestic-abuse'), (2, 'racial-incident'), (4, 'drunkenness')) AS f (bit, apart)
        ON closed.flags & f.bit <> 0 AND NOT EXISTS (SELECT FROM offence WHERE offence.id = closed.offence_id
          AND offence.code = f.apart)
      GROUP BY 1, 2, 3, bit
    ), kept_cell AS (
      SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n FROM elementary_cell
    )
    SELECT 'count not kept' AS fault, to_json(d)::text AS row FROM (SELECT * FROM recount EXCEPT SELECT * FROM kept) AS d
    UNION ALL SELECT 'count too many', to_json(d)::text FROM (SELECT * FROM kept EXCEPT SELECT * FROM recount) AS d
    UNION ALL SELECT 'cell not kept', to_json(d)::text FROM (SELECT * FROM cell EXCEPT SELECT * FROM kept_cell) AS d
    UNION ALL SELECT 'cell too many', to_json(d)::text FROM (SELECT * FROM kept_cell EXCEPT SELECT * FROM cell) AS d
    UNION ALL SELECT 'month outside the coverage', min(i.month)::text FROM incident i
      LEFT JOIN source_coverage v ON v.partnership_id = i.partnership_id AND v.source_id = i.source_id
      WHERE (i.month BETWEEN v.first_month AND v.last_month) IS NOT TRUE HAVING count(*) > 0
    UNION ALL SELECT 'location without incident', l.id::text FROM location l
      WHERE NOT EXISTS (SELECT FROM incident i WHERE i.partnership_id = l.partnership_id AND i.location_id = l.id)`,
  );
}

/** Dump without the ledger and the audit, and without the parts that depend on which file brought a record. */
export function withoutLedger(dump: Record<string, string>): Record<string, string> {
  const { submission: _, coverage: __, unlocated_count: ___, audit: ____, ...rest } = dump;
  return rest;
}
