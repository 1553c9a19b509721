export type RobotsCase = {
  /** The rule of RFC 9309, or the leniency of google/robotstxt, that it is about. */
  rule: string;
  robots: string;
  agent?: string;
  allowed?: readonly string[];
  disallowed?: readonly string[];
};

const long = 'x'.repeat(2083 * 8 - 12);

/** What a matcher of robots.txt must do, each rule with addresses that it allows and disallows. */
export const robotsCases: readonly RobotsCase[] = [
  { rule: 'an empty file allows everything', robots: '', allowed: ['/', '/a', ''] },
  {
    rule: 'an empty path is the root',
    robots: 'User-agent: *\nDisallow: /',
    disallowed: ['', '/', 'https://h.example'],
  },
  { rule: 'unknown lines are ignored', robots: 'robot: Tester\ndeny: /', allowed: ['/a/b'] },
  { rule: 'a missing colon is forgiven', robots: 'user-agent Tester\ndisallow /', disallowed: ['/a/b'] },
  {
    rule: 'a line of three words without a colon is none',
    robots: 'user-agent: Tester\ndisallow / now',
    allowed: ['/a'],
  },
  {
    rule: 'misspelt disallow is understood',
    robots: 'user-agent: Tester\ndissallow: /a\ndisalow: /b',
    disallowed: ['/a', '/b'],
  },
  { rule: 'useragent and user agent are understood', robots: 'useragent: Tester\ndisallow: /a', disallowed: ['/a'] },
  {
    rule: 'keys ignore case',
    robots: 'USER-AGENT: Tester\nDiSaLLoW: /\nALLOW: /ok',
    allowed: ['/ok'],
    disallowed: ['/no'],
  },
  {
    rule: 'spaces around keys and values are ignored',
    robots: '  user-agent :  Tester \n\tdisallow\t:\t/a\t',
    disallowed: ['/a'],
    allowed: ['/b'],
  },
  { rule: 'rules before any group are ignored', robots: 'disallow: /\nuser-agent: Tester\nallow: /x', allowed: ['/y'] },
  {
    rule: 'several agents share a group',
    robots: 'user-agent: Other\nuser-agent: Tester\ndisallow: /a',
    disallowed: ['/a'],
  },
  {
    rule: 'empty lines do not end a group',
    robots: 'user-agent: Tester\n\n\ndisallow: /a\n\n\ndisallow: /b',
    disallowed: ['/a', '/b'],
  },
  {
    rule: 'a sitemap does not end a list of agents',
    robots: 'user-agent: Tester\nsitemap: https://h.example/s.xml\nuser-agent: Other\ndisallow: /a',
    disallowed: ['/a'],
  },
  {
    rule: 'a crawl-delay does not end a list of agents',
    robots: 'user-agent: Tester\ncrawl-delay: 5\nuser-agent: Other\ndisallow: /a',
    disallowed: ['/a'],
  },
  {
    rule: 'groups of one agent are combined',
    robots: 'user-agent: Tester\ndisallow: /a\nuser-agent: Other\ndisallow: /b\nuser-agent: tester\ndisallow: /c',
    disallowed: ['/a', '/c'],
    allowed: ['/b'],
  },
  {
    rule: 'groups of everyone are combined',
    robots: 'user-agent: *\ndisallow: /a\nuser-agent: Other\ndisallow: /b\nuser-agent: *\ndisallow: /c',
    disallowed: ['/a', '/c'],
    allowed: ['/b'],
  },
  {
    rule: 'an own group replaces that of everyone',
    robots: 'user-agent: *\ndisallow: /\nuser-agent: Tester\ndisallow: /a',
    disallowed: ['/a'],
    allowed: ['/b'],
  },
  {
    rule: 'an own group without rules allows everything',
    robots: 'user-agent: *\ndisallow: /\nuser-agent: Tester\n',
    allowed: ['/a'],
  },
  {
    rule: 'everyone is who is not named',
    robots: 'user-agent: Other\nallow: /\nuser-agent: *\ndisallow: /',
    disallowed: ['/a'],
  },
  { rule: 'no group for us allows everything', robots: 'user-agent: Other\ndisallow: /', allowed: ['/a'] },
  { rule: 'agents ignore case', robots: 'user-agent: TESTER\ndisallow: /a', agent: 'tester', disallowed: ['/a'] },
  { rule: 'a version behind the token is ignored', robots: 'user-agent: Tester/2.1\ndisallow: /a', disallowed: ['/a'] },
  {
    rule: 'words behind the token are ignored',
    robots: 'user-agent: *\nallow: /\nuser-agent: Tester Images\ndisallow: /a',
    disallowed: ['/a'],
  },
  {
    rule: 'a token is matched whole',
    robots: 'user-agent: Test\ndisallow: /\nuser-agent: Tester-News\ndisallow: /',
    allowed: ['/a'],
  },
  {
    rule: 'a name with a space is no token',
    robots: 'user-agent: *\ndisallow: /\nuser-agent: Tester Images\nallow: /',
    agent: 'Tester Images',
    disallowed: ['/a'],
  },
  {
    rule: 'an empty agent obeys nobody’s group',
    robots: 'user-agent: Tester\ndisallow: /',
    agent: '',
    allowed: ['/a'],
  },
  { rule: 'words behind the star are ignored', robots: 'user-agent: * all\ndisallow: /a', disallowed: ['/a'] },
  { rule: 'a star glued to a word is a name', robots: 'user-agent: *all\ndisallow: /a', allowed: ['/a'] },
  {
    rule: 'paths keep their case',
    robots: 'user-agent: Tester\ndisallow: /A/',
    allowed: ['/a/b'],
    disallowed: ['/A/b'],
  },
  {
    rule: 'a path matches from its beginning',
    robots: 'user-agent: Tester\ndisallow: /fish',
    disallowed: ['/fish', '/fish.html', '/fish/salmon', '/fishheads', '/fish?id=1'],
    allowed: ['/Fish', '/cat/fish', '/?id=fish'],
  },
  {
    rule: 'a folder is not the page of its name',
    robots: 'user-agent: Tester\ndisallow: /fish/',
    disallowed: ['/fish/', '/fish/a'],
    allowed: ['/fish', '/fish.html'],
  },
  { rule: 'an empty disallow allows', robots: 'user-agent: Tester\ndisallow:', allowed: ['/', '/a'] },
  {
    rule: 'an empty allow changes nothing',
    robots: 'user-agent: Tester\nallow:\ndisallow: /a',
    disallowed: ['/a'],
    allowed: ['/b'],
  },
  {
    rule: 'the longest match decides, disallow',
    robots: 'user-agent: Tester\nallow: /p\ndisallow: /p/a.html',
    disallowed: ['/p/a.html'],
    allowed: ['/p/b.html'],
  },
  {
    rule: 'the longest match decides, allow',
    robots: 'user-agent: Tester\ndisallow: /p\nallow: /p/a.html',
    allowed: ['/p/a.html'],
    disallowed: ['/p/b.html'],
  },
  {
    rule: 'the order of rules does not matter',
    robots: 'user-agent: Tester\nallow: /p/a.html\ndisallow: /p',
    allowed: ['/p/a.html'],
    disallowed: ['/p/b.html'],
  },
  {
    rule: 'of equals the allowing one wins',
    robots: 'user-agent: Tester\ndisallow: /p\nallow: /p',
    allowed: ['/p', '/p/a'],
  },
  {
    rule: 'of equal roots the allowing one wins',
    robots: 'user-agent: Tester\nallow: /\ndisallow: /',
    allowed: ['/p'],
  },
  {
    rule: 'a longer pattern with a star wins',
    robots: 'user-agent: Tester\nallow: /page\ndisallow: /*.html',
    disallowed: ['/page.html'],
    allowed: ['/page'],
  },
  {
    rule: 'a longer path wins against a star',
    robots: 'user-agent: Tester\nallow: /x/page.\ndisallow: /*.html',
    allowed: ['/x/page.html'],
    disallowed: ['/x/y.html'],
  },
  {
    rule: 'a star stands for anything, nothing included',
    robots: 'user-agent: Tester\ndisallow: /a*z',
    disallowed: ['/az', '/a/b/z', '/azy'],
    allowed: ['/a', '/bz'],
  },
  {
    rule: 'several stars',
    robots: 'user-agent: Tester\ndisallow: /*/private*/x',
    disallowed: ['/u/private/x', '/u/v/private-1/x/y'],
    allowed: ['/private/x', '/u/private/y'],
  },
  {
    rule: 'a trailing star changes nothing',
    robots: 'user-agent: Tester\ndisallow: /fish*',
    disallowed: ['/fish', '/fish/a'],
    allowed: ['/Fish'],
  },
  {
    rule: 'a dollar is the end',
    robots: 'user-agent: Tester\ndisallow: /a$',
    disallowed: ['/a'],
    allowed: ['/a/', '/a?b', '/ab'],
  },
  {
    rule: 'a star before the end',
    robots: 'user-agent: Tester\ndisallow: /*.php$',
    disallowed: ['/a.php', '/b/a.php', '/a.php/b.php'],
    allowed: ['/a.php5', '/a.php?b', '/a.phpx'],
  },
  {
    rule: 'the end must not overlap the beginning',
    robots: 'user-agent: Tester\ndisallow: /ab*ba$',
    disallowed: ['/abba', '/abxba'],
    allowed: ['/aba'],
  },
  {
    rule: 'a dollar within is a dollar',
    robots: 'user-agent: Tester\ndisallow: /a$b',
    disallowed: ['/a$b'],
    allowed: ['/a'],
  },
  {
    rule: 'queries belong to the path',
    robots: 'user-agent: Tester\ndisallow: /*?sort=',
    disallowed: ['/a?sort=1', '/b/c?sort='],
    allowed: ['/a?b=1&sort=1'],
  },
  { rule: 'fragments do not', robots: 'user-agent: Tester\ndisallow: /a$', disallowed: ['/a#part'] },
  {
    rule: 'comments end a line',
    robots: 'user-agent: Tester # us\n# disallow: /\ndisallow: /a#b\ndisallow: /c # why',
    disallowed: ['/a', '/ab', '/c'],
    allowed: ['/d'],
  },
  {
    rule: 'a colon and an address within a path',
    robots: 'user-agent: Tester\ndisallow: /\nallow: /go?to=http://h.example/x',
    allowed: ['/go?to=http://h.example/x'],
  },
  {
    rule: 'characters outside ASCII are escaped',
    robots: 'user-agent: Tester\ndisallow: /\nallow: /评论',
    allowed: ['/%E8%AF%84%E8%AE%BA', '/%e8%af%84%e8%ae%ba/2'],
    disallowed: ['/%E8%AF%85'],
  },
  { rule: 'escaped characters stay', robots: 'user-agent: Tester\ndisallow: /%E8%AF%84', disallowed: ['/%E8%AF%84'] },
  { rule: 'an address must come escaped', robots: 'user-agent: Tester\ndisallow: /\nallow: /评', disallowed: ['/评'] },
  {
    rule: 'escapes ignore case',
    robots: 'user-agent: Tester\ndisallow: /a%3cd.html',
    disallowed: ['/a%3Cd.html', '/a%3cd.html'],
  },
  {
    rule: 'escaped reserved characters are not the characters',
    robots: 'user-agent: Tester\ndisallow: /a%2Fb',
    disallowed: ['/a%2fb'],
    allowed: ['/a/b'],
  },
  {
    rule: 'needless escapes in a disallow are undone',
    robots: 'user-agent: Tester\ndisallow: /%62%61%7A',
    disallowed: ['/baz', '/%62%61%7A'],
  },
  {
    rule: 'needless escapes in an address are undone',
    robots: 'user-agent: Tester\ndisallow: /baz',
    disallowed: ['/%62%61%7A', '/b%61z'],
  },
  {
    rule: 'needless escapes in an allow are not relied on',
    robots: 'user-agent: Tester\ndisallow: /\nallow: /%62%61%7A',
    allowed: ['/%62%61%7A'],
    disallowed: ['/baz'],
  },
  {
    rule: 'lines end in LF, CR or both',
    robots: 'user-agent: Tester\r\ndisallow: /a\rdisallow: /b\ndisallow: /c',
    disallowed: ['/a', '/b', '/c'],
  },
  { rule: 'the last line needs no end', robots: 'user-agent: Tester\ndisallow: /a', disallowed: ['/a'] },
  { rule: 'a byte order mark is skipped', robots: '\u{feff}user-agent: Tester\ndisallow: /a', disallowed: ['/a'] },
  {
    rule: 'a byte order mark within is not',
    robots: 'user-agent: Other\ndisallow: /b\n\u{feff}user-agent: Tester\ndisallow: /a',
    allowed: ['/a'],
  },
  {
    rule: 'a very long line is cut',
    robots: `user-agent: Tester\ndisallow: /${long}/end`,
    disallowed: [`/${long}/other`],
    allowed: ['/x'],
  },
  {
    rule: 'very long allowing lines',
    robots: `user-agent: Tester\ndisallow: /\nallow: /a/${long}`,
    allowed: [`/a/${long}`],
    disallowed: ['/a'],
  },
  {
    rule: 'index.html stands for its folder',
    robots: 'user-agent: Tester\ndisallow: /\nallow: /docs/index.html',
    allowed: ['/docs/', '/docs/index.html'],
    disallowed: ['/docs', '/docs/a', '/other/'],
  },
  {
    rule: 'index.htm too',
    robots: 'user-agent: Tester\ndisallow: /\nallow: /index.htm',
    allowed: ['/', '/index.htm'],
    disallowed: ['/a'],
  },
  {
    rule: 'a disallowed index.html is the page alone',
    robots: 'user-agent: Tester\ndisallow: /docs/index.html',
    allowed: ['/docs/'],
    disallowed: ['/docs/index.html'],
  },
  {
    rule: 'whole addresses are reduced to their path',
    robots: 'user-agent: Tester\ndisallow: /a',
    disallowed: ['https://h.example/a', 'http://h.example:8080/a?b', '//h.example/a'],
    allowed: ['https://a.example/', 'http://h.example?x=/a'],
  },
  {
    rule: 'half a megabyte is read',
    robots: `user-agent: Tester\n${'allow: /some/where\n'.repeat(28_000)}disallow: /end`,
    disallowed: ['/end'],
  },
  { rule: 'a path without a slash matches nothing', robots: 'user-agent: Tester\ndisallow: a', allowed: ['/a'] },
  {
    rule: 'a star at the beginning',
    robots: 'user-agent: Tester\ndisallow: *.gif$',
    disallowed: ['/a.gif'],
    allowed: ['/a.gif2'],
  },
];
