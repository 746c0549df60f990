/**
 * By this header the cabinet and the bot prove to the gateway who they are: what they say in `X-Forwarded-For` is then
 * believed, so that their calls are counted for the visitor, or chat, who made them.
 */
export const webTokenHeader = 'x-web-token';
