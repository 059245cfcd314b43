import { HallpassError } from '../base/error.ts';

/** POSTs an age file; `progress` gets the share that has gone out. Errors: unavailable ("action"). */
export const post = (action: URL, body: Uint8Array<ArrayBuffer>, progress: (share: number) => void): Promise<void> => new Promise((resolve, reject) => {
  // Not fetch, which does not say how far an upload is.
  const request = new XMLHttpRequest();
  const failed = (): void => { reject(new HallpassError('unavailable', 'action')); };
  request.open('POST', action);
  request.setRequestHeader('Content-Type', 'application/age');
  request.upload.onprogress = ({ loaded, total }) => { if (total > 0) progress(loaded / total); };
  request.onload = () => { if (request.status >= 200 && request.status < 300) resolve(); else failed(); };
  request.onerror = request.onabort = request.ontimeout = failed;
  request.send(body);
});
