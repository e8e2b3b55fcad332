/**
 * WGS84 latitude and longitude to the British National Grid: Helmert shift to OSGB36 and transverse Mercator, as the
 * Ordnance Survey's guide gives them. Good to about five metres. Only tests need it: the demonstration keeps a table.
 */
export function nationalGrid(latitude: number, longitude: number): [easting: number, northing: number] {
  const [phi, lambda] = osgb36(latitude * DEGREE, longitude * DEGREE);
  return transverseMercator(phi, lambda);
}

const DEGREE = Math.PI / 180;
const SECOND = DEGREE / 3600;
const WGS84 = { a: 6378137, b: 6356752.3142 };
const AIRY = { a: 6377563.396, b: 6356256.909 };

function osgb36(phi: number, lambda: number): [number, number] {
  const e2 = 1 - (WGS84.b / WGS84.a) ** 2;
  const nu = WGS84.a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const x = nu * Math.cos(phi) * Math.cos(lambda);
  const y = nu * Math.cos(phi) * Math.sin(lambda);
  const z = (1 - e2) * nu * Math.sin(phi);
  const s = 1 + 20.4894e-6;
  const [rx, ry, rz] = [-0.1502 * SECOND, -0.247 * SECOND, -0.8421 * SECOND];
  const x2 = -446.448 + s * x - rz * y + ry * z;
  const y2 = 125.157 + rz * x + s * y - rx * z;
  const z2 = -542.06 - ry * x + rx * y + s * z;
  const f2 = 1 - (AIRY.b / AIRY.a) ** 2;
  const p = Math.hypot(x2, y2);
  let result = Math.atan2(z2, p * (1 - f2));
  for (let i = 0; i < 10; i++) {
    const radius = AIRY.a / Math.sqrt(1 - f2 * Math.sin(result) ** 2);
    result = Math.atan2(z2 + f2 * radius * Math.sin(result), p);
  }
  return [result, Math.atan2(y2, x2)];
}

/** Projection of OSGB36 angles in radians. */
export function transverseMercator(phi: number, lambda: number): [easting: number, northing: number] {
  const scale = 0.9996012717;
  const origin = 49 * DEGREE;
  const e2 = 1 - (AIRY.b / AIRY.a) ** 2;
  const n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b);
  const [sin, cos, tan] = [Math.sin(phi), Math.cos(phi), Math.tan(phi)];
  const nu = (AIRY.a * scale) / Math.sqrt(1 - e2 * sin ** 2);
  const rho = (AIRY.a * scale * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5;
  const eta2 = nu / rho - 1;
  const [minus, plus] = [phi - origin, phi + origin];
  const arc =
    AIRY.b *
    scale *
    ((1 + n + (5 / 4) * n ** 2 + (5 / 4) * n ** 3) * minus -
      (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(minus) * Math.cos(plus) +
      (15 / 8) * (n ** 2 + n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus) -
      (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus));
  const d = lambda + 2 * DEGREE;
  const easting =
    400000 +
    nu * cos * d +
    (nu / 6) * cos ** 3 * (nu / rho - tan ** 2) * d ** 3 +
    (nu / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta2 - 58 * tan ** 2 * eta2) * d ** 5;
  const northing =
    arc -
    100000 +
    (nu / 2) * sin * cos * d ** 2 +
    (nu / 24) * sin * cos ** 3 * (5 - tan ** 2 + 9 * eta2) * d ** 4 +
    (nu / 720) * sin * cos ** 5 * (61 - 58 * tan ** 2 + tan ** 4) * d ** 6;
  return [easting, northing];
}
