import { faultsPage } from '../pages/faults.js';

const kinds = [
  ['401', 'the session ends'], ['403', 'refused as if the calls of the day were used up'], ['414', 'a page: the address is too long'], ['431', 'a page: address and headers are too long'],
  ['500-before', 'answered 500, nothing changed'], ['500-after', 'changed, then answered 500'], ['503', 'answered 503, nothing changed'],
  ['cut', 'changed, then the connection is cut'], ['cut-halfway', 'changed, then the connection is cut in the middle of the answer'], ['slow', 'the right answer, ten seconds late'],
  ['garbage', 'changed, then half of the answer'], ['locator-gone', 'the next page of a result is not kept any more'],
  ['query-fails', 'a query job ends without a result'], ['job-fails', 'an ingest job ends half way'], ['rows-locked', 'about one row in four is locked by another'],
  ['app_not_found', 'signing in: the app is not installed'], ['OAUTH_EC_APP_NOT_FOUND', 'signing in: the external client app is not installed'], ['invalid_audience', 'signing in: meant for another host'],
];

export const faults = faultsPage(kinds, 'POST /services/data/{version}/jobs/ingest');
