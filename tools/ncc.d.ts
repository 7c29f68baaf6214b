/** The JavaScript API of ncc, as far as it is used here; the package has no types. */
declare module '@vercel/ncc' {
  interface Options {
    readonly externals?: Readonly<Record<string, string>>;
    readonly minify?: boolean;
    readonly quiet?: boolean;
    readonly cache?: boolean;
    readonly transpileOnly?: boolean;
    readonly license?: string;
    readonly sourceMap?: boolean;
  }
  interface Bundle {
    readonly code: string;
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
  }
  export default function ncc(entry: string, options: Options): Promise<Bundle>;
}
