export const errors = {
  errors: {
    requestId: 'Request id',
    notFound: 'There is no such page',
    notFoundText: 'The address may be mistyped, or the page has moved.',
    home: 'To the start page',
    unavailable: 'The service does not answer right now',
    unavailableText: 'Your data and credits are safe. This page tries again by itself in a few seconds.',
    unavailableSent:
      'Your data and credits are safe. What you sent may have arrived: look at the result before you send it again.',
    retry: 'Try again',
    tooMany: 'Too many requests',
    tooManyText: 'Wait a minute, then open the page again.',
    foreignForm: 'This form came from another site',
    foreignFormText: 'Nothing was done. Open the page here and send the form from it.',
    badForm: 'The form cannot be read',
    badFormText: 'Nothing was done. Go back and send it again.',
    internal: 'Something went wrong on our side',
    internalText: 'Try again. If it stays, tell us the request id.',
  },
};
