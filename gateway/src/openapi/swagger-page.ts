import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { docsSecurity } from '../security/security-headers.js';

const options = {
  customSiteTitle: 'Coincast API',
  customCss: '.swagger-ui .topbar { display: none }',
  swaggerUrl: '/openapi.json',
  swaggerOptions: {
    persistAuthorization: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    // The default checks the document on a server of somebody else.
    validatorUrl: null,
  },
};

/** Swagger UI over the merged document, at `/docs` with and without a trailing slash. */
export function swaggerPage(): Router {
  // Its addresses are relative to a trailing slash, which `/docs` does not have.
  const page = swaggerUi.generateHTML(undefined, options).replaceAll('="./', '="/docs/');
  const router = Router({ caseSensitive: true });
  router.use('/docs', docsSecurity);
  router.get('/docs', (_request, response) => {
    response.type('html').send(page);
  });
  router.use('/docs', swaggerUi.serveFiles(undefined, options));
  return router;
}
