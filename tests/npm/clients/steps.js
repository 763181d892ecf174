'use strict';

// A walk through a client: each step is told in a line, and the first that fails ends the process.
exports.steps = async function steps(walk) {
  let done = 0;
  const step = async (what, act) => {
    try {
      const result = await act();
      console.log(`ok ${what}`);
      done++;
      return result;
    } catch (fault) {
      console.log(`failed ${what}: ${fault.message}${fault.response ? ' ' + JSON.stringify(fault.response.data) : ''}${fault.description ? ' ' + fault.description : ''}`);
      process.exit(1);
    }
  };
  await walk(step);
  console.log(`${done} steps`);
};

// Where the sandbox is and what it asks for.
exports.account = () => ({ url: process.env.SANDBOX_URL, token: process.env.SANDBOX_TOKEN });

// The same of the Salesforce sandbox.
exports.org = () => ({
  ...exports.account(), clientId: process.env.SANDBOX_CLIENT_ID, clientSecret: process.env.SANDBOX_CLIENT_SECRET, username: process.env.SANDBOX_USERNAME,
  password: process.env.SANDBOX_PASSWORD, refreshToken: process.env.SANDBOX_REFRESH_TOKEN,
});
