import { say, type Said } from '#domain';

/**
 * The regions of the Inter-Parliamentary Union's statistics, as data: which countries (ISO 3166-1 alpha-2) belong to each. The Middle East and North
 * Africa stand apart from Africa and Asia. Source: domain.md 3.2; the pairing of borderline countries is to be checked against the Union's own list.
 */
const COUNTRIES_BY_REGION = {
  africa:
    'AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MR MU MZ NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG UG ZM ZW',
  americas: 'AG AR BS BB BZ BO BR CA CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT US UY VE',
  asia: 'AF BD BT BN KH CN TL IN ID JP KZ KP KR KG LA MY MV MN MM NP PK PH SG LK TW TJ TH TM UZ VN',
  europe:
    'AL AD AM AT AZ BY BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IT XK LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH TR UA GB VA',
  mena: 'DZ BH EG IR IQ IL JO KW LB LY MA OM PS QA SA SY TN AE YE',
  pacific: 'AU FJ KI MH FM NR NZ PW PG WS SB TO TV VU',
} as const;

export type Region = keyof typeof COUNTRIES_BY_REGION | 'not_listed';

export const REGION_LABELS: Readonly<Record<Region, Said>> = {
  africa: say`Africa`,
  americas: say`Americas`,
  asia: say`Asia`,
  europe: say`Europe`,
  mena: say`Middle East and North Africa`,
  pacific: say`Pacific`,
  not_listed: say`In no list`,
};

const regions = new Map<string, Region>(
  Object.entries(COUNTRIES_BY_REGION).flatMap(([region, countries]) =>
    countries.split(' ').map((country) => [country, region as Region]),
  ),
);

export const regionOf = (country: string): Region => regions.get(country) ?? 'not_listed';

export const countriesByRegion: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(COUNTRIES_BY_REGION).map(([region, countries]) => [region, countries.split(' ')]),
);
