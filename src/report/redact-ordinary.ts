/** Words that the texts and files of the Action are made of, in small letters. They tell nothing of a secret that is the same. */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  [
    'completed failed preview destroy unlock drift create update replace delete import planned drifted missing applied',
    'gained lost undecided allowed conditional denied before after security warning suggestion error notice debug info',
    'permissions permission inline attached approved approval partition service account boundary counted',
    'role roles policy policies trust name names path tags type user users group groups region bucket endpoint model models',
    'stack state backend lock resource resources statement statements action actions effect allow deny principal condition',
    'version assume outcome command message reason title access target file files json http https text string number value',
    'true false null none undefined default auto always never main master prod production staging test tests demo admin root',
    'public secret secrets token tokens password passphrase pulumi github workflow runner runs amazonaws sagemaker invalid',
    'that this with from what have been when where which there than then more nothing could would must will need only them',
  ].flatMap((line) => line.split(' ')),
);
