export const signingIn = {
  signIn: {
    needed: 'This needs an account. Sign in and the bot goes on with what you asked for.',
    expired: 'Your sign-in has expired. Sign in again and the bot goes on where you were.',
    how: 'Safest is the link on the account page of the cabinet: no password in the chat. Or send /login email password; the bot deletes that message at once.',
    howToRegister:
      'Send /register email password; the bot deletes that message at once. The password has 4 characters or more.',
    loginForm: 'An email and a password are needed: /login name@example.com password',
    registerForm: 'An email and a password are needed: /register name@example.com password',
    wrong: 'That email and password do not match. Check your keyboard layout and Caps Lock.',
    taken: 'This email already has an account. Sign in or use another one.',
    badEmail: 'This is not an email address. It looks like name@example.com.',
    badPassword: 'The password has from 4 to 1,024 characters.',
    welcome: (email: string) => `You are signed in as ${email}.`,
    created: (email: string) => `The account ${email} is created, and you are signed in.`,
    already: (email: string) => `You are already signed in as ${email}. /logout signs out.`,
    notDeleted: 'The bot could not delete your message with the password. Delete it yourself.',
    goOn: 'Going on with what you asked for.',
    signedOut: 'You are signed out in this chat. Balance and history are kept.',
    notSignedIn: 'You are not signed in.',
  },
};
