namespace Koppel.Sdk.Connections;

/// <summary>
/// Secrets of the user, kept encrypted from one run to the next. A connector needs it where a system gives a new secret in the place of the
/// one that it was shown, such as a refresh token: it stores the new one before it uses it, under the name that
/// <see cref="ConnectionSettings.SecretOf"/> gives. Safe to use from many threads and processes.
/// </summary>
public interface ISecretStore
{
    /// <summary>The secret of that name as it is now, which another process may have changed; null when there is none.</summary>
    /// <exception cref="ConnectorException">It cannot be read; the message says why, and shows no secret.</exception>
    string? Find(string name);

    /// <summary>Puts a secret in the place of the one of that name. It outlasts a power cut from here on.</summary>
    /// <exception cref="ConnectorException">It cannot be stored, and the one before is there as it was.</exception>
    void Store(string name, string value);

    /// <summary>
    /// The right to renew a secret, which one has at a time of all processes of the machine: take it, <see cref="Find"/> the secret, have
    /// it renewed, <see cref="Store"/> the new one, and dispose what is given.
    /// </summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <exception cref="ConnectorException">It cannot be had.</exception>
    ValueTask<IDisposable> HoldAsync(string name, CancellationToken cancellationToken = default);
}
