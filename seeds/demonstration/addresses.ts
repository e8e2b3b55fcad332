import { NEIGHBOURS, PLACES, type Place, WARDS } from './positions';
import { type Random, random } from './random';

/** A made-up spot on the ground, whole metres of EPSG:27700. Nothing links it to a real address. */
export interface Address {
  easting: number;
  northing: number;
}

/** All addresses of the demonstration. No two share a spot. */
export interface AddressBook {
  /** Homes, ordered so that neighbours are near each other. */
  homes: Address[];
  /** The middle of every named place. */
  core: Map<string, Address[]>;
  /** Residential streets around a town centre, on two sides of it. */
  ring: Map<string, Address[]>;
  /** Spots on the roads between the towns, one after the other. */
  roads: Address[];
}

const HOMES = 10_000;
/** Residents per square metre of a settlement's built-up disc. */
const DENSITY = 0.003;
/** Share of homes outside that disc, and the distance by which they are. */
const SCATTERED = 0.12;
const COUNTRYSIDE = 1500;
/** No address is nearer than about half of this to the boundary of a cell, metres. */
const CLEARANCE = 6;

const MIDDLE = {
  'town centre': { count: 120, radius: 150 },
  estate: { count: 45, radius: 90 },
  area: { count: 45, radius: 90 },
};
/** The two sides of a ring: offsets from the town centre, metres. */
const SIDES = [
  [360, 280],
  [-360, -280],
] as const;
const STREETS = { count: 25, radius: 60 };

/** Roads, as places along them. */
const ROADS: readonly (readonly string[])[] = [
  ['Dunstable town centre', 'Toddington', 'Woburn'],
  ['Linslade', 'Leighton Buzzard town centre', 'Houghton Regis', 'Dunstable town centre', 'Caddington'],
  ['Woburn', 'Ampthill', 'Shefford', 'Henlow', 'Stotfold'],
  ['Toddington', 'Harlington', 'Flitwick', 'Ampthill', 'Marston Moretaine', 'Cranfield'],
  ['Harlington', 'Barton-le-Clay', 'Shefford', 'Biggleswade town centre', 'Potton'],
  ['Arlesey', 'Henlow', 'Biggleswade town centre', 'Sandy', 'Potton'],
];
/** Metres of road for one spot; stretches outside the partnership have none. */
const ROAD_SPACING = 150;

/** Makes the address book, identical at every call. */
export function addresses(): AddressBook {
  const settlements = WARDS.flatMap((ward) => ward.settlements);
  const cells = [...settlements, ...NEIGHBOURS];
  const taken = new Set<number>();

  /** The spot, if it is free and safely inside one cell of the partnership. */
  const claim = (easting: number, northing: number): Address | null => {
    const address = { easting: Math.round(easting), northing: Math.round(northing) };
    let nearest = 0;
    let least = Infinity;
    let second = Infinity;
    cells.forEach((cell, i) => {
      const squared = (cell.easting - address.easting) ** 2 + (cell.northing - address.northing) ** 2;
      if (squared < least) {
        second = least;
        least = squared;
        nearest = i;
      } else if (squared < second) second = squared;
    });
    const key = address.easting * 1_000_000 + address.northing;
    if (nearest >= settlements.length || Math.sqrt(second) - Math.sqrt(least) < CLEARANCE || taken.has(key))
      return null;
    taken.add(key);
    return address;
  };
  const gather = (count: number, draw: () => [easting: number, northing: number]): Address[] => {
    const found: Address[] = [];
    while (found.length < count) {
      const address = claim(...draw());
      if (address) found.push(address);
    }
    return found;
  };
  const around = (centre: Address, radius: number, dice: Random): [number, number] => {
    const [x, y] = dice.inDisc(radius);
    return [centre.easting + x, centre.northing + y];
  };

  const core = new Map<string, Address[]>();
  const ring = new Map<string, Address[]>();
  for (const place of PLACES) {
    const dice = random(`addresses at ${place.name}`);
    const { count, radius } = MIDDLE[place.kind];
    core.set(
      place.name,
      gather(count, () => around(place, radius, dice)),
    );
    if (place.kind === 'town centre') {
      const streets = SIDES.flatMap(([x, y]) => {
        const centre = { easting: place.easting + x, northing: place.northing + y };
        return gather(STREETS.count, () => around(centre, STREETS.radius, dice));
      });
      ring.set(place.name, streets);
    }
  }

  const residents = settlements.reduce((sum, settlement) => sum + settlement.residents, 0);
  const homes = settlements.flatMap((settlement) => {
    const dice = random(`homes of ${settlement.name}`);
    const builtUp = Math.sqrt(settlement.residents / DENSITY / Math.PI);
    return gather(Math.round((HOMES * settlement.residents) / residents), () =>
      around(settlement, dice.next() < SCATTERED ? builtUp + COUNTRYSIDE : builtUp, dice),
    );
  });
  const order = new Map(homes.map((home) => [home, curve(home)]));
  homes.sort((a, b) => (order.get(a) as number) - (order.get(b) as number));

  const dice = random('roads');
  const positions = new Map(PLACES.map((place) => [place.name, place]));
  const roads = ROADS.flatMap((road) => road.slice(1).map((to, i) => [road[i], to])).flatMap(
    ([start, end]) => {
      const [from, to] = [positions.get(start) as Place, positions.get(end) as Place];
      const [dx, dy] = [to.easting - from.easting, to.northing - from.northing];
      const spots = Math.round(Math.sqrt(dx * dx + dy * dy) / ROAD_SPACING);
      return Array.from({ length: spots }, (_, spot) => {
        const along = (spot + dice.next()) / spots;
        const [x, y] = dice.inDisc(15);
        return claim(from.easting + along * dx + x, from.northing + along * dy + y);
      }).filter((spot) => spot !== null);
    },
  );

  return { homes, core, ring, roads };
}

/** Position along a Z-order curve over the country: the bits of easting and northing in turn. */
function curve({ easting, northing }: Address): number {
  let key = 0;
  for (let bit = 19; bit >= 0; bit--) key = key * 4 + 2 * ((northing >> bit) & 1) + ((easting >> bit) & 1);
  return key;
}
