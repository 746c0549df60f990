import Joi from 'joi';

/** The answer to whoever has proven who they are: by registration, login, or a link code. */
export interface TokenAnswer {
  access_token: string;
  token_type: 'bearer';
}

export const tokenAnswer = Joi.object<TokenAnswer>({
  access_token: Joi.string().description('A signed JWT; send it as `Authorization: Bearer <token>`').required(),
  token_type: Joi.string().valid('bearer').required(),
});

export const bearer = (access_token: string): TokenAnswer => ({ access_token, token_type: 'bearer' });
