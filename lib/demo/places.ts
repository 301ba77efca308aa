export interface Place {
  city: string;
  district: string;
  postcode: string;
  streets: readonly string[];
  latitude: number;
  longitude: number;
  /** Euros for a square metre to buy, and to rent a month. */
  buy: number;
  rent: number;
  surroundings: string;
}

export const NORTH: readonly Place[] = [
  {
    city: 'Hamburg',
    district: 'Eimsbüttel',
    postcode: '20255',
    streets: ['Methfesselstraße', 'Lappenbergsallee', 'Osterstraße'],
    latitude: 53.5766,
    longitude: 9.9458,
    buy: 6900,
    rent: 17,
    surroundings:
      'Cafés, Wochenmarkt und die U-Bahn sind in fünf Minuten zu Fuß erreicht; der Weiher lädt zum Spazieren ein.',
  },
  {
    city: 'Hamburg',
    district: 'Ottensen',
    postcode: '22765',
    streets: ['Bahrenfelder Straße', 'Große Brunnenstraße', 'Eulenstraße'],
    latitude: 53.5533,
    longitude: 9.9266,
    buy: 7200,
    rent: 18,
    surroundings:
      'Mitten in Ottensen: kleine Läden, Kinos und der Bahnhof Altona liegen um die Ecke, die Elbe ist nicht weit.',
  },
  {
    city: 'Hamburg',
    district: 'Bergedorf',
    postcode: '21029',
    streets: ['Reinbeker Weg', 'Wentorfer Straße', 'Chrysanderstraße'],
    latitude: 53.4893,
    longitude: 10.2148,
    buy: 4300,
    rent: 13,
    surroundings: 'Das Schloss, die Fußgängerzone und die S-Bahn sind nah; das Villengebiet gilt als besonders grün.',
  },
  {
    city: 'Lübeck',
    district: 'St. Jürgen',
    postcode: '23562',
    streets: ['Ratzeburger Allee', 'Kahlhorststraße', 'Wakenitzstraße'],
    latitude: 53.8497,
    longitude: 10.7003,
    buy: 3900,
    rent: 12,
    surroundings:
      'Die Wakenitz mit ihren Badestellen und die Universität sind mit dem Rad in wenigen Minuten erreicht.',
  },
  {
    city: 'Lübeck',
    district: 'Travemünde',
    postcode: '23570',
    streets: ['Kaiserallee', 'Vorderreihe', 'Am Fahrenberg'],
    latitude: 53.9601,
    longitude: 10.8717,
    buy: 5200,
    rent: 15,
    surroundings: 'Strandpromenade, Fähre zum Priwall und der Bahnhof liegen in unmittelbarer Nähe.',
  },
  {
    city: 'Kiel',
    district: 'Düsternbrook',
    postcode: '24105',
    streets: ['Niemannsweg', 'Feldstraße', 'Lindenallee'],
    latitude: 54.3412,
    longitude: 10.1502,
    buy: 4400,
    rent: 13,
    surroundings: 'An der Förde gelegen, mit der Kiellinie vor der Tür und kurzen Wegen zur Universität.',
  },
];

export const SOUTH: readonly Place[] = [
  {
    city: 'München',
    district: 'Haidhausen',
    postcode: '81667',
    streets: ['Wörthstraße', 'Sedanstraße', 'Metzstraße'],
    latitude: 48.1299,
    longitude: 11.5985,
    buy: 10400,
    rent: 24,
    surroundings:
      'Das Franzosenviertel mit seinen Plätzen und Wirtshäusern beginnt vor der Tür; der Ostbahnhof ist nah.',
  },
  {
    city: 'München',
    district: 'Giesing',
    postcode: '81539',
    streets: ['Tegernseer Landstraße', 'Weinbauernstraße', 'Bergstraße'],
    latitude: 48.1107,
    longitude: 11.5873,
    buy: 8900,
    rent: 21,
    surroundings: 'Lebhaftes Viertel mit Läden für jeden Tag, der U-Bahn und kurzen Wegen an die Isar.',
  },
  {
    city: 'Augsburg',
    district: 'Göggingen',
    postcode: '86199',
    streets: ['Bergiusstraße', 'Von-Cobres-Straße', 'Wellenburger Straße'],
    latitude: 48.3387,
    longitude: 10.8716,
    buy: 4700,
    rent: 13,
    surroundings: 'Der Gögginger Wald und die Wertach laden zum Radeln ein, die Straßenbahn fährt bis in die Altstadt.',
  },
];
