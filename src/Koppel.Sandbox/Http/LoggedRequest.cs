namespace Koppel.Sandbox.Http;

/// <summary>One call as the log shows it; headers, and with them the token, are never kept.</summary>
/// <param name="Number">Counted from 1 since the start or the last reset.</param>
/// <param name="Time">When it came in, UTC.</param>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The path with its query, as sent.</param>
/// <param name="Route">Method and path with ids as <c>{id}</c>.</param>
/// <param name="Status">The status sent; 0 when the connection was cut.</param>
/// <param name="Ms">How long the answer took.</param>
/// <param name="Bytes">The size of the answer's body.</param>
internal sealed record LoggedRequest(
    long Number, DateTime Time, string Method, string Path, string Route, int Status, double Ms, int Bytes);
