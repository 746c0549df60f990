/** What a JSON body may be written in; iconv-lite knows each by this name. */
export const bodyCharsets: readonly string[] = ['utf-8', 'us-ascii', 'utf-16', 'utf-16le', 'utf-16be', 'utf-32'];
