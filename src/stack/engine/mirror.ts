/** A mirror's address in two parts, so that what lets one in is not shown. */
interface Mirror {
  /** Without user and password. */
  readonly url: string;
  /** The header `authorization`: https://www.rfc-editor.org/rfc/rfc7617 */
  readonly authorization?: string;
}

/** @param address `https://USER:PASSWORD@HOST/PATH` */
export function splitMirror(address: string): Mirror {
  const url = new URL(address);
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  [url.username, url.password] = ['', ''];
  const secret = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    url: url.href.replace(/\/+$/, ''),
    authorization: user || password ? `Basic ${secret}` : undefined,
  };
}

/**
 * The engine's variable that leads all downloads of plugins elsewhere: `REGEXP=URL,REGEXP=URL`, in which `$0` is what was
 * matched. The arguments of a process, where the address could stand as well, are there for everybody to read.
 */
export function mirrorOfPlugins(address: string | undefined): Record<string, string> {
  const target = address?.replace(/[,=$]/g, (character) => encodeURIComponent(character));
  // An empty one counts before one that was set elsewhere: the input alone says where downloads are from.
  return { PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: target ? `.*=${target}` : '' };
}
