/**
 * By this header the cabinet proves to the gateway that it is the cabinet: what it says in `X-Forwarded-For` is then
 * believed, so that its calls are counted for the visitor who made them.
 */
export const webTokenHeader = 'x-web-token';
