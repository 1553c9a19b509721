import type { Sentences, Slots } from './grammar.ts';
import type { Aspect } from './makers.ts';

export const slotsEn: Slots = {
  time: [
    'Yesterday',
    'Last week',
    'After two weeks',
    'On the first day',
    'After a month',
    'On my commute',
    'On a business trip',
  ],
  place: ['on the subway', 'at the office', 'in the gym', 'at crossings', 'at the airport', 'at home'],
  minutes: ['half an hour', 'an hour', 'two hours', 'a morning'],
  days: ['three days', 'five days', 'a week', 'ten days'],
};

/** What a complaint or a praise may end on. */
export const tailsEn = {
  complaint: [
    ', which is annoying',
    ', sadly',
    ' and I am not the only one',
    ', same with my friend’s pair',
    ', so disappointing',
    ' most of the time',
  ],
  praise: [
    ', very happy',
    ', I told my friends',
    ', far better than my last pair',
    ', my family agrees',
    ', I did not expect that',
  ],
  wish: [', thank you', ', that cannot be hard', ' in the next version'],
};

export const openersEn = ['', '', '', 'All in all: ', 'To be honest, ', 'In short: ', 'For anyone wondering: '];

export const sentencesEn: Readonly<Record<Aspect, Sentences>> = {
  battery: {
    complaint: [
      'the battery [dies|is empty] after {minutes}, far less than advertised',
      'battery life is [poor|terrible]: I charge them twice a day',
      'since the update the battery drains overnight in standby',
      "the case [won't charge|doesn't charge] fully, half empty every morning",
      '{time} the battery drained while I was only listening to music',
    ],
    praise: [
      'battery life is [great|excellent], I charge them once a week',
      'the battery lasts a whole trip without a charger',
      'ten minutes of charging are good for {minutes}',
    ],
    wish: [
      'I wish the battery lasted longer',
      'please let the case charge on a pad',
      'a low-battery reminder would be nice',
    ],
  },
  connection: {
    complaint: [
      'bluetooth [disconnects all the time|keeps cutting out], worst {place}',
      'the connection drops {place} and I have to pair again',
      'pairing with my laptop fails every single time',
      "the left side won't connect until I put it back into the case",
    ],
    praise: [
      'the connection is rock solid, even {place}',
      'pairing is instant when the lid opens',
      'switching between phone and laptop just works',
    ],
    wish: ['I wish they could connect to two devices at once', 'please make the bluetooth connection more stable'],
  },
  sound: {
    complaint: [
      'sound quality is [flat|muddy|disappointing], there is hardly any bass',
      'the volume is too low {place}',
      'the microphone is bad, nobody can hear me on calls',
      'the treble sounds harsh and tires my ears',
    ],
    praise: [
      'sound quality is [superb|better than expected], tight bass and clear voices',
      'voices sound clear, perfect for podcasts',
      'the microphone is excellent on calls',
    ],
    wish: ['I wish there was an equalizer for the sound', 'please improve the microphone on calls'],
  },
  quiet: {
    complaint: [
      'noise cancelling is [useless|weak], it stays loud {place}',
      'there is a constant hum with noise cancelling on',
      'wind makes a terrible noise on calls',
    ],
    praise: [
      'noise cancelling is [amazing|excellent], suddenly it is quiet {place}',
      'noise cancelling feels natural, no pressure at all',
    ],
    wish: ['I wish noise cancelling could be adjusted in steps', 'please add a mode that lets outside noise through'],
  },
  comfort: {
    complaint: [
      'my ears hurt after {minutes}',
      'the headband is too tight and gives me a headache',
      'the tips are too big and keep falling out',
      'too heavy for [running|walking]',
    ],
    praise: [
      'so [light|comfortable] that I forget them all day',
      'the pads are soft, even with glasses',
      'they stay in place when I run',
    ],
    wish: ['I wish there were smaller tips in the box', 'please make them lighter'],
  },
  service: {
    complaint: [
      'customer service [never replies|is a bot|sends you in circles], my case took {days}',
      'nobody answers the phone at customer service',
      'support was [rude|clueless] and told me to restart, nothing else',
    ],
    praise: [
      'customer service replied within [ten minutes|the day] and solved it',
      'friendly support, they sent a new pair right away',
    ],
    wish: ['I wish there was a person to reach at customer service', 'please answer support calls at weekends'],
  },
  repair: {
    complaint: [
      'sent in for repair {days} ago and heard nothing',
      'they charge for the repair although it is under warranty',
      'warranty was refused, they call it my fault',
    ],
    praise: ['replaced under warranty without a question', 'the repair took two days, great'],
    wish: ['I wish there was a service center in town', 'please extend the warranty'],
  },
  price: {
    complaint: [
      '[overpriced|too expensive] for what you get',
      'the price dropped a week after I bought them',
      'not worth the price, there are cheaper ones that sound better',
    ],
    praise: ['great value for money', 'at this price they are a bargain'],
    wish: ['I wish they were a bit cheaper', 'please offer a student discount'],
  },
  delivery: {
    complaint: [
      'delivery took {days}, [far too slow|no apology]',
      'tracking never updated and nobody knew where it was',
      'the package arrived crushed',
    ],
    praise: ['delivery was quick, here the next day', 'well packed and delivered to the door'],
    wish: ['I wish I could choose a delivery time'],
  },
  build: {
    complaint: [
      'poorly made: {time} the shell [cracked|came loose]',
      'they broke after [one month|three months], bad quality',
      'the charging port is loose, feels defective',
    ],
    praise: ['solid build, survived two falls', 'great quality, like new after a year'],
    wish: ['I wish the shell was more scratch resistant'],
  },
  app: {
    complaint: [
      'the app [crashes|will not open], so no firmware update',
      'after the update all settings were gone',
      'the app is confusing, I cannot find the switch',
    ],
    praise: ['the app is simple and easy to use', 'the firmware update made them much more stable'],
    wish: ['please add a dark mode to the app', 'I wish the app supported tablets'],
  },
};
