-- Publishes the cells of closed sources: those of months that are new with their noise, the others where the value that
-- would be published differs by 4 or more from the published one. The cut is that of complete_cells, by agency and by the
-- wards of the first publication.
-- In: partnership_id, number (of the release).
-- Method: cell keys as in the ONS flexible table builder of the Census 2021 (see published_value), made of the cell and its
-- count (see cell_key).
WITH pads AS MATERIALIZED (
  SELECT hmac_pad(54) AS inner_pad, hmac_pad(92) AS outer_pad
), held AS MATERIALIZED (
  SELECT source_id, month, key_agency_id, agency_id, ward_ids, first_release = :number AS first
  FROM released_month
  WHERE partnership_id = :partnership_id AND agency_id IS NOT NULL
), placed AS MATERIALIZED (
  SELECT h.source_id, h.month, h.key_agency_id, c.offence_id, c.flags, c.n,
    CASE WHEN o.sensitive THEN NULL ELSE w.area_id END AS ward_id,
    CASE WHEN o.sensitive THEN NULL ELSE c.postcode_district END AS postcode_district
  FROM held AS h
  JOIN incident_count AS c ON c.partnership_id = :partnership_id AND c.month = h.month AND c.source_id = h.source_id
    AND c.agency_id = h.agency_id
  JOIN offence AS o ON o.id = c.offence_id
  LEFT JOIN location_area AS w ON w.partnership_id = :partnership_id AND w.location_id = c.location_id AND w.kind = 'WARD'
    AND w.area_id = ANY (h.ward_ids)
), counted AS (
  SELECT source_id, month, key_agency_id, offence_id, NULL::integer AS flag, ward_id, postcode_district, sum(n)::integer AS n
  FROM placed
  GROUP BY source_id, month, key_agency_id, offence_id, ward_id, postcode_district
  UNION ALL
  SELECT p.source_id, p.month, p.key_agency_id, NULL, f.bit, NULL, NULL, sum(p.n)::integer
  FROM placed AS p
  JOIN flag AS f ON f.has_cells AND p.flags & f.bit <> 0
    AND NOT EXISTS (SELECT FROM flag_offence AS o WHERE o.offence_id = p.offence_id AND o.bit = f.bit)
  GROUP BY p.source_id, p.month, p.key_agency_id, f.bit
), either AS (
  SELECT c.source_id, c.month, c.key_agency_id, c.offence_id, c.flag, c.ward_id, c.postcode_district, NULL::integer AS published,
    published_value(c.n, cell_key(pads.inner_pad, pads.outer_pad, :partnership_id::smallint, c.key_agency_id, c.source_id,
      c.month, o.code, c.flag, c.ward_id, c.postcode_district, c.n)) AS would_be
  FROM counted AS c
  CROSS JOIN pads
  LEFT JOIN offence AS o ON o.id = c.offence_id
  UNION ALL
  SELECT source_id, month, key_agency_id, r.offence_id, r.flag, r.ward_id, r.postcode_district, r.n, NULL
  FROM released_cell AS r
  JOIN held USING (source_id, month, key_agency_id)
  WHERE r.partnership_id = :partnership_id
), decided AS (
  SELECT source_id, month, key_agency_id, e.offence_id, e.flag, e.ward_id, e.postcode_district,
    CASE WHEN held.first THEN coalesce(max(e.would_be), 0)
      ELSE renewed_value(coalesce(max(e.published), 0), coalesce(max(e.would_be), 0)) END AS n,
    max(e.published) AS published
  FROM either AS e
  JOIN held USING (source_id, month, key_agency_id)
  GROUP BY source_id, month, key_agency_id, held.first, e.offence_id, e.flag, e.ward_id, e.postcode_district
)
INSERT INTO released_cell AS r
  (partnership_id, month, source_id, key_agency_id, offence_id, flag, ward_id, postcode_district, n, shown)
SELECT :partnership_id, d.month, d.source_id, d.key_agency_id, d.offence_id, d.flag, d.ward_id, d.postcode_district, d.n,
  -- An offence that became sensitive after its publication is shown by area no more.
  NOT (coalesce(o.sensitive, false) AND (d.ward_id IS NOT NULL OR d.postcode_district IS NOT NULL))
FROM decided AS d
LEFT JOIN offence AS o ON o.id = d.offence_id
WHERE d.n > 0 OR d.published IS NOT NULL
ON CONFLICT ON CONSTRAINT released_cell_key DO UPDATE SET n = excluded.n, shown = excluded.shown
  WHERE r.n <> excluded.n OR r.shown <> excluded.shown
