export const signingIn = {
  form: { email: 'Email', password: 'Password', show: 'Show', hide: 'Hide' },
  login: {
    title: 'Sign in',
    submit: 'Sign in',
    noAccount: 'No account yet?',
    register: 'Register',
    expired: 'You have been signed out',
    expiredBack: 'Sign in and we will take you back to where you were.',
    signInFirst: 'This page needs an account',
    signedOut: 'You have signed out',
    signedOutText: 'Your balance and history are kept.',
    wrong: 'That email and password do not match. Check your keyboard layout and Caps Lock.',
  },
  register: {
    title: 'Register',
    submit: 'Create an account',
    hasAccount: 'Have an account already?',
    signIn: 'Sign in',
    passwordHint: 'At least 4 characters, in any alphabet',
    taken: 'This email already has an account. Sign in or use another one.',
  },
};
