import { type ClientRequest, request } from 'node:http';

/** An upload whose sender decides when the next piece comes. */
export class SlowUpload {
  private readonly request: ClientRequest;
  /** The status of the answer; null when the connection broke first. */
  readonly answered: Promise<number | null>;

  constructor(url: string, token: string, headers: Record<string, string> = {}) {
    this.request = request(`${url}/api/predict/`, {
      method: 'POST',
      agent: false,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'multipart/form-data; boundary=x', ...headers },
    });
    this.answered = new Promise((resolve) => {
      this.request.once('error', () => resolve(null));
      this.request.once('response', (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? null));
      });
    });
  }

  /** The form up to where its file begins. */
  begin(name = 'a.csv'): this {
    this.write('--x\r\nContent-Disposition: form-data; name="model_name"\r\n\r\nDemo\r\n');
    return this.write(
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`,
    );
  }

  write(text: string): this {
    this.request.write(text);
    return this;
  }

  end(): this {
    this.request.end('\r\n--x--\r\n');
    return this;
  }

  /** Goes away in the middle. */
  cutOff(): void {
    this.request.destroy();
  }
}
