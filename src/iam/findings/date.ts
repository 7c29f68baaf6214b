const DATE = /^(-?\d+)(?:-(\d+)(?:-(\d+))?)?(?:t(.*))?$/i;
const TIME = /^(\d*)(?::(\d+)(?::(\d+)(?:\.\d{1,9})?)?(z|[+-]\d\d(?::\d\d)?)?)?$/i;

/**
 * Whether AWS stores a policy in which a date condition has this value. It is generous: parts may be missing from the end, and
 * digits from the front (`2016-12-13t2:00`). A value without `T` and `-` counts as seconds since 1970.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function isDateOfAws(text: string): boolean {
  if (!/[t-]/i.test(text)) return /^\d+$/.test(text) && BigInt(text.slice(0, 40)) <= 9223372036854775807n;
  const date = DATE.exec(text);
  if (!date) return false;
  const [, year, month, day, time = ''] = date;
  return within(year, -292275054, 292278993) && within(month, 1, 12) && within(day, 1, 31) && isTimeOfAws(time);
}

function isTimeOfAws(text: string): boolean {
  const time = TIME.exec(text);
  if (!time) return false;
  const [, hours, minutes, seconds, zone = ''] = time;
  const [zoneHours, zoneMinutes] = /\d/.test(zone) ? zone.slice(1).split(':') : [];
  return (
    within(hours || undefined, 0, 23) &&
    within(minutes, 0, 59) &&
    within(seconds, 0, 59) &&
    within(zoneHours, 0, 23) &&
    within(zoneMinutes, 0, 59)
  );
}

/** What is missing is within. */
function within(text: string | undefined, least: number, most: number): boolean {
  return text === undefined || (Number(text) >= least && Number(text) <= most);
}
