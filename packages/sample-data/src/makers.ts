/** What people speak of in the sample: aspects of headphones and of those who sell them. */
export const ASPECTS = [
  'battery',
  'connection',
  'sound',
  'quiet',
  'comfort',
  'service',
  'repair',
  'price',
  'delivery',
  'build',
  'app',
] as const;
export type Aspect = (typeof ASPECTS)[number];

type Weights = Readonly<Record<Aspect, number>>;

/** A maker of headphones as its reviewers see it: which aspects they complain of and praise, and how often either. */
export type Maker = {
  readonly name: string;
  readonly role: 'ours' | 'competitor';
  readonly reviews: number;
  /** How many of 100 sentences complain, how many wish; the rest praise. */
  readonly complaints: number;
  readonly wishes: number;
  readonly hurts: Weights;
  readonly pleases: Weights;
};

/** All three are made up. Ours has trouble with the battery, one rival with service and repairs, the other with comfort and price. */
export const MAKERS: readonly Maker[] = [
  {
    name: 'Linnet 灵雀',
    role: 'ours',
    reviews: 900,
    complaints: 44,
    wishes: 12,
    hurts: {
      battery: 22,
      connection: 16,
      sound: 5,
      quiet: 7,
      comfort: 7,
      service: 8,
      repair: 5,
      price: 10,
      delivery: 8,
      build: 6,
      app: 10,
    },
    pleases: {
      battery: 4,
      connection: 9,
      sound: 28,
      quiet: 18,
      comfort: 12,
      service: 8,
      repair: 4,
      price: 5,
      delivery: 9,
      build: 6,
      app: 5,
    },
  },
  {
    name: 'Corvid 乌鹭',
    role: 'competitor',
    reviews: 600,
    complaints: 48,
    wishes: 10,
    hurts: {
      battery: 6,
      connection: 9,
      sound: 9,
      quiet: 7,
      comfort: 8,
      service: 24,
      repair: 17,
      price: 6,
      delivery: 6,
      build: 7,
      app: 7,
    },
    pleases: {
      battery: 18,
      connection: 10,
      sound: 14,
      quiet: 8,
      comfort: 10,
      service: 3,
      repair: 2,
      price: 16,
      delivery: 8,
      build: 9,
      app: 4,
    },
  },
  {
    name: 'Plover 金鸻',
    role: 'competitor',
    reviews: 500,
    complaints: 42,
    wishes: 14,
    hurts: {
      battery: 8,
      connection: 8,
      sound: 10,
      quiet: 8,
      comfort: 22,
      service: 7,
      repair: 4,
      price: 18,
      delivery: 9,
      build: 6,
      app: 4,
    },
    pleases: {
      battery: 10,
      connection: 16,
      sound: 14,
      quiet: 12,
      comfort: 4,
      service: 12,
      repair: 6,
      price: 3,
      delivery: 10,
      build: 16,
      app: 12,
    },
  },
];
