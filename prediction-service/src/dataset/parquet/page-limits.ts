/** Writers cut pages at a megabyte or at some thousand rows; one beyond this size is no data but an attack. */
export const maxPageBytes = 64 * 1024 * 1024;
/** A page's header has the least and the greatest value in it, which writers cut short. */
export const maxHeaderBytes = 64 * 1024;
