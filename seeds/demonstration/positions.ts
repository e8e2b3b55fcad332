/**
 * The map the demonstration is drawn on: real places at approximate positions, in metres of the British National
 * Grid (EPSG:27700). The eastings and northings were computed once from latitude and longitude (Helmert shift and
 * transverse Mercator) and rounded to ten metres; a test projects the published positions again.
 */

/** Kind of a gazetteer entry. */
export type PlaceKind = 'town centre' | 'estate' | 'area';

/** Named place, which gives a hotspot its name. */
export interface Place {
  name: string;
  kind: PlaceKind;
  easting: number;
  northing: number;
  /** Radius of the place, metres. */
  radius: number;
}

/** A settlement inside the partnership: the seed of one Voronoi cell. */
export interface Settlement {
  name: string;
  easting: number;
  northing: number;
  /** Residents, a rounded guess that only weights the number of addresses. */
  residents: number;
  /** Outward code of its postcode district. */
  postcodeDistrict: string;
}

/** A ward of the demonstration, made of the cells of its settlements. */
export interface WardPlan {
  name: string;
  sntArea: string;
  settlements: Settlement[];
}

/** A place outside the partnership, whose cell bounds it. */
export interface Neighbour {
  easting: number;
  northing: number;
  /** Outward code where the district also lies in the partnership. */
  postcodeDistrict?: string;
}

const place = (name: string, easting: number, northing: number, kind: PlaceKind, radius: number): Place => ({
  name,
  kind,
  easting,
  northing,
  radius,
});

/** The gazetteer. */
export const PLACES: readonly Place[] = [
  place('Dunstable town centre', 501890, 221860, 'town centre', 350),
  place('Downside Estate', 502800, 220990, 'estate', 250),
  place('Icknield', 502790, 221660, 'area', 300),
  place('Watling', 500940, 221170, 'area', 300),
  place('Manshead', 502330, 220530, 'area', 300),
  place('Northfields', 501250, 222850, 'area', 300),
  place('Chiltern', 502290, 222650, 'area', 300),
  place('Houghton Regis', 501580, 223750, 'area', 300),
  place('Parkside', 500880, 224290, 'area', 250),
  place('Parkside Drive Estate', 500530, 224170, 'estate', 200),
  place('Tithe Farm Estate', 501910, 224090, 'estate', 250),
  place('Houghton Hall East', 501930, 223200, 'area', 300),
  place('Caddington', 506350, 219500, 'area', 500),
  place('Leighton Buzzard town centre', 492190, 225120, 'town centre', 350),
  place('Linslade', 491080, 225880, 'area', 400),
  place('Planets Estate', 492790, 226130, 'estate', 300),
  place('Oldhills', 492610, 224570, 'estate', 300),
  place('Toddington', 500990, 228850, 'area', 500),
  place('Barton-le-Clay', 508160, 231000, 'area', 500),
  place('Harlington', 503500, 230460, 'area', 500),
  place('Woburn', 494930, 233180, 'area', 500),
  place('Cranfield', 495450, 241980, 'area', 500),
  place('Marston Moretaine', 499640, 241400, 'area', 500),
  place('Ampthill', 503340, 238020, 'area', 500),
  place('Flitwick', 503410, 235020, 'area', 500),
  place('Shefford', 514370, 239150, 'area', 500),
  place('Henlow', 517680, 238340, 'area', 500),
  place('Stotfold', 521630, 236770, 'area', 500),
  place('Arlesey', 519110, 235820, 'area', 500),
  place('Biggleswade town centre', 518980, 244490, 'town centre', 350),
  place('Sandy', 517280, 249460, 'area', 500),
  place('Potton', 522350, 249360, 'area', 500),
];

const at = (
  name: string,
  easting: number,
  northing: number,
  residents: number,
  postcodeDistrict: string,
): Settlement => ({ name, easting, northing, residents, postcodeDistrict });

const ward = (name: string, sntArea: string, ...settlements: Settlement[]): WardPlan => ({
  name,
  sntArea,
  settlements,
});

/** The 31 wards with their Safer Neighbourhood Team areas, 24 in all, and their settlements. */
export const WARDS: readonly WardPlan[] = [
  ward('Dunstable Central', 'Dunstable Central', at('Dunstable', 501890, 221860, 5000, 'LU6')),
  ward('Icknield', 'Icknield', at('Icknield', 502790, 221660, 6500, 'LU5')),
  ward('Watling', 'Watling', at('Watling', 500940, 221170, 6500, 'LU6')),
  ward(
    'Manshead',
    'Manshead',
    at('Manshead', 502330, 220530, 3500, 'LU6'),
    at('Downside', 502800, 220990, 3500, 'LU5'),
  ),
  ward('Northfields', 'Chiltern & Northfields', at('Northfields', 501250, 222850, 6000, 'LU5')),
  ward('Chiltern', 'Chiltern & Northfields', at('Chiltern', 502290, 222650, 5000, 'LU5')),
  ward(
    'Houghton Hall',
    'Parkside & Houghton Hall East',
    at('Houghton Hall East', 501930, 223200, 3500, 'LU5'),
    at('Houghton Regis', 501580, 223750, 4000, 'LU5'),
  ),
  ward(
    'Parkside',
    'Parkside & Houghton Hall East',
    at('Parkside', 500880, 224290, 3000, 'LU5'),
    at('Parkside Drive', 500530, 224170, 2000, 'LU5'),
  ),
  ward('Tithe Farm', 'Tithe Farm', at('Tithe Farm', 501910, 224090, 4500, 'LU5')),
  ward(
    'Caddington',
    'Caddington',
    at('Caddington', 506350, 219500, 4000, 'LU1'),
    at('Slip End', 507550, 217860, 1800, 'LU1'),
    at('Hyde', 512220, 218630, 400, 'LU2'),
    at('Kensworth', 503350, 218000, 1500, 'LU6'),
    at('Whipsnade', 500660, 217830, 1200, 'LU6'),
  ),
  ward(
    'Eaton Bray',
    'Eaton Bray & Heath and Reach',
    at('Eaton Bray', 497020, 220760, 3500, 'LU6'),
    at('Stanbridge', 496560, 223530, 1500, 'LU7'),
  ),
  ward(
    'Leighton Buzzard Central',
    'Leighton Buzzard Central',
    at('Leighton Buzzard', 492190, 225120, 7000, 'LU7'),
  ),
  ward('Leighton Buzzard North', 'Leighton Buzzard North', at('Planets', 492790, 226130, 9500, 'LU7')),
  ward('Leighton Buzzard South', 'Leighton Buzzard South', at('Oldhills', 492610, 224570, 9500, 'LU7')),
  ward('Linslade', 'Linslade', at('Linslade', 491080, 225880, 11000, 'LU7')),
  ward(
    'Heath and Reach',
    'Eaton Bray & Heath and Reach',
    at('Heath and Reach', 492540, 228350, 2500, 'LU7'),
    at('Hockliffe', 497110, 226770, 1500, 'LU7'),
  ),
  ward(
    'Toddington',
    'Toddington & Barton-le-Clay',
    at('Toddington', 500990, 228850, 4500, 'LU5'),
    at('Chalton', 502900, 226220, 600, 'LU4'),
    at('Harlington', 503500, 230460, 2300, 'LU5'),
  ),
  ward(
    'Barton-le-Clay',
    'Toddington & Barton-le-Clay',
    at('Barton-le-Clay', 508160, 231000, 4900, 'MK45'),
    at('Streatley', 506850, 228310, 1700, 'LU3'),
    at('Sundon', 504750, 226810, 1500, 'LU3'),
  ),
  ward(
    'Aspley and Woburn',
    'Aspley and Woburn',
    at('Woburn', 494930, 233180, 1200, 'MK17'),
    at('Aspley Guise', 493980, 236060, 5500, 'MK17'),
  ),
  ward(
    'Cranfield and Marston Moretaine',
    'Cranfield and Marston Moretaine',
    at('Cranfield', 495450, 241980, 5500, 'MK43'),
    at('Marston Moretaine', 499640, 241400, 5000, 'MK43'),
    at('Lidlington', 498860, 239160, 2500, 'MK43'),
  ),
  ward('Ampthill', 'Ampthill', at('Ampthill', 503340, 238020, 8000, 'MK45')),
  ward(
    'Flitwick',
    'Flitwick',
    at('Flitwick', 503410, 235020, 13500, 'MK45'),
    at('Westoning', 503320, 232350, 4000, 'MK45'),
  ),
  ward(
    'Silsoe and Shillington',
    'Silsoe & Haynes',
    at('Silsoe', 508270, 235570, 2500, 'MK45'),
    at('Shillington', 512710, 233660, 3800, 'SG5'),
  ),
  ward(
    'Houghton Conquest and Haynes',
    'Silsoe & Haynes',
    at('Houghton Conquest', 504510, 241500, 2500, 'MK45'),
    at('Haynes', 509790, 241390, 2500, 'MK45'),
  ),
  ward('Shefford', 'Shefford', at('Shefford', 514370, 239150, 8000, 'SG17')),
  ward(
    'Arlesey and Henlow',
    'Arlesey, Henlow & Stotfold',
    at('Arlesey', 519110, 235820, 5600, 'SG15'),
    at('Henlow', 517680, 238340, 6000, 'SG16'),
    at('Langford', 518580, 241030, 3200, 'SG18'),
  ),
  ward('Stotfold', 'Arlesey, Henlow & Stotfold', at('Stotfold', 521630, 236770, 7500, 'SG5')),
  ward('Biggleswade', 'Biggleswade', at('Biggleswade', 518980, 244490, 17000, 'SG18')),
  ward(
    'Northill',
    'Sandy & Northill',
    at('Upper Caldecote', 515840, 246530, 4500, 'SG18'),
    at('Old Warden', 512810, 244240, 1800, 'SG18'),
    at('Blunham', 514910, 251180, 2500, 'MK44'),
  ),
  ward(
    'Sandy',
    'Sandy & Northill',
    at('Sandy', 517280, 249460, 12000, 'SG19'),
    at('Tempsford', 516360, 253780, 700, 'SG19'),
  ),
  ward(
    'Potton',
    'Potton',
    at('Potton', 522350, 249360, 5000, 'SG19'),
    at('Dunton', 524090, 245620, 900, 'SG18'),
    at('Wrestlingworth', 525760, 247330, 900, 'SG19'),
  ),
];

const outside = (easting: number, northing: number, postcodeDistrict?: string): Neighbour => ({
  easting,
  northing,
  ...(postcodeDistrict && { postcodeDistrict }),
});

/** Towns and villages around the partnership. */
export const NEIGHBOURS: readonly Neighbour[] = [
  outside(509060, 221230, 'LU1'), // Luton
  outside(510730, 223830, 'LU2'), // Stopsley
  outside(507750, 224650, 'LU3'), // Limbury
  outside(505850, 223500, 'LU4'), // Leagrave
  outside(505020, 249630), // Bedford
  outside(502820, 247020), // Kempston
  outside(500600, 244750), // Wootton
  outside(501870, 242780), // Stewartby
  outside(506860, 243880), // Wilstead
  outside(510640, 249420), // Willington
  outside(512490, 252240), // Great Barford
  outside(508290, 247470), // Cardington
  outside(518260, 260280), // St Neots
  outside(523920, 252400), // Gamlingay
  outside(527900, 244050), // Guilden Morden
  outside(527730, 250720), // Hatley
  outside(526840, 239790), // Ashwell
  outside(524520, 233940), // Baldock
  outside(521800, 232650), // Letchworth
  outside(518100, 229230), // Hitchin
  outside(514610, 231700), // Pirton
  outside(510720, 230280), // Hexton
  outside(511850, 225860), // Lilley
  outside(517190, 218410), // Kimpton
  outside(513490, 214210), // Harpenden
  outside(506070, 216380), // Markyate
  outside(507970, 214640), // Flamstead
  outside(502820, 213420), // Gaddesden
  outside(499180, 216020), // Dagnall
  outside(494490, 216150), // Ivinghoe
  outside(496780, 218870), // Edlesborough
  outside(492390, 218230), // Cheddington
  outside(490290, 220080), // Mentmore
  outside(488180, 222600), // Wing
  outside(488090, 227610), // Soulbury
  outside(490090, 230980), // Great Brickhill
  outside(490850, 234440), // Bow Brickhill
  outside(491000, 237670), // Wavendon
  outside(485830, 238690), // Milton Keynes
  outside(491260, 242130), // Moulsoe
  outside(493260, 244950), // North Crawley
  outside(495630, 246660), // Astwood
];
