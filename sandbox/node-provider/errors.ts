/** Runs a call of the AWS SDK; an error names the resource, the operation and AWS's own error code, as the real provider's do. */
export async function inContext<T>(doing: string, operation: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number; requestId?: string };
    };
    const status = `https response error StatusCode: ${$metadata?.httpStatusCode}, RequestID: ${$metadata?.requestId}`;
    throw Object.assign(
      new Error(`${doing}: operation error IAM: ${operation}, ${status}, api error ${codeOf(name)}: ${message}`),
      {
        cause: error,
      },
    );
  }
}

/** The SDK's error names end in `Exception` where AWS's own codes do not. */
function codeOf(name: string): string {
  return name.replace(/Exception$/, '');
}

/** The result of a call, or `undefined` if AWS says that there is no such entity. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: Error };
    if ([name, cause?.name].includes('NoSuchEntityException')) return undefined;
    throw error;
  }
}
